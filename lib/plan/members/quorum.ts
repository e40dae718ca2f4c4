/** Votes that must agree: more than half of all. */
export const quorum = (voters: number): number => Math.floor(voters / 2) + 1;

/** Votes that may be missing while a quorum is left: ⌊(N−1)/2⌋. */
export const tolerated = (voters: number): number => Math.max(0, Math.floor((voters - 1) / 2));

/** Votes of one group by cluster. A cluster without any may be left out. */
export type Votes = ReadonlyMap<string, number>;

/** How many votes a group has in all. */
export const voteCount = (votes: Votes): number => [...votes.values()].reduce((sum, count) => sum + count, 0);

/** The clusters whose loss leaves less than a quorum. */
export const fatalClusters = (votes: Votes): readonly string[] => {
  const all = voteCount(votes);
  return [...votes].filter(([, count]) => count > 0 && all - count < quorum(all)).map(([cluster]) => cluster);
};

/** Whether the loss of any one member leaves a quorum. */
export const survivesAnyMember = (votes: Votes): boolean => tolerated(voteCount(votes)) > 0;

/** Whether the loss of any one cluster leaves a quorum. */
export const survivesAnyCluster = (votes: Votes): boolean => fatalClusters(votes).length === 0;
