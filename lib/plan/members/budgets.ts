import type { SeatRole } from '../model/system-plan';
import { tolerated } from './quorum';

/** A cluster that wants a part of a group's disruption budget. */
export interface BudgetSeat {
  readonly cluster: string;
  readonly role: SeatRole;
  readonly votes: number;
}

/** Who is served first when the budget is smaller than the number of clusters: those that clients miss least. */
const order: readonly SeatRole[] = ['cold', 'hot', 'witness', 'voting', 'learner', 'active'];

/**
 * How many voters each cluster may have disrupted at a time, so that all clusters together never take the quorum.
 *
 * A PodDisruptionBudget sees one cluster only, so ⌊(N−1)/2⌋ is handed out: one voter a cluster, the clusters that are to
 * be drained first, then those that do not serve. With three votes or more at least one cluster gets one, so that a
 * drain stays possible somewhere.
 */
export function allocateBudget(seats: readonly BudgetSeat[], drained: readonly string[]): ReadonlyMap<string, number> {
  let left = tolerated(seats.reduce((sum, { votes }) => sum + votes, 0));
  const rank = (seat: BudgetSeat): number => (drained.includes(seat.cluster) ? -1 : order.indexOf(seat.role));
  const allowed = new Map(seats.map(({ cluster }) => [cluster, 0]));
  for (const seat of [...seats].sort((a, b) => rank(a) - rank(b))) {
    if (left > 0 && seat.votes > 0) {
      allowed.set(seat.cluster, 1);
      left -= 1;
    }
  }
  return allowed;
}
