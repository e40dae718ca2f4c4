import { type ClusterAnswer, type MemberList, reasonsToWait } from '../../lib/change/gate';
import { appliedMark } from '../../lib/plan/members/applied-mark';
import { formed, group, member } from './ledgers';

const members = { 'demo-0': member('frankfurt'), 'demo-10': member('dublin'), 'demo-20': member('london') };
const listed = new Map<string, MemberList>([['demo', new Map(Object.keys(members).map(name => [name, 'voter']))]]);
const answer = (pod: string, over: Partial<ClusterAnswer> = {}): ClusterAnswer => ({
  pods: new Map([[pod, true]]),
  updated: true,
  thawed: false,
  told: new Map([[pod, 'voter 1']]),
  jobs: [],
  ...over,
});
const clusters = (dublin: Partial<ClusterAnswer> = {}): ReadonlyMap<string, ClusterAnswer> =>
  new Map([
    ['frankfurt', answer('demo-0')],
    ['dublin', answer('demo-10', dublin)],
    ['london', answer('demo-20')],
  ]);
const ledger = formed({ demo: group(members) });
const waits = (dublin: Partial<ClusterAnswer>, state = ledger) => reasonsToWait('demo', state, clusters(dublin), listed);

describe('the gate of a step', () => {
  it('is open where each cluster has applied the ledger, and the group has its members', () => {
    expect(waits({})).toEqual([]);
    expect(waits({ told: undefined as never, thawed: undefined, jobs: undefined as never })).toEqual([]);
  });

  it('waits where the group does not say who its members are, and not where its engine cannot be asked', () => {
    expect(reasonsToWait('demo', ledger, clusters(), new Map())).toEqual(['group demo does not answer: who its members are is unknown']);
    expect(reasonsToWait('demo', ledger, clusters(), undefined)).toEqual([]);
  });

  it('waits for a job of an earlier commit', () => {
    expect(waits({ jobs: ['demo-11-add-1-x7k2p'] })).toEqual(['demo-11-add-1-x7k2p still runs in dublin']);
  });

  it.each([
    [
      'who joins',
      new Map([
        ['demo-10', 'voter 1'],
        ['demo-11', 'joining 1'],
      ]),
    ],
    ['who has gone', new Map<string, string>()],
    ['another volume', new Map([['demo-10', 'voter 2']])],
    ['another role', new Map([['demo-10', 'leaving 1']])],
  ])('waits for a cluster that was told of %s by an earlier commit', (_, told) => {
    expect(waits({ told })).toEqual(['dublin has not applied the ledger yet']);
  });

  it('waits until the budget of a drain, and the claims of a step of volumes, are applied; a drain that has not begun may end', () => {
    const template = { digest: 'aaaaaaaaaaaa', heartbeatMillis: 100, electionMillis: 1000 };
    const of = { ...group(members), templates: { dublin: template } };
    const [rests, drains] = [formed({ demo: of }), formed({ demo: of }, { drained: ['dublin'] })];
    const claim = { mebibytes: 1024, storageClass: 'fast' };
    const grown = formed({ demo: { ...of, volumes: { dublin: { ...claim, grown: 2048 } } } });
    const moves = formed({
      demo: { ...of, volumes: { dublin: { ...claim, former: { storageClass: 'standard', members: ['demo-10'] } } } },
    });
    const late = ['dublin has not applied the ledger yet'];
    expect(waits({ mark: appliedMark(drains, 'dublin') }, rests)).toEqual(late);
    expect(waits({ mark: appliedMark(rests, 'dublin') }, drains)).toEqual([]);
    for (const state of [grown, moves]) {
      expect(waits({ mark: appliedMark(rests, 'dublin') }, state)).toEqual(late);
      expect(waits({ mark: appliedMark(state, 'dublin') }, state)).toEqual([]);
    }
  });

  it('waits until a cluster is thawed, and until it is frozen again', () => {
    expect(waits({}, { ...ledger, thawed: ['dublin'] })).toEqual(['dublin is still frozen']);
    expect(waits({ thawed: true })).toEqual(['dublin is still thawed']);
    expect(waits({ thawed: true }, { ...ledger, thawed: ['dublin'] })).toEqual([]);
  });
});
