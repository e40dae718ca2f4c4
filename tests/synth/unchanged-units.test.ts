import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

const known = new Map<string, ReadonlyMap<string, string>>();

/** What the same program writes into an empty folder. It is asked once for each. */
function fresh(given: Numbers): ReadonlyMap<string, string> {
  const asked = JSON.stringify([mockRenderer, [...given].sort()]);
  const found = known.get(asked) ?? freshlyWritten(given);
  known.set(asked, found);
  return found;
}

function freshlyWritten(given: Numbers): ReadonlyMap<string, string> {
  const folder = emptyFolder();
  synthesize(folder, given);
  const written = tree(folder);
  rmSync(folder, { recursive: true });
  return written;
}

/** A folder with the output of a program, which is synthesized once and copied. */
function written(given: Readonly<Record<string, number>> = usual): string {
  const asked = JSON.stringify(given);
  const from = outputs.get(asked) ?? emptyFolder();
  if (!outputs.has(asked)) {
    const { findings } = synthesize(from, numbers(given));
    expect(Finding.anyError(findings)).toBe(false);
    outputs.set(asked, from);
  }
  const folder = emptyFolder();
  cpSync(from, folder, { recursive: true });
  return folder;
}

const outputs = new Map<string, string>();

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
      (folder: string) => edit(folder, `dist/${digestsFile}`, text => text.replaceAll(/^(\d+) \{/gm, '<<<<<<< $1 {')),
    ],
    ['are no text', (folder: string) => writeFileSync(join(folder, 'dist', digestsFile), Buffer.from([0xff, 0xfe, 0, 1]))],
  ])('is rendered where the digests %s', (_, change) => {
    const folder = written();
    const before = tree(folder);
    change(folder);
    expect(synthesize(folder, numbers(usual)).made).toEqual(every);
    expect(difference(before, tree(folder))).toEqual([]);
  });

  it('is rendered by another version of the package, once', () => {
    const folder = written();
    mockRenderer = 'two';
    expect(synthesize(folder, numbers(usual)).made).toEqual(every);
    expect(difference(fresh(numbers(usual)), tree(folder))).toEqual([]);
    expect(synthesize(folder, numbers(usual)).made).toEqual([]);
  });

  it('is rendered each time where its user changes the chart, and no longer than that', () => {
    const changed = numbers({ ...usual, 'ledger.customize': 4 });
    const ledgers = every.filter(name => name.endsWith('ledger'));
    const folder = written();
    expect(synthesize(folder, changed).made).toEqual(ledgers);
    expect(synthesize(folder, changed).made).toEqual(ledgers);
    expect(synthesize(folder, numbers(usual)).made).toEqual(ledgers);
    expect(synthesize(folder, numbers(usual)).made).toEqual([]);
  });

  it('is rendered each time where it holds what only cdk8s can resolve', () => {
    const given = { ...usual, 'ledger.access': 6, 'ledger.cidrs': 1, 'ledger.topology': 1 };
    const folder = written(given);
    expect(synthesize(folder, numbers(given)).made).toEqual(['dublin/ledger', 'frankfurt/ledger']);
    expect(synthesize(folder, numbers({ ...given, 'ledger.ttl': 1 })).made).toEqual(every.filter(name => name.endsWith('ledger')));
    expect(readFileSync(join(folder, 'dist/dublin/ledger/ledger.yaml'), 'utf8')).toContain('note: number 1');
  });

  it('still declares its objects, so that a second one is found', () => {
    const folder = written();
    const app = fleetOfNumbers(numbers(usual), folder, 'kept');
    const { Manifest } = jest.requireActual('../../lib');
    const { Chart } = jest.requireActual('cdk8s');
    const chart = new Chart(app.cluster(must(app.fleet.clusters[1])), 'twice');
    new Manifest(chart, 'twice', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ledger' } });
    const { findings, made } = run(app);
    expect(findings.filter(({ rule }) => rule === 'objects/duplicate').map(({ problem }) => problem)).toEqual([
      'Namespace ledger is declared in clusters/dublin/ledger and in clusters/dublin/twice, and one would overwrite the other',
    ]);
    expect(made).toEqual([]);
  });
});

describe('the digests', () => {
  it('are not kept where every unit is rendered, and go', () => {
    const folder = written();
    expect([...tree(folder).keys()]).toContain(`dist/${digestsFile}`);
    const { made, files } = synthesize(folder, numbers(usual), 'rendered');
    expect({ made, ...files, unchanged: 0 }).toEqual({ made: every, written: 0, removed: 1, unchanged: 0 });
    expect([...tree(folder).keys()]).not.toContain(`dist/${digestsFile}`);
    expect(synthesize(folder, numbers(usual), 'rendered').files.removed).toBe(0);
  });

  it('change nothing else that is written', () => {
    const [kept, rendered] = [written(), emptyFolder()];
    synthesize(rendered, numbers(usual), 'rendered');
    expect(difference(tree(kept), tree(rendered))).toEqual([`dist/${digestsFile}`]);
  });

  it('are not written over a folder of their name', () => {
    const folder = written();
    rmSync(join(folder, 'dist', digestsFile));
    mkdirSync(join(folder, 'dist', digestsFile));
    writeFileSync(join(folder, 'dist', digestsFile, 'mine'), '');
    const { findings } = synthesize(folder, numbers(usual));
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ rule, at }) => `${rule} ${at}`);
    expect(errors).toEqual([`output/foreign-file ${digestsFile}`]);
  });
});

