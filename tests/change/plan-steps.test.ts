import fc from 'fast-check';
import { planSteps } from '../../lib/change/plan-steps';
import type { ClusterTarget, SystemTarget } from '../../lib/change/target';
import { undoStep } from '../../lib/change/undo';
import type { RaftTiming } from '../../lib/domain/engine';
import type { StepPlan } from '../../lib/plan/model/step-plan';
import { runs } from '../extent';
import { OperatingState } from '../nouns';
import { formed, group, image, member } from './ledgers';

const clusters = ['frankfurt', 'dublin', 'london', 'paris'] as const;

/** What a program wants: so many voters in each cluster, of which the first serves. */
const target = (votes: readonly number[], over: Partial<SystemTarget> = {}, wanted: string = image): SystemTarget => ({
  system: 'settings',
  survive: 'any-one-cluster',
  byJobs: true,
  maxLearners: 1,
  groups: [
    {
      name: 'settings',
      image: wanted,
      timing: { heartbeatMillis: 100, electionMillis: 1000 },
      clusters: clusters.map(
        (cluster, at): ClusterTarget => ({
          cluster,
          voters: votes[at] ?? 0,
          learners: 0,
          firstOrdinal: 10 * at,
          serves: at === 0,
        }),
      ),
    },
  ],
  ...over,
});

/** A group that has formed and is recorded with so many voters in each cluster. */
const recorded = (votes: readonly number[]): OperatingState => {
  const [record] = planSteps(formed(), target(votes));
  if (record?.kind !== 'record') throw new Error('the first step records who is there');
  return record.ledger;
};
const words = (steps: readonly StepPlan[]): readonly string[] =>
  steps.map(({ kind, member: pod, cluster }) => [kind, pod ?? cluster].filter(Boolean).join(' '));
const way = (from: readonly number[], to: readonly number[], over: Partial<SystemTarget> = {}): readonly StepPlan[] =>
  planSteps(recorded(from), target(to, over));
const votesAfter = ({ votes }: StepPlan): string => Object.values(votes.after).join('/');

