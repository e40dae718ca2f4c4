import type { Fleet } from '../domain/fleet';
import type { RaftSystem } from '../domain/raft-system';
import { planOutage } from './outage';
import type { SeatPlan, SystemPlan } from './system-plan';

/** The outage after the loss of whichever cluster hurts most. */
export function worstOutage(
  seats: readonly SeatPlan[],
  records: SystemPlan['records'],
  system: RaftSystem,
  fleet: Fleet,
): SystemPlan['outage'] {
  const ownGroupStandby = (['hot', 'cold'] as const).find(kind => seats.some(({ role }) => role === kind));
  const ids = system.access.kind === 'dns' ? (system.access.healthChecks?.ids ?? []) : [];
  // A record without a check counts as healthy for ever, so its cluster's loss moves nobody.
  const checked = (cluster: string): boolean =>
    ids.some(([{ name }]) => name === cluster) && records.some(({ setIdentifier }) => setIdentifier === cluster);
  const serving = new Set(seats.filter(({ role }) => role === 'active').map(({ group }) => group.name));
  const losses = seats
    .filter(({ role, group, pool }) => role === 'active' || (serving.has(group.name) && pool.role === 'voter'))
    .map(({ role, group, cluster }) => {
      const quorumLeft = group.voters.length - (group.votes.get(cluster.name) ?? 0) >= group.quorum;
      return planOutage({
        access: system.access,
        dns: fleet.dns,
        delivery: fleet.delivery,
        timing: group.timing,
        roundTripMillis: group.roundTripMillis,
        quorumLeft,
        ownGroupStandby,
        healthChecked: checked(cluster.name),
        served: role === 'active' || !quorumLeft,
      });
    });
  const badness = { automatic: 0, decision: 1, restore: 2 } as const;
  const worst = losses.sort((a, b) => badness[b.ends] - badness[a.ends] || b.worstSeconds - a.worstSeconds)[0];
  return worst ?? { ends: 'restore', terms: [], worstSeconds: 0, loses: 'nothing' };
}
