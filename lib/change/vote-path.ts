import { type Votes, voteCount } from '../plan/members/quorum';

/** One membership change: one vote more, or one vote less, in a cluster. */
export interface VoteChange {
  readonly cluster: string;
  readonly by: 1 | -1;
}

/** The cost of an unsafe state on the way, in changes: more than any detour. */
const unsafeCost = 1000;

/**
 * The shortest list of single changes from one distribution of votes to another. No state between them is unsafe if a detour avoids it:
 * a cluster may have one extra vote for a while. Where both are possible, a vote is added before another is removed.
 *
 * Source: Raft dissertation, section 4.1: one server at a time, so that any two majorities overlap.
 *
 * @param clusters All clusters, the preferred ones first
 */
export function votePath(clusters: readonly string[], from: Votes, to: Votes, safe: (votes: Votes) => boolean): readonly VoteChange[] {
  const start = clusters.map(cluster => from.get(cluster) ?? 0);
  const end = clusters.map(cluster => to.get(cluster) ?? 0);
  // A cluster without a vote in the end gets no extra vote on the way.
  const most = end.map((count, at) => (count === 0 ? (start[at] ?? 0) : Math.max(count, start[at] ?? 0) + 1));
  const votesOf = (counts: readonly number[]): Votes => new Map(clusters.map((cluster, at) => [cluster, counts[at] ?? 0]));
  const left = (counts: readonly number[]): number => counts.reduce((sum, count, at) => sum + Math.abs(count - (end[at] ?? 0)), 0);
  const costs = new Map<string, number>();
  const open: Visit[] = [];
  const visit = (counts: readonly number[], cost: number, changes: readonly VoteChange[]): void => {
    const key = counts.join();
    if ((costs.get(key) ?? Number.POSITIVE_INFINITY) <= cost) return;
    costs.set(key, cost);
    insert(open, { counts, cost, estimate: cost + left(counts), changes });
  };
  visit(start, 0, []);
  for (let next = open.shift(); next; next = open.shift()) {
    const { counts, cost, changes } = next;
    if (left(counts) === 0) return changes;
    if (cost > (costs.get(counts.join()) ?? 0)) continue;
    for (const by of [1, -1] as const)
      clusters.forEach((cluster, at) => {
        const changed = counts.map((count, other) => (other === at ? count + by : count));
        const count = changed[at] ?? 0;
        if (count < 0 || count > (most[at] ?? 0) || voteCount(votesOf(changed)) === 0) return;
        visit(changed, cost + (left(changed) === 0 || safe(votesOf(changed)) ? 1 : unsafeCost), [...changes, { cluster, by }]);
      });
  }
  return [];
}

interface Visit {
  readonly counts: readonly number[];
  readonly cost: number;
  readonly estimate: number;
  readonly changes: readonly VoteChange[];
}

/** Keeps the list sorted by estimate. Of equal estimates, the one that was inserted first stays first. */
function insert(open: Visit[], visit: Visit): void {
  let low = 0;
  let high = open.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((open[middle]?.estimate ?? 0) <= visit.estimate) low = middle + 1;
    else high = middle;
  }
  open.splice(low, 0, visit);
}
