import type { LastSystem } from '../../plan/document/last-output';
import { hasFormed } from '../../plan/members/has-formed';
import type { SeatPlan, SystemPlan } from '../../plan/model/system-plan';
import { fleetRule, type PlanFound } from '../rule';

/** Claim templates cannot change, because the API server refuses it. Where the ledger has them, steps lead to larger volumes and to others. */
export const storageChange = fleetRule(
  {
    name: 'change/storage',
    severity: 'error',
    demands:
      'The size and the class of volumes stay as they were in the last output, unless the ledger has them: then volumes may grow, and those of voters may be of another class.',
    why: 'Claim templates of a StatefulSet cannot change, and a member with another class starts with an empty volume. No volume can shrink.',
    source: "Kubernetes API server: updates to a StatefulSet's volumeClaimTemplates are forbidden.",
  },
  ({ systems }, previous) =>
    systems.flatMap(plan => {
      const before = previous?.systems.find(old => old.name === plan.name);
      return before ? [...sizes(plan, before), ...plan.seats.flatMap(seat => classes(plan, seat, before))] : [];
    }),
);

/** What the ledger has of the volumes of a seat; undefined where it has nothing. */
const recorded = ({ state }: SystemPlan, { group, cluster }: SeatPlan) => state.groups?.[group.name]?.volumes?.[cluster.name];

function sizes(plan: SystemPlan, before: LastSystem): readonly PlanFound[] {
  const { name, system, seats } = plan;
  const is = system.storage.toMebibytes();
  const volumes = seats.map(seat => recorded(plan, seat));
  const largest = Math.max(0, ...volumes.map(volume => volume?.grown ?? volume?.mebibytes ?? 0));
  if (is < largest)
    return [
      {
        at: name,
        problem: `storage is ${is} MiB, and the ledger has volumes of ${largest} MiB: no volume can shrink`,
        fix: `keep ${largest} MiB; else move the members to another cluster, whose volumes are smaller`,
      },
    ];
  const was = before.storage.mebibytes;
  const known = volumes.every(volume => volume !== undefined);
  return was === is || known
    ? []
    : [{ at: name, problem: `storage was ${was} MiB in the last output and is ${is} MiB now`, fix: sizeFix(plan, was) }];
}

function sizeFix({ name, state, groups }: SystemPlan, was: number): string {
  if (!groups.some(group => hasFormed(state, name, group.name)))
    return `keep ${was} MiB: grow the claims one by one, then recreate the StatefulSet with --cascade=orphan`;
  if (!state.groups) return `keep ${was} MiB, synthesize, record the members with 'georaft step ${name}', then change it: steps lead there`;
  return `keep ${was} MiB until a step has recorded the volumes, or add them to each group of the ledger as 'volumes'; steps lead on from there`;
}

function classes(plan: SystemPlan, seat: SeatPlan, before: LastSystem): readonly PlanFound[] {
  const { cluster, pool } = seat;
  const volume = recorded(plan, seat);
  const was = volume?.storageClass ?? before.seats.find(old => old.cluster === cluster.name)?.storageClass;
  if (was === undefined || was === cluster.storageClass || (volume && pool.role === 'voter')) return [];
  return [
    {
      at: `${plan.name}/${cluster.name}`,
      problem: `the storage class was '${was}' in the last output and is '${cluster.storageClass}' now`,
      fix: `keep '${was}': members would start with new, empty volumes`,
    },
  ];
}
