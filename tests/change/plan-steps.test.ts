import { OperatingState } from '../../lib';
import { planSteps } from '../../lib/change/plan-steps';
import type { ClusterTarget, SystemTarget } from '../../lib/change/target';

const clusters = ['frankfurt', 'dublin', 'london', 'paris'] as const;
const target = (votes: readonly number[], over: Partial<SystemTarget> = {}): SystemTarget => ({
  system: 'settings',
  survive: 'any-one-cluster',
  byJobs: true,
  groups: [
    {
      name: 'settings',
      image: 'etcd:v3.6.5',
      clusters: votes.map(
        (voters, at): ClusterTarget => ({
          cluster: clusters[at] ?? '',
          voters,
          learners: 0,
          firstOrdinal: 10 * (at + 1),
          serves: at === 0,
        }),
      ),
    },
  ],
  ...over,
});
const formed: OperatingState = { ...OperatingState.initial(), bootstrapped: true };
const words = (from: readonly number[], to: readonly number[]) => {
  const [record] = planSteps(formed, target(from));
  return planSteps(record?.ledger ?? formed, target(to)).map(({ kind, member, fatal }) => [kind, member, fatal].flat().join(' '));
};

it('try', () => {
  for (const [from, to] of [
    [
      [2, 2, 1],
      [3, 3, 1],
    ],
    [
      [3, 3, 1],
      [2, 2, 1],
    ],
    [
      [2, 2, 1],
      [1, 1, 1],
    ],
    [
      [2, 2, 1, 0],
      [2, 2, 0, 1],
    ],
    [
      [2, 2, 1, 0],
      [2, 0, 1, 2],
    ],
    [
      [1, 1, 1],
      [3, 3, 3],
    ],
    [[3], [5]],
    [
      [3, 2],
      [1, 1, 1],
    ],
    [[1], [3]],
  ] as const)
    console.log(from.join('/'), '->', to.join('/'), words(from, to));
});
