/** Votes that must agree: more than half of all. */
export const quorum = (voters: number): number => Math.floor(voters / 2) + 1;

/** Votes that may be missing while a quorum is left: ⌊(N−1)/2⌋. */
export const tolerated = (voters: number): number => Math.max(0, Math.floor((voters - 1) / 2));

/** Votes of one group by cluster. A cluster without any may be left out. */
export type Votes = ReadonlyMap<string, number>;

/** The votes that these members have, by cluster, in the order in which each cluster is first met. */
export function votesOfMembers(members: Iterable<{ readonly cluster: string; readonly role: string }>): Votes {
  const votes = new Map<string, number>();
  for (const { cluster, role } of members) if (role === 'voter') votes.set(cluster, (votes.get(cluster) ?? 0) + 1);
  return votes;
}

/** How many votes a group has in all. */
export const voteCount = (votes: Votes): number => [...votes.values()].reduce((sum, count) => sum + count, 0);

/**
 * The clusters whose loss leaves less than a quorum.
 * @param restarts the cluster one of whose members restarts meanwhile
 */
export const fatalClusters = (votes: Votes, restarts?: string): readonly string[] => {
  const all = voteCount(votes);
  const restarting = (cluster: string): number => (restarts === undefined || restarts === cluster || !votes.get(restarts) ? 0 : 1);
  return [...votes].filter(([cluster, count]) => count > 0 && all - count - restarting(cluster) < quorum(all)).map(([cluster]) => cluster);
};

/**
 * Whether the loss of any one member leaves a quorum.
 * @param restarts the cluster one of whose members restarts meanwhile: a StatefulSet replaces it even where one below it is lost
 */
export const survivesAnyMember = (votes: Votes, restarts?: string): boolean =>
  tolerated(voteCount(votes)) > (restarts !== undefined && votes.get(restarts) ? 1 : 0);

/** Whether the loss of any one cluster leaves a quorum. */
export const survivesAnyCluster = (votes: Votes): boolean => fatalClusters(votes).length === 0;
