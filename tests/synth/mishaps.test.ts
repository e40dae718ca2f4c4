import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { stateOf } from '../../apps/state';
import { ExternalDns, FleetApp, GeoRaft } from '../../lib';
import { emptyApp, emptyFolder, exampleApp, fleetIn, frankfurt, stretched } from './example';

const rules = (app: FleetApp): readonly string[] => app.synthesize().findings.map(({ rule, at }) => `${rule} ${at}`);

describe('an operating state', () => {
  const folder = mkdtempSync(join(tmpdir(), 'georaft-state-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['', '{', '[]', 'null', '5', '"x"'])('that is %j is refused, and does not pass for a system that never ran', text => {
    writeFileSync(join(folder, 'store.json'), text);
    const app = emptyApp(emptyFolder());
    new GeoRaft(app, 'store', stretched({ state: stateOf('store', folder) }));
    expect(rules(app)).toEqual(['input/shape store.state']);
  });

  it('whose file is missing is refused with the name of the file', () => {
    const app = emptyApp(emptyFolder());
    new GeoRaft(app, 'store', stretched({ state: stateOf('nobody', folder) }));
    const [finding] = app.synthesize().findings;
    expect(finding?.problem).toContain('nobody.json');
  });

  it('is read from the package, wherever the program is started', () => {
    expect(stateOf('settings')).toMatchObject({ bootstrapped: false, epoch: 1 });
  });
});

describe('an earlier plan that cannot be read', () => {
  it.each(['', '{', '{"version": 2}', '[]'])('because it is %j is said, and nothing is written over it', text => {
    const folder = emptyFolder();
    exampleApp(folder).synthesize();
    const file = join(folder, 'dist', 'fleet.json');
    writeFileSync(file, text);
    const { findings } = exampleApp(folder).synthesize();
    expect(findings.map(({ rule, at }) => [rule, at])).toEqual([['output/folder', file]]);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

describe('what a user adds to a system', () => {
  it('is named with system and cluster when it fails, and nothing is written', () => {
    const app = emptyApp(emptyFolder());
    const customize = (): void => {
      throw new Error('no such thing');
    };
    new GeoRaft(app, 'store', { ...stretched(), customize });
    const { findings } = app.synthesize();
    // The same in each cluster is one fault of one program.
    expect(findings).toHaveLength(1);
    const all = findings.flatMap(finding => [finding, ...(finding.consequences ?? [])]);
    expect(all.map(({ at }) => at)).toEqual(['store/frankfurt', 'store/dublin', 'store/london']);
    expect(all.every(({ rule, problem }) => rule === 'input/customize' && problem.includes('no such thing'))).toBe(true);
  });
});

describe('an ExternalDNS', () => {
  it.each([undefined, {}, { scope: 'locale' }, { fleet: 5, cluster: null }])(
    'that is given %j is a finding, and nothing is thrown',
    props => {
      const app = emptyApp(emptyFolder());
      new ExternalDns(new Chart(app.cluster(frankfurt), 'names'), 'local', props as never);
      const { findings } = app.synthesize();
      expect(findings.length).toBeGreaterThan(0);
      expect(findings.every(({ rule, problem }) => rule === 'objects/validation' && problem.includes('ExternalDns'))).toBe(true);
    },
  );
});

describe('settings of the program', () => {
  it.each([null, 5, { outDir: 'x' }, { outdir: 5 }])('that are %j are refused', props => {
    const app = new FleetApp(fleetIn(emptyFolder()), props as never);
    expect(app.synthesize().findings.some(({ at }) => at.startsWith('FleetApp'))).toBe(true);
  });
});

describe('an output folder that the file system refuses', () => {
  it.each(['/proc/nowhere', '/dev/null/below'])('is a finding: %s', outdir => {
    const [finding] = new FleetApp(fleetIn(emptyFolder()), { outdir }).synthesize().findings;
    expect(finding?.rule).toBe('output/folder');
  });
});
