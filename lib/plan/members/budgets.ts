import type { SeatRole } from '../model/system-plan';
import { tolerated } from './quorum';

/** A cluster that takes part in a group's disruption budget. */
export interface BudgetSeat {
  readonly cluster: string;
  readonly role: SeatRole;
  readonly votes: number;
}

/** Which roles get a share first when there are fewer shares than clusters: first those whose disruption harms clients least. */
const order: readonly SeatRole[] = ['cold', 'hot', 'witness', 'voting', 'learner', 'active'];

/**
 * How many voters each cluster may lose to disruptions at a time, so that all clusters together never lose the quorum.
 *
 * A PodDisruptionBudget sees one cluster only, so the ⌊(N−1)/2⌋ voters that may be missing are divided: one voter for each cluster.
 * Clusters that are disturbed come first: nodes are drained there, or members restarted, which asks no budget, so that the share is what
 * keeps a second one there from being evicted meanwhile. Then come clusters that do not serve. With three votes or more at least one
 * cluster gets a share, so that a drain stays possible somewhere.
 *
 * @param disturbed Clusters that are to be drained, or that are thawed
 * @param alone Whether no other cluster gets a share while one of these has votes: the next drain cannot begin before this one has ended
 * @param missing Votes of clusters that are gone for ever: they are missing already, and nobody evicts them
 */
export function allocateBudget(
  seats: readonly BudgetSeat[],
  disturbed: readonly string[],
  alone = false,
  missing = 0,
): ReadonlyMap<string, number> {
  let left = tolerated(seats.reduce((sum, { votes }) => sum + votes, missing)) - missing;
  const isDisturbed = ({ cluster }: BudgetSeat): boolean => disturbed.includes(cluster);
  const rank = (seat: BudgetSeat): number => (isDisturbed(seat) ? -1 : order.indexOf(seat.role));
  const allowed = new Map(seats.map(({ cluster }) => [cluster, 0]));
  const first = alone ? seats.filter(seat => seat.votes > 0 && isDisturbed(seat)) : [];
  for (const seat of [...(first.length > 0 ? first : seats)].sort((a, b) => rank(a) - rank(b))) {
    if (left > 0 && seat.votes > 0) {
      allowed.set(seat.cluster, 1);
      left -= 1;
    }
  }
  return allowed;
}