describe('the steps of a system', () => {
  it('are none before its group has formed', () => {
    expect(planSteps(OperatingState.initial(), target([2, 2, 1]))).toEqual([]);
  });

  it('begin with recording who is there', () => {
    expect(words(planSteps(formed(), target([2, 2, 1])))).toEqual(['record']);
  });

  it('are none where it is where its program wants it', () => {
    expect(way([2, 2, 1], [2, 2, 1])).toEqual([]);
  });

  it('take a vote to a third cluster for a while where the loss of one would else end the group', () => {
    const steps = way([2, 2, 1], [3, 3, 1]);
    expect(words(steps)).toEqual([
      'add-voter settings-21',
      'add-voter settings-12',
      'add-voter settings-2',
      'remove-voter settings-21',
      'settle',
    ]);
    expect(steps.flatMap(({ fatal }) => fatal)).toEqual([]);
    expect(steps.slice(0, 4).map(votesAfter)).toEqual(['2/2/2', '2/3/2', '3/3/2', '3/3/1']);
  });

  it('take the shortest way where the loss of one cluster is not promised to be survived', () => {
    expect(words(way([2, 2, 1], [3, 3, 1], { survive: 'any-one-member' }))).toHaveLength(3);
  });

  it('say which loss is fatal where there is no safe way', () => {
    expect(way([2, 2, 1], [1, 1, 1]).map(({ fatal }) => fatal)).toEqual([['frankfurt'], ['frankfurt'], []]);
  });

  it('say of a single voter that any loss is fatal', () => {
    const [first] = way([1], [3], { survive: 'any-one-member' });
    expect(first?.fatal).toEqual(['any member', 'frankfurt']);
  });

  it('move a member by a new one before the old one goes', () => {
    expect(words(way([2, 2, 1, 0], [2, 2, 0, 1]))).toEqual(['add-voter settings-30', 'remove-voter settings-20', 'settle']);
  });

  it('take a member that left in again on its next volume', () => {
    const less = way([2, 2, 1], [1, 1, 1]).at(-1)?.ledger ?? formed();
    expect(less.groups?.['settings']?.left).toEqual({ 'settings-1': 1, 'settings-11': 1 });
    const again = planSteps(less, target([2, 2, 1])).at(-1)?.ledger.groups?.['settings'];
    expect(again?.members['settings-1']).toEqual(member('frankfurt', 'voter', 2));
  });

  it('go from one cluster to the next with a new image, to the one that serves last', () => {
    const steps = planSteps(recorded([2, 2, 1]), target([2, 2, 1], {}, 'quay.io/coreos/etcd:v3.6.6'));
    expect(words(steps)).toEqual(['upgrade dublin', 'upgrade london', 'upgrade frankfurt', 'settle']);
    expect(steps.map(({ ledger }) => ledger.thawed)).toEqual([['dublin'], ['london'], ['frankfurt'], []]);
    expect(steps.map(({ restarts }) => restarts.join())).toEqual(['settings-11,settings-10', 'settings-20', 'settings-1,settings-0', '']);
  });

  it('start a new member with the image that the others have, and change that afterwards', () => {
    const steps = planSteps(recorded([1, 1, 1]), target([2, 2, 1], {}, 'quay.io/coreos/etcd:v3.6.6'));
    expect(new Set(Object.values(steps[0]?.ledger.groups?.['settings']?.images ?? {}))).toEqual(new Set([image]));
    expect(new Set(Object.values(steps.at(-1)?.ledger.groups?.['settings']?.images ?? {}))).toEqual(
      new Set(['quay.io/coreos/etcd:v3.6.6']),
    );
  });

  it('take a lost member in again before anything else', () => {
    const { groups } = recorded([2, 2, 1]);
    const members = { ...groups?.['settings']?.members, 'settings-10': member('dublin', 'lost') };
    const steps = planSteps(formed({ settings: group(members) }), target([2, 2, 2]));
    expect(words(steps)).toEqual(['replace settings-10', 'add-voter settings-21', 'settle']);
    expect(steps[0]?.ledger.groups?.['settings']?.members['settings-10']).toEqual(member('dublin', 'joining', 2));
  });

  it('say what people do where no job does it', () => {
    const steps = way([2, 2, 1], [3, 3, 1], { byJobs: false });
    expect(steps.map(({ byHand }) => byHand.length > 0)).toEqual([true, true, true, true, false]);
  });

  it('have each a gate that proves the one before', () => {
    expect(way([2, 2, 1, 0], [2, 2, 0, 1]).map(({ gate }) => gate)).toEqual([
      'all voters of settings answer, follow one leader and are caught up',
      'settings-30 votes; all voters of settings answer, follow one leader and are caught up',
      'settings-20 is no longer a member; all voters of settings answer, follow one leader and are caught up',
    ]);
  });
});

const [digest, newer] = ['0123456789ab', 'fedcba987654'];
const usual: RaftTiming = { heartbeatMillis: 100, electionMillis: 1000 };

/** The same program with pod templates that are known, and other timeouts. */
const rendered = (votes: readonly number[], template: string, timing: RaftTiming = usual, wanted: string = image): SystemTarget => {
  const { groups, ...rest } = target(votes, {}, wanted);
  return {
    ...rest,
    groups: groups.map(each => ({ ...each, timing, clusters: each.clusters.map(here => ({ ...here, template })) })),
  };
};
const settled = (votes: readonly number[], timing: RaftTiming = usual): OperatingState =>
  planSteps(formed(), rendered(votes, digest, timing))[0]?.ledger ?? formed();
const timings = (steps: readonly StepPlan[]): readonly string[] =>
  steps.map(({ ledger }) =>
    Object.values(ledger.groups?.['settings']?.templates ?? {})
      .map(({ heartbeatMillis, electionMillis }) => `${heartbeatMillis}/${electionMillis}`)
      .join(' '),
  );

