import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Acknowledgement, FleetApp, type FleetAppProps, GeoRaft, type SynthesisResult } from '../../lib';
import { emptyFolder, fleetIn, frankfurt, seats, stretched } from './example';
import { tree } from './output';

/** All votes are in one cluster, and the system promises to survive the loss of any. */
const risky = (folder: string, props: FleetAppProps): FleetApp => {
  const app = new FleetApp(fleetIn(folder), { outdir: join(folder, 'dist'), ...props });
  new GeoRaft(app, 'store', stretched({ topology: seats([frankfurt, 3]) }));
  return app;
};
const synthesized = (props: FleetAppProps): SynthesisResult & { readonly folder: string } => {
  const folder = emptyFolder();
  return { folder, ...risky(folder, { today: '2027-03-01', ...props }).synthesize() };
};
const acceptance: Acknowledgement = {
  rule: 'quorum/cluster-loss',
  at: 'store/frankfurt',
  reason: 'dublin is bought in May',
  until: '2027-06-30',
};
const rules = ({ findings }: SynthesisResult): readonly string[] =>
  findings.filter(({ severity }) => severity === 'error').map(({ rule, at }) => `${rule} ${at}`);
const written = (folder: string) => JSON.parse(readFileSync(join(folder, 'dist', 'fleet.json'), 'utf8'));

describe('a finding that is not accepted', () => {
  it('stops the synthesis', () => {
    const result = synthesized({});
    expect(rules(result)).toEqual(['quorum/cluster-loss store/frankfurt']);
    expect(result.objects).toBe(0);
  });
});

describe('a finding that is accepted', () => {
  it('stops nothing, and is listed', () => {
    const result = synthesized({ acknowledged: [acceptance] });
    expect(rules(result)).toEqual([]);
    expect(result.objects).toBeGreaterThan(0);
    expect(result.accepted.map(({ finding, acknowledgement }) => [finding.rule, acknowledgement])).toEqual([
      ['quorum/cluster-loss', acceptance],
    ]);
    expect(written(result.folder).acknowledged).toEqual([{ ...acceptance, matched: true }]);
  });

  it('is printed with its reason and its end, and counted', () => {
    const printed: string[] = [];
    const write = (text: unknown): boolean => printed.push(String(text)) > 0;
    const spies = [jest.spyOn(process.stderr, 'write'), jest.spyOn(process.stdout, 'write')];
    for (const spy of spies) spy.mockImplementation(write);
    try {
      risky(emptyFolder(), { today: '2027-03-01', acknowledged: [acceptance] }).synth();
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
    const text = printed.join('');
    expect(text).toMatch(/^accepted until 2027-06-30: \[store\/frankfurt\] quorum\/cluster-loss: .*; .* \(dublin is bought in May\)$/m);
    expect(text).toMatch(/^\d+ objects; 1 finding accepted; \d+ files written/m);
  });

  it('leaves the same bytes on every day until its last', () => {
    const [one, other] = ['2027-03-01', '2027-06-30'].map(today => synthesized({ acknowledged: [acceptance], today }));
    expect(tree(join(one?.folder ?? '', 'dist'))).toEqual(tree(join(other?.folder ?? '', 'dist')));
  });

  it('counts again after its last day', () => {
    const result = synthesized({ acknowledged: [acceptance], today: '2027-07-01' });
    expect(rules(result)).toEqual(['acknowledgement/expired store/frankfurt', 'quorum/cluster-loss store/frankfurt']);
    expect(result.objects).toBe(0);
  });

  it('counts again today where it ended long ago: without a day of its own the program asks the clock', () => {
    const folder = emptyFolder();
    const result = risky(folder, { acknowledged: [{ ...acceptance, until: '2020-01-01' }] }).synthesize();
    expect(rules(result)).toContain('acknowledgement/expired store/frankfurt');
  });
});

describe('an acknowledgement', () => {
  it('that matches nothing stops the synthesis', () => {
    const stale = { ...acceptance, at: 'store/dublin' };
    expect(rules(synthesized({ acknowledged: [acceptance, stale] }))).toEqual(['acknowledgement/unmatched store/dublin']);
  });

  it('of a rule about manifests is written for their check', () => {
    const later = { ...acceptance, rule: 'bootstrap/parallel' };
    const result = synthesized({ acknowledged: [acceptance, later] });
    expect(rules(result)).toEqual([]);
    expect(written(result.folder).acknowledged).toEqual([
      { ...acceptance, matched: true },
      { ...later, matched: false },
    ]);
  });

  it.each([
    ['no list', 'all', 'FleetApp.acknowledged'],
    ['a wildcard for rules', [{ ...acceptance, rule: 'quorum/*' }], 'FleetApp.acknowledged[0].rule'],
    ['no place', [{ ...acceptance, at: '' }], 'FleetApp.acknowledged[0].at'],
    ['no reason', [{ ...acceptance, reason: '' }], 'FleetApp.acknowledged[0].reason'],
    ['a reason of spaces', [{ ...acceptance, reason: '  ' }], 'FleetApp.acknowledged[0].reason'],
    ['no end', [{ ...acceptance, until: undefined }], 'FleetApp.acknowledged[0].until'],
    ['an end that is no day', [{ ...acceptance, until: 'never' }], 'FleetApp.acknowledged[0].until'],
    ['a 29th of February in 2027', [{ ...acceptance, until: '2027-02-29' }], 'FleetApp.acknowledged[0].until'],
    ['a 29th of February in 2100', [{ ...acceptance, until: '2100-02-29' }], 'FleetApp.acknowledged[0].until'],
    ['a 13th month', [{ ...acceptance, until: '2027-13-01' }], 'FleetApp.acknowledged[0].until'],
    ['a 0th day', [{ ...acceptance, until: '2027-01-00' }], 'FleetApp.acknowledged[0].until'],
    ['a time of the day', [{ ...acceptance, until: '2027-01-01T00:00' }], 'FleetApp.acknowledged[0].until'],
    ['a misspelt field', [{ ...acceptance, why: 'x' }], 'FleetApp.acknowledged[0].why'],
  ])('with %s is refused', (_, acknowledged, at) => {
    const result = synthesized({ acknowledged: acknowledged as unknown as readonly Acknowledgement[] });
    expect(result.findings.map(finding => finding.at)).toContain(at);
    expect(result.plan).toBeUndefined();
  });

  it.each(['2028-02-29', '2400-02-29', '2027-12-31'])('until %s is taken', until => {
    expect(rules(synthesized({ acknowledged: [{ ...acceptance, until }] }))).toEqual([]);
  });

  it('is judged by a day, and nothing else', () => {
    expect(synthesized({ today: 'tomorrow' }).findings.map(({ at }) => at)).toEqual(['FleetApp.today']);
  });
});
