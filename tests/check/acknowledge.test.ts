import { acknowledge, type Judged } from '../../lib/check/acknowledge';
import { checkFolder } from '../../lib/check/check-folder';
import { Acknowledgement } from '../../lib/domain/acknowledgement';
import { Finding } from '../../lib/domain/finding';
import { EditedOutput } from '../rules/edited-output';

const memberLoss: Finding = {
  rule: 'quorum/member-loss',
  severity: 'error',
  at: 'demo',
  problem: 'one voter',
  fix: 'take three',
};
const accepting = (change: Partial<Acknowledgement> = {}): Acknowledgement =>
  Acknowledgement.of({ rule: 'quorum/member-loss', at: 'demo', reason: 'a test system', until: '2027-03-31', ...change });
const judged: Judged = { today: '2027-03-01', of: 'plan' };
const lines = (findings: readonly Finding[]): readonly string[] => findings.map(Finding.line);

describe('an acknowledgement', () => {
  it('takes the finding of its rule at its place out of what counts', () => {
    const { findings, accepted, acknowledged } = acknowledge([memberLoss], [accepting()], judged);
    expect(findings).toEqual([]);
    expect(accepted).toEqual([{ finding: memberLoss, acknowledgement: accepting() }]);
    expect(acknowledged).toEqual([{ ...accepting(), matched: true }]);
  });

  it('accepts everything that its rule finds at its place', () => {
    const second = { ...memberLoss, problem: 'another' };
    expect(acknowledge([memberLoss, second], [accepting()], judged).accepted.map(({ finding }) => finding)).toEqual([memberLoss, second]);
  });

  it.each([
    ['another rule', { rule: 'quorum/even-voters' }],
    ['another place', { at: 'demo/frankfurt' }],
    ['a place in capitals', { at: 'Demo' }],
    ['a pattern', { at: '*' }],
    ['a part of the place', { at: 'dem' }],
  ])('of %s accepts nothing, and is found itself', (_, change) => {
    const { findings, accepted } = acknowledge([memberLoss], [accepting(change)], judged);
    expect(accepted).toEqual([]);
    expect(findings).toContain(memberLoss);
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['acknowledgement/unmatched', 'error'],
      ['quorum/member-loss', 'error'],
    ]);
  });

  it('holds on its last day', () => {
    expect(acknowledge([memberLoss], [accepting()], { ...judged, today: '2027-03-31' }).findings).toEqual([]);
  });

  it('has expired the day after, and the finding counts again', () => {
    const { findings, accepted } = acknowledge([memberLoss], [accepting()], { ...judged, today: '2027-04-01' });
    expect(accepted).toEqual([]);
    expect(lines(findings)).toEqual([
      "[demo] acknowledgement/expired: 'quorum/member-loss' was accepted here until 2027-03-31, and today is 2027-04-01; fix the finding, or accept it until a later day",
      Finding.line(memberLoss),
    ]);
  });

  it('that has expired and matches nothing is told to go, once', () => {
    const { findings } = acknowledge([], [accepting()], { ...judged, today: '2027-04-01' });
    expect(findings.map(({ rule }) => rule)).toEqual(['acknowledgement/unmatched']);
  });

  it('of a rule that does not exist names the nearest', () => {
    const { findings } = acknowledge([memberLoss], [accepting({ rule: 'quorum/memberloss' })], judged);
    expect(lines(findings)).toEqual([
      "[demo] acknowledgement/unmatched: 'quorum/memberloss' is accepted here, and there is no such rule; use quorum/member-loss, or remove the acknowledgement",
      Finding.line(memberLoss),
    ]);
  });

  it('at the wrong place says where its rule finds something', () => {
    const [unmatched] = acknowledge([memberLoss], [accepting({ at: 'other' })], judged).findings;
    expect(unmatched?.fix).toBe('accept it at the place of its finding, such as demo, or remove the acknowledgement');
  });

  it.each(['input/shape', 'objects/duplicate', 'output/unreadable', 'acknowledgement/expired'])('cannot be of %s', rule => {
    const finding = { ...memberLoss, rule };
    const { findings, accepted } = acknowledge([finding], [accepting({ rule })], judged);
    expect(accepted).toEqual([]);
    expect(findings).toHaveLength(2);
    expect(findings[0]).toMatchObject({ rule: 'acknowledgement/unmatched', problem: expect.stringContaining('cannot be accepted') });
    expect(findings[1]).toBe(finding);
  });

  it('of a rule about manifests is left to their check', () => {
    const given = accepting({ rule: 'bootstrap/parallel', at: 'settings/dublin' });
    const { findings, acknowledged } = acknowledge([], [given], judged);
    expect(findings).toEqual([]);
    expect(acknowledged).toEqual([{ ...given, matched: false }]);
    expect(acknowledge([], acknowledged, { ...judged, of: 'manifests' }).findings.map(({ rule }) => rule)).toEqual([
      'acknowledgement/unmatched',
    ]);
  });
});

describe('a check of an output', () => {
  const ordered = (): EditedOutput => new EditedOutput().set('dublin', 'StatefulSet settings', 'spec.podManagementPolicy', 'OrderedReady');
  const inOrder = { rule: 'bootstrap/parallel', at: 'settings/dublin', reason: 'never restarted as a whole', until: '2027-03-31' };
  const checked = (output: EditedOutput, acknowledged: unknown, today = '2027-03-01') => {
    output.plan.acknowledged = acknowledged;
    return checkFolder(output, { today });
  };
  const found = ({ findings }: Pick<ReturnType<typeof checkFolder>, 'findings'>) => findings.map(({ rule, at }) => `${rule} ${at}`);

  it('applies what the plan accepts', () => {
    const report = checked(ordered(), [{ ...inOrder, matched: false }]);
    expect(found(report)).toEqual([]);
    expect(report.accepted.map(({ finding }) => finding.location?.object)).toEqual(['StatefulSet settings']);
  });

  it('finds what is accepted and is not there', () => {
    expect(found(checked(new EditedOutput(), [{ ...inOrder, matched: false }]))).toEqual(['acknowledgement/unmatched settings/dublin']);
  });

  it('believes the synthesis that it found what only a plan shows', () => {
    const plan = { rule: 'argo/survives', at: 'settings', reason: 'for now', until: '2027-03-31' };
    expect(found(checked(new EditedOutput(), [{ ...plan, matched: true }]))).toEqual([]);
    expect(found(checked(new EditedOutput(), [{ ...plan, matched: false }]))).toEqual(['acknowledgement/unmatched settings']);
  });

  it('finds what has expired since the synthesis', () => {
    expect(found(checked(ordered(), [{ ...inOrder, matched: false }], '2027-04-01'))).toEqual([
      'acknowledgement/expired settings/dublin',
      'bootstrap/parallel settings/dublin',
    ]);
  });

  it('reads plans of programs that knew no acknowledgements', () => {
    expect(found(checked(ordered(), undefined))).toEqual(['bootstrap/parallel settings/dublin']);
  });

  it.each([
    ['no list', 'all'],
    ['a day that is none', [{ ...inOrder, until: '2027-02-29', matched: true }]],
    ['no reason', [{ ...inOrder, reason: ' ', matched: true }]],
  ])('accepts nothing by %s', (_, acknowledged) => {
    const { findings, accepted } = checked(ordered(), acknowledged);
    expect(accepted).toEqual([]);
    expect(found({ findings })).toContain('output/unreadable fleet.json');
  });

  it('of nothing is no success', () => {
    expect(found(checkFolder({ files: [], read: () => '' }))).toContain('output/empty fleet');
  });
});