describe('the pod template of members', () => {
  it('is recorded with who is there', () => {
    expect(words(planSteps(formed(), rendered([2, 2, 1], digest)))).toEqual(['record']);
    expect(settled([1, 1]).groups?.['settings']?.templates).toEqual({
      frankfurt: { digest, ...usual },
      dublin: { digest, ...usual },
    });
  });

  it('is recorded by one step where a ledger is older, and nothing else changes', () => {
    const old = recorded([2, 2, 1]);
    const [record, ...more] = planSteps(old, rendered([2, 2, 1], digest));
    expect(record?.does).toBe('record which pod template the members of settings run; nothing changes in the clusters');
    expect([record?.kind, record?.restarts, more]).toEqual(['record', [], []]);
    expect(record?.ledger).toEqual(settled([2, 2, 1]));
  });

  it('is rolled out cluster by cluster, to the one that serves last', () => {
    const steps = planSteps(settled([2, 2, 1]), rendered([2, 2, 1], newer));
    expect(words(steps)).toEqual(['rollout dublin', 'rollout london', 'rollout frankfurt', 'settle']);
    expect(steps.map(({ ledger }) => ledger.thawed.join())).toEqual(['dublin', 'london', 'frankfurt', '']);
    expect(steps.map(({ restarts }) => restarts.join())).toEqual(['settings-11,settings-10', 'settings-20', 'settings-1,settings-0', '']);
    expect(steps[1]?.gate).toBe(
      'all members of dublin run their new template; all voters of settings answer, follow one leader and are caught up',
    );
    expect(steps[0]?.undo.possible).toBe(true);
  });

  it('is one step with an image', () => {
    const steps = planSteps(settled([1, 1, 1]), rendered([1, 1, 1], newer, usual, 'quay.io/coreos/etcd:v3.6.6'));
    expect(words(steps)).toEqual(['upgrade dublin', 'upgrade london', 'upgrade frankfurt', 'settle']);
    expect(steps[0]?.does).toBe('run quay.io/coreos/etcd:v3.6.6, the rest of the new pod template in dublin, one member after the other');
  });

  it('is that of the others for a member that joins, and changes afterwards', () => {
    const steps = planSteps(settled([2, 2, 1]), rendered([2, 2, 2], newer));
    expect(words(steps)).toEqual(['add-voter settings-21', 'rollout dublin', 'rollout london', 'rollout frankfurt', 'settle']);
  });

  it('is mended first where it did not come to all members of a cluster', () => {
    const [first] = planSteps(settled([2, 2, 1]), rendered([2, 2, 1], newer));
    const begun = first?.ledger ?? formed();
    const corrected = planSteps(begun, rendered([2, 2, 1], 'aaaaaaaaaaaa'));
    expect(words(corrected)).toEqual(['rollout dublin', 'rollout london', 'rollout frankfurt', 'settle']);
    expect(corrected.map(({ mends }) => mends)).toEqual([true, undefined, undefined, undefined]);
    expect(corrected[0]?.gate).toContain('outside dublin');
    const back = planSteps(begun, rendered([2, 2, 1], digest));
    expect(words(back)).toEqual(['rollout dublin', 'settle']);
    expect(back[0]?.mends).toBe(true);
  });

  it('is not taken for one that all members run after it was taken back', () => {
    const [first] = planSteps(settled([2, 2, 1]), rendered([2, 2, 1], newer));
    const undo = undoStep(first?.ledger ?? formed());
    if (undo.kind === 'impossible') throw new Error(undo.why);
    expect(undo.ledger.groups?.['settings']?.stopped).toEqual(['dublin']);
    for (const wanted of [digest, newer]) expect(words(planSteps(undo.ledger, rendered([2, 2, 1], wanted)))[0]).toBe('rollout dublin');
  });
});

