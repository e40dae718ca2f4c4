import { quorum, tolerated } from './quorum';

/** Votes of a group by cluster. */
export type Votes = ReadonlyMap<string, number>;

const sum = (votes: Votes): number => [...votes.values()].reduce((all, held) => all + held, 0);

/** The clusters whose loss alone takes the quorum. */
export function fatalClusters(votes: Votes): readonly string[] {
  const all = sum(votes);
  return [...votes].filter(([, held]) => held > 0 && all - held < quorum(all)).map(([cluster]) => cluster);
}

/**
 * The fewest votes that a witness in a further cluster needs, so that the group survives the loss of any one cluster, the witness's own
 * included. Undefined where the group survives already, and where one cluster has all votes: a second cluster cannot help then.
 */
export function witnessVotes(votes: Votes): number | undefined {
  const most = Math.max(0, ...votes.values());
  const all = sum(votes);
  // max <= floor((N + w - 1) / 2) from w = 2 max - N + 1 on, and w <= floor((N + w - 1) / 2) as long as max < N.
  const fewest = 2 * most - all + 1;
  return fewest > 0 && most < all ? fewest : undefined;
}

/**
 * The votes of the same clusters after the fewest moves that let the group survive the loss of any one of them. Votes move from the cluster
 * with the most votes to those with the fewest. Undefined where the group survives already, and where there are too few clusters.
 */
export function movedVotes(votes: Votes): Votes | undefined {
  const spare = tolerated(sum(votes));
  const held = new Map([...votes].filter(([, count]) => count > 0));
  const [fullest] = [...held].sort(([, a], [, b]) => b - a);
  if (!fullest || fullest[1] <= spare || held.size * spare < sum(held)) return undefined;
  held.set(fullest[0], spare);
  for (let move = fullest[1] - spare; move > 0; move -= 1) {
    const [least] = [...held].filter(([cluster]) => cluster !== fullest[0]).sort(([, a], [, b]) => a - b);
    if (least) held.set(least[0], least[1] + 1);
  }
  return held;
}

/** The splits of the clusters into two sides with half of the votes each: how many there are, and one example. */
export interface Halves {
  /** Undefined where the count is larger than a number can represent exactly. */
  readonly count: number | undefined;
  /** One side of one such split; undefined where there is none. */
  readonly side: readonly string[] | undefined;
}

/** With more clusters than this, the number of subsets exceeds the integers that a number represents exactly (2^53). */
export const mostCounted = 53;

/**
 * Counts the even splits by subset sums, without trying every split. An odd number of votes has none: one side always has more than half.
 */
export function halves(votes: Votes): Halves {
  const held = [...votes].filter(([, count]) => count > 0);
  const all = sum(votes);
  if (all === 0 || all % 2 === 1) return { count: 0, side: undefined };
  const half = all / 2;
  // ways[k][s]: subsets of the first k clusters that have s votes together.
  const ways: number[][] = [[1, ...new Array<number>(half).fill(0)]];
  for (const [, count] of held) {
    const before = ways.at(-1) ?? [];
    ways.push(before.map((known, votesOf) => known + (votesOf >= count ? (before[votesOf - count] ?? 0) : 0)));
  }
  const count = ways.at(-1)?.[half] ?? 0;
  if (count === 0) return { count: 0, side: undefined };
  const side: string[] = [];
  let rest = half;
  for (let k = held.length; k > 0; k -= 1) {
    const [cluster, own] = held[k - 1] ?? ['', 0];
    if ((ways[k - 1]?.[rest] ?? 0) > 0) continue;
    side.unshift(cluster);
    rest -= own;
  }
  return { count: held.length > mostCounted ? undefined : count / 2, side };
}
