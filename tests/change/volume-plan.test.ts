import { planSteps } from '../../lib/change/plan-steps';
import type { SystemTarget } from '../../lib/change/target';
import type { ClaimLedger, GroupLedger, OperatingState } from '../../lib/domain/operating-state';
import { formed, group, image, member } from './ledgers';

/** Voters in frankfurt, one in dublin, learners in london; in frankfurt volumes are of a class. */
const target = (voters: number, learners: number, storageClass: string): SystemTarget => ({
  system: 'demo',
  survive: 'any-one-member',
  byJobs: true,
  maxLearners: 1,
  groups: [
    {
      name: 'demo',
      image,
      timing: { heartbeatMillis: 100, electionMillis: 1000 },
      clusters: ['frankfurt', 'dublin', 'london'].map((cluster, at) => ({
        cluster,
        voters: [voters, 1, 0][at] ?? 0,
        learners: at === 2 ? learners : 0,
        firstOrdinal: 10 * at,
        serves: at === 0,
        volume: { mebibytes: 1024, storageClass: at === 0 ? storageClass : 'standard' },
      })),
    },
  ],
});
const claim: ClaimLedger = { mebibytes: 1024, storageClass: 'standard' };
const ledger = (over: Partial<GroupLedger> = {}, frankfurt: ClaimLedger = claim): OperatingState => {
  const members = { 'demo-0': member('frankfurt'), 'demo-1': member('frankfurt'), 'demo-10': member('dublin') };
  return formed({ demo: { ...group(members), volumes: { frankfurt, dublin: claim }, ...over } });
};
const words = (state: OperatingState, wanted: SystemTarget): readonly string[] =>
  planSteps(state, wanted).map(({ kind, member: pod, cluster }) => [kind, pod ?? cluster].filter(Boolean).join(' '));

describe('volumes of another class', () => {
  it('come while no learner stays whom the engine would admit no other one beside', () => {
    const members = { 'demo-0': member('frankfurt'), 'demo-10': member('dublin'), 'demo-learner-20': member('london', 'learner') };
    const state = { ...ledger({ ...group(members) }), formed: ['london'] };
    expect(words(state, target(1, 1, 'fast'))).toEqual([
      'remove-learner demo-learner-20',
      'template frankfurt',
      'give-up demo-0',
      'replace demo-0',
      'add-learner demo-learner-20',
      'settle',
    ]);
  });

  it('come for a member that left before and comes again, as its claim is of the class that it had', () => {
    const gone = ledger({ ...group({ 'demo-0': member('frankfurt'), 'demo-10': member('dublin') }, { 'demo-1': 1, 'demo-10': 4 }) });
    const [template] = planSteps(gone, target(1, 0, 'fast'));
    const former = template?.ledger.groups?.['demo']?.volumes?.['frankfurt']?.former;
    expect(former).toEqual({ storageClass: 'standard', members: ['demo-0', 'demo-1'] });
    const then = planSteps(gone, target(1, 0, 'fast')).at(-1)?.ledger ?? gone;
    expect(words(then, target(1, 0, 'fast'))).toEqual([]);
    expect(words(then, target(2, 0, 'fast'))).toEqual(['add-voter demo-1', 'give-up demo-1', 'replace demo-1', 'settle']);
  });

  it('do not come for the only voter of a group, whom nobody would take in again', () => {
    const alone = ledger(group({ 'demo-0': member('frankfurt') }));
    const [frankfurt] = target(1, 0, 'fast').groups[0]?.clusters ?? [];
    const wanted = {
      ...target(1, 0, 'fast'),
      groups: target(1, 0, 'fast').groups.map(one => ({ ...one, clusters: frankfurt ? [frankfurt] : [] })),
    };
    expect(words(alone, wanted)).toEqual([]);
  });

  it('are known of a cluster that every member has left, where claims are there still', () => {
    const left = planSteps(ledger(), target(2, 0, 'standard')).at(-1)?.ledger ?? ledger();
    const clusters = target(2, 0, 'standard').groups.flatMap(one => one.clusters);
    const without = clusters.map(here => (here.cluster === 'dublin' ? { ...here, voters: 0 } : here));
    const [system] = [target(2, 0, 'standard')];
    const gone = planSteps(left, { ...system, groups: system.groups.map(one => ({ ...one, clusters: without })) }).at(-1)?.ledger ?? left;
    expect(gone.groups?.['demo']?.volumes?.['dublin']).toEqual(claim);
    const larger = clusters.map(here => (here.cluster === 'dublin' ? { ...here, volume: { ...claim, mebibytes: 2048 } } : here));
    const again = { ...system, groups: system.groups.map(one => ({ ...one, clusters: larger })) };
    expect(words(gone, again)).toEqual(['add-voter demo-10', 'grow dublin']);
  });

  it('can change once more where the only one left of the class before has left the group', () => {
    const waits = { ...claim, storageClass: 'fast', former: { storageClass: 'standard', members: ['demo-2'] } };
    expect(words(ledger({}, waits), target(2, 0, 'standard'))[0]).toBe('template frankfurt');
  });
});