describe('timeouts of members', () => {
  const [near, far]: readonly [RaftTiming, RaftTiming] = [usual, { heartbeatMillis: 400, electionMillis: 4000 }];

  it('change in one round where old and new go together', () => {
    const steps = planSteps(settled([1, 1, 1]), rendered([1, 1, 1], digest, { heartbeatMillis: 150, electionMillis: 1500 }));
    expect(words(steps)).toEqual(['rollout dublin', 'rollout london', 'rollout frankfurt', 'settle']);
  });

  it.each([
    ['longer', near, far],
    ['shorter', far, near],
  ])('%s ones change by way of others that go with both where they do not', (_, from, to) => {
    const steps = planSteps(settled([1, 1, 1], from), rendered([1, 1, 1], newer, to));
    const [was, between, is] = [`${from.heartbeatMillis}/${from.electionMillis}`, '100/4000', `${to.heartbeatMillis}/${to.electionMillis}`];
    expect(words(steps)).toEqual([
      ...['dublin', 'london', 'frankfurt', 'dublin', 'london', 'frankfurt'].map(name => `rollout ${name}`),
      'settle',
    ]);
    expect(timings(steps)).toEqual([
      `${was} ${between} ${was}`,
      `${was} ${between} ${between}`,
      `${between} ${between} ${between}`,
      `${between} ${is} ${between}`,
      `${between} ${is} ${is}`,
      `${is} ${is} ${is}`,
      `${is} ${is} ${is}`,
    ]);
  });

  it('are longer before a member joins that is further away, and shorter once it has left', () => {
    expect(words(planSteps(settled([1, 1]), rendered([1, 1, 1], digest, { heartbeatMillis: 100, electionMillis: 2000 })))).toEqual([
      'rollout dublin',
      'rollout frankfurt',
      'add-voter settings-20',
      'settle',
    ]);
    expect(words(planSteps(settled([1, 1, 1], { heartbeatMillis: 100, electionMillis: 2000 }), rendered([1, 1], digest)))).toEqual([
      'remove-voter settings-20',
      'rollout dublin',
      'rollout frankfurt',
      'settle',
    ]);
  });

  it('go together at every moment of any change, and whoever plans again goes on with the rest', () => {
    const timing = fc
      .record({ heartbeatMillis: fc.integer({ min: 1, max: 500 }), heartbeats: fc.integer({ min: 5, max: 30 }) })
      .map(({ heartbeatMillis, heartbeats }): RaftTiming => ({ heartbeatMillis, electionMillis: heartbeats * heartbeatMillis }));
    fc.assert(
      fc.property(timing, timing, timing, fc.nat(6), (from, to, other, at) => {
        const steps = planSteps(settled([1, 1, 1], from), rendered([1, 1, 1], digest, to));
        for (const [index, { ledger }] of steps.entries())
          expect(words(planSteps(ledger, rendered([1, 1, 1], digest, to)))).toEqual(words(steps.slice(index + 1)));
        const middle = steps[at]?.ledger ?? settled([1, 1, 1], from);
        const again = planSteps(middle, rendered([1, 1, 1], digest, other));
        for (const { ledger } of [...steps, ...again]) {
          const all = Object.values(ledger.groups?.['settings']?.templates ?? {});
          const slowest = Math.max(...all.map(({ heartbeatMillis }) => heartbeatMillis));
          for (const { electionMillis } of all) expect(electionMillis).toBeGreaterThanOrEqual(5 * slowest);
        }
      }),
      { numRuns: runs(300), seed: 1 },
    );
  });
});

describe('from any votes to any others', () => {
  const votes = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }).filter(counts => {
    const sum = counts.reduce((all, count) => all + count, 0);
    return sum > 0 && sum <= 7;
  });

  it('each step changes one vote, the last ends where the program wants it, and from there nothing is left', () => {
    fc.assert(
      fc.property(votes, votes, fc.constantFrom('any-one-cluster' as const, 'any-one-member' as const), (from, to, survive) => {
        const steps = way(from, to, { survive });
        for (const step of steps) {
          const { before, after } = step.votes;
          const moved = clusters.reduce((sum, cluster) => sum + Math.abs((before[cluster] ?? 0) - (after[cluster] ?? 0)), 0);
          expect(moved).toBe(step.kind === 'settle' ? 0 : 1);
        }
        const last = steps.at(-1)?.ledger ?? recorded(from);
        expect(planSteps(JSON.parse(JSON.stringify(last)) as OperatingState, target(to, { survive }))).toEqual([]);
      }),
      { numRuns: runs(200), seed: 1 },
    );
  });

  it('whoever forgets the list and plans again after any step goes on with the rest of it', () => {
    fc.assert(
      fc.property(votes, votes, (from, to) => {
        const steps = way(from, to);
        for (const [at, step] of steps.entries()) expect(words(planSteps(step.ledger, target(to)))).toEqual(words(steps.slice(at + 1)));
      }),
      { numRuns: runs(50), seed: 1 },
    );
  });
});