/** The same lines, each file with the digest of the next one. */
function rotated(text: string): string {
  const lines = text.split('\n');
  const digests = lines.flatMap(line => /^[\w-]{43}(?= )/.exec(line) ?? []);
  return lines
    .map(line => line.replace(/^[\w-]{43}(?= )/, digest => must(digests[(digests.indexOf(digest) + 1) % digests.length])))
    .join('\n');
}

/** What happens to an output between two syntheses. */
type Mishap = (folder: string, number: number, earlier: ReadonlyMap<string, string>) => void;

const fileOf = (folder: string, number: number): string => {
  const files = [...tree(folder).keys()].filter(
    path => path.startsWith('dist/') && !path.endsWith('/') && path !== 'dist/fleet.json' && !path.includes('mine'),
  );
  return must(files[number % files.length]);
};
const mishaps: readonly Mishap[] = [
  () => undefined,
  () => undefined,
  (folder, number) => edit(folder, fileOf(folder, number), text => `${text}\n`),
  (folder, number) => edit(folder, fileOf(folder, number), text => text.slice(0, number % (text.length + 1))),
  (folder, number) => rmSync(join(folder, fileOf(folder, number))),
  (folder, number) => rmSync(join(folder, dirname(fileOf(folder, number))), { recursive: true }),
  (folder, number) => edit(folder, fileOf(folder, number), () => readFileSync(join(folder, fileOf(folder, number >> 3)), 'utf8')),
  (folder, number, earlier) => {
    const path = fileOf(folder, number);
    edit(folder, path, text => earlier.get(path) ?? text);
  },
  (folder, _, earlier) => edit(folder, `dist/${digestsFile}`, text => earlier.get(`dist/${digestsFile}`) ?? text),
  folder => edit(folder, `dist/${digestsFile}`, rotated),
  (folder, number) => writeFileSync(join(folder, dirname(fileOf(folder, number)), 'mine.txt'), 'mine'),
  folder => rmSync(join(folder, 'dist/fleet.json'), { force: true }), // it can be gone already
  (_, number) => {
    mockRenderer = number % 2 === 0 ? 'one' : 'two';
  },
];

const step = fc.record({
  changes: fc.array(fc.tuple(fc.nat(places.length - 1), fc.nat(20)), { maxLength: 3 }),
  mishap: fc.nat(mishaps.length - 1),
  number: fc.nat(100_000),
});

/** Without a user's own file, and without stacks that Terraform has applied and that the fleet no longer asks for: they are needed to destroy them. */
const ours = (found: ReadonlyMap<string, string>, given: ReadonlyMap<string, number>): ReadonlyMap<string, string> =>
  new Map([...found].filter(([path]) => !path.endsWith('mine.txt') && (given.get('terraform') === 1 || !path.startsWith('cdktf.out/'))));

describe('any changes of a fleet, and any mishaps of its output', () => {
  it('leave what a synthesis into an empty folder writes', () => {
    const seen = { written: 0, refused: 0, made: 0, kept: 0 };
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(places.length - 1), fc.nat(20)), { maxLength: 12 }),
        fc.array(step, { minLength: 2, maxLength: 6 }),
        (first, steps) => {
          mockRenderer = 'one';
          const folder = emptyFolder();
          const given = new Map<string, number>();
          const change = (changes: readonly (readonly [number, number])[]): void => {
            for (const [place, value] of changes) {
              const [name, values] = must(places[place]);
              given.set(name, value % values);
            }
          };
          change(first);
          let earlier: ReadonlyMap<string, string> = new Map();
          for (const { changes, mishap, number } of [{ changes: [], mishap: 0, number: 0 }, ...steps]) {
            const now = tree(folder);
            if (now.has(`dist/${digestsFile}`)) must(mishaps[mishap])(folder, number, earlier);
            earlier = now;
            const before = new Map(given);
            change(changes);
            const found = tree(folder);
            const { findings, files, made } = synthesize(folder, given);
            if (Finding.anyError(findings)) {
              seen.refused += 1;
              expect(difference(found, tree(folder))).toEqual([]);
              given.clear();
              for (const [place, value] of before) given.set(place, value);
              continue;
            }
            seen.written += 1;
            seen.made += made.length;
            seen.kept += files.unchanged;
            expect(difference(ours(tree(folder), given), fresh(given))).toEqual([]);
          }
          rmSync(folder, { recursive: true });
        },
      ),
      { numRuns: runs(60), seed: Number(process.env.GEORAFT_SEED ?? 1) },
    );
    // It means nothing if hardly anything is written, rendered or kept.
    expect(Math.min(seen.written, seen.made, seen.kept)).toBeGreaterThan(runs(60));
  });
});
