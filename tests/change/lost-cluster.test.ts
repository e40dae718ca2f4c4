import { type MemberList, reasonsToWait } from '../../lib/change/gate';
import { whyNotOneStep } from '../../lib/change/ledger-move';
import { planSteps } from '../../lib/change/plan-steps';
import type { SystemTarget } from '../../lib/change/target';
import type { LedgerMember, OperatingState } from '../../lib/domain/operating-state';
import { must } from '../fixtures';
import { formed, group, image, member } from './ledgers';

const clusters = ['frankfurt', 'dublin', 'london'] as const;
const timing = { heartbeatMillis: 100, electionMillis: 1000 };

/** A voter in each cluster that is there: london is gone for ever. */
const target: SystemTarget = {
  system: 'demo',
  survive: 'any-one-member',
  byJobs: true,
  maxLearners: 1,
  groups: [
    {
      name: 'demo',
      image,
      timing,
      clusters: clusters.map((cluster, at) => ({
        cluster,
        voters: at < 2 ? 1 : 0,
        learners: 0,
        firstOrdinal: 10 * at,
        serves: at === 0,
        template: 'aaaaaaaaaaaa',
        ...(at === 2 ? { lost: true } : {}),
      })),
    },
  ],
};
const voters = { 'demo-0': member('frankfurt'), 'demo-10': member('dublin'), 'demo-20': member('london') };
const ledger = (more: Readonly<Record<string, LedgerMember>> = {}, stopped: readonly string[] = []): OperatingState => {
  const of = group({ ...voters, ...more });
  const templates = Object.fromEntries(clusters.map(cluster => [cluster, { digest: 'aaaaaaaaaaaa', ...timing }]));
  return formed({ demo: { ...of, templates, ...(stopped.length > 0 ? { stopped } : {}) } });
};
const words = (state: OperatingState): readonly string[] =>
  planSteps(state, target).map(({ kind, member: pod, cluster }) => [kind, pod ?? cluster].filter(Boolean).join(' '));

describe('a cluster that goes for ever while a step changes a member of it', () => {
  const begun: Readonly<Record<string, readonly [pod: string, LedgerMember, kind: string]>> = {
    'a voter that joins': ['demo-21', member('london', 'joining'), 'remove-voter'],
    'a learner that joins': ['demo-learner-20', member('london', 'joining-learner'), 'remove-learner'],
    'a member that was given up': ['demo-20', member('london', 'lost'), 'remove-voter'],
    'a member that comes again': ['demo-20', member('london', 'joining', 2), 'remove-voter'],
  };

  it.each(Object.entries(begun))('is left by %s first, whom nobody waits for', (_, [pod, is, kind]) => {
    const state = ledger({ [pod]: is });
    const [first] = planSteps(state, target);
    expect(first).toMatchObject({ kind, member: pod, gate: expect.not.stringContaining(pod) });
    const [was, then] = [must(state.groups?.['demo']), must(first?.ledger.groups?.['demo'])];
    expect(then.members[pod]).toEqual({ ...is, role: 'leaving' });
    expect(whyNotOneStep(was, then)).toBeUndefined();
    expect(planSteps(state, target).at(-1)?.ledger.groups?.['demo']?.members).toEqual({
      'demo-0': voters['demo-0'],
      'demo-10': voters['demo-10'],
    });
  });

  it.each(Object.entries(begun))('does not hold the gate by %s, whatever the group has it as', (_, [pod, is]) => {
    const answer = (name: string) => ({ pods: new Map([[name, true]]), updated: true });
    const answers = new Map([
      ['frankfurt', answer('demo-0')],
      ['dublin', answer('demo-10')],
    ]);
    const others = Object.keys(voters).filter(name => name !== pod);
    for (const role of [undefined, 'learner', 'voter'] as const) {
      const list: MemberList = new Map([...others.map(name => [name, 'voter'] as const), ...(role ? [[pod, role] as const] : [])]);
      const reasons = (state: OperatingState) =>
        reasonsToWait('demo', state, answers, new Map([['demo', list]]), undefined, new Set(['london']));
      expect(reasons(ledger({ [pod]: is }))).toEqual([]);
      expect(reasons(ledger({ [pod]: { ...is, role: 'leaving' } }))).toHaveLength(role ? 1 : 0);
    }
  });
});

describe('members of a cluster that is gone for ever', () => {
  it('are removed before a rollout that was broken off is mended, whose job would wait for them', () => {
    expect(words(ledger({}, ['dublin']))).toEqual(['remove-voter demo-20', 'rollout dublin', 'settle']);
  });
});
