import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { Finding, type FleetApp, type SynthesisResult } from '../../lib';
import { digestsFile } from '../../lib/synth/digests-file';
import { runs } from '../extent';
import { must } from '../fixtures';
import { fleetOfNumbers, type Numbers, places } from './changing-fleet';
import { emptyFolder } from './example';
import { difference, tree } from './output';

/** The units whose charts were made, and what makes them. */
const mockMade: string[] = [];
let mockRenderer = 'one';

jest.mock('../../lib/kubernetes/system-chart', () => {
  const actual = jest.requireActual('../../lib/kubernetes/system-chart');
  class SystemChart extends actual.SystemChart {
    constructor(scope: unknown, plan: { system: { name: string }; seat: { cluster: { name: string } } }) {
      super(scope, plan);
      mockMade.push(`${plan.seat.cluster.name}/${plan.system.name}`);
    }
  }
  return { SystemChart };
});
// Another version of the package: known as another one, and printing something else.
jest.mock('../../lib/synth/renderer-identity', () => ({ rendererIdentity: () => mockRenderer }));
jest.mock('../../lib/manifests/yaml/construct-comment', () => ({
  constructComment: (path: string) => `# Source: ${path} by ${mockRenderer}\n`,
}));

beforeEach(() => {
  mockRenderer = 'one';
});

const numbers = (given: Readonly<Record<string, number>> = {}): Numbers => new Map(Object.entries(given));
/** Three systems that are reached in different ways. */
const usual = { 'settings.access': 1, 'whitewater.topology': 1, 'whitewater.access': 2, 'whitewater.engine': 3, terraform: 1, chart: 1 };

interface Run extends SynthesisResult {
  /** Units that were rendered. */
  readonly made: readonly string[];
}

/** What a synthesis does, and which units it renders. */
function run(app: FleetApp): Run {
  mockMade.length = 0;
  const result = app.synthesize();
  return { ...result, made: [...mockMade].sort() };
}

const synthesize = (folder: string, given: Numbers, unchanged: 'kept' | 'rendered' = 'kept'): Run =>
  run(fleetOfNumbers(given, folder, unchanged));

/** What the same program writes into an empty folder. */
function fresh(given: Numbers): ReadonlyMap<string, string> {
  const folder = emptyFolder();
  synthesize(folder, given);
  const written = tree(folder);
  rmSync(folder, { recursive: true });
  return written;
}

/** A folder with the output of a program. */
function written(given: Readonly<Record<string, number>> = usual): string {
  const folder = emptyFolder();
  const { findings } = synthesize(folder, numbers(given));
  expect(Finding.anyError(findings)).toBe(false);
  return folder;
}

const every = [
  ...['dublin', 'frankfurt', 'london'].flatMap(cluster => ['ledger', 'settings', 'whitewater'].map(name => `${cluster}/${name}`)),
];
const unit = 'dist/dublin/settings/settings.yaml';
const edit = (folder: string, path: string, change: (text: string) => string): void =>
  writeFileSync(join(folder, path), change(readFileSync(join(folder, path), 'utf8')));

describe('a unit whose plan is what it was', () => {
  it('is not rendered', () => {
    const folder = emptyFolder();
    expect(synthesize(folder, numbers(usual)).made).toEqual(every);
    const before = tree(folder);
    const { made, files, objects } = synthesize(folder, numbers(usual));
    expect({ made, written: files.written, removed: files.removed }).toEqual({ made: [], written: 0, removed: 0 });
    expect(objects).toBeGreaterThan(100);
    expect(difference(before, tree(folder))).toEqual([]);
  });

  it('is not rendered because another one is', () => {
    const folder = written();
    expect(synthesize(folder, numbers({ ...usual, 'dublin.kubernetes': 1 })).made).toEqual(every.filter(name => name.startsWith('dublin')));
    expect(synthesize(folder, numbers({ ...usual, 'dublin.kubernetes': 1, 'ledger.image': 1 })).made).toEqual(
      every.filter(name => name.endsWith('ledger')),
    );
  });

  it.each([
    ['was edited', (folder: string) => edit(folder, unit, text => `${text}# mine\n`)],
    ['was edited without a change of its length', (folder: string) => edit(folder, unit, text => text.replace('Parallel', 'PaRallel'))],
    ['was emptied', (folder: string) => writeFileSync(join(folder, unit), '')],
    ['is gone', (folder: string) => rmSync(join(folder, unit))],
    ['is gone with its folder', (folder: string) => rmSync(join(folder, dirname(unit)), { recursive: true })],
    [
      "has another unit's content",
      (folder: string) => edit(folder, unit, () => readFileSync(join(folder, 'dist/london/settings/settings.yaml'), 'utf8')),
    ],
  ])('is rendered where its file %s', (_, change) => {
    const folder = written();
    const before = tree(folder);
    change(folder);
    expect(synthesize(folder, numbers(usual)).made).toEqual(['dublin/settings']);
    expect(difference(before, tree(folder))).toEqual([]);
  });

  it.each([
    ['does not list it', (files: readonly string[]) => files.filter(path => path !== unit.slice('dist/'.length)), ['dublin/settings']],
    ['lists only itself', () => ['fleet.json'], every],
    ['lists what is not there', (files: readonly string[]) => [...files, 'dublin/other/other.yaml'], []],
  ])('is rendered where fleet.json %s', (_, change, made) => {
    const folder = written();
    const before = tree(folder);
    edit(folder, 'dist/fleet.json', text => {
      const document = JSON.parse(text) as { readonly files: readonly string[] };
      return `${JSON.stringify({ ...document, files: change(document.files) }, null, 1)}\n`;
    });
    expect(synthesize(folder, numbers(usual)).made).toEqual(made);
    expect(difference(before, tree(folder))).toEqual([]);
  });

  it('is rendered where fleet.json is gone', () => {
    const folder = written();
    const before = tree(folder);
    rmSync(join(folder, 'dist/fleet.json'));
    expect(synthesize(folder, numbers(usual)).made).toEqual(every);
    expect(difference(before, tree(folder))).toEqual([]);
  });

  it('is rendered where it is in the half of an output that is lost', () => {
    const folder = written();
    const before = tree(folder);
    for (const lost of ['dublin', 'london', 'argocd']) rmSync(join(folder, 'dist', lost), { recursive: true });
    expect(synthesize(folder, numbers(usual)).made).toEqual(every.filter(name => !name.startsWith('frankfurt')));
    expect(difference(before, tree(folder))).toEqual([]);
  });

  it.each([
    ['are gone', (folder: string) => rmSync(join(folder, 'dist', digestsFile))],
    ['are of another form', (folder: string) => edit(folder, `dist/${digestsFile}`, text => text.replace(/^.*/, 'georaft digests 0'))],
    [
      'say something else of what files declare',
      (folder: string) => edit(folder, `dist/${digestsFile}`, text => text.replaceAll('StatefulSet', 'Statefulset')),
    ],
    ['are those of other files', (folder: string) => edit(folder, `dist/${digestsFile}`, rotated)],
    [
      'hold what a merge left',
      (folder: string) => edit(folder, `dist/${digestsFile}`, text => text.replaceAll(/^(\d+) \{/gm, '      { numRuns: runs(150), seed: Number(process.env.GEORAFT_SEED ?? 1) },
    );
    // It means nothing if hardly anything is written, rendered or kept.
    expect(Math.min(seen.written, seen.made, seen.kept)).toBeGreaterThan(runs(150));
  });
});
