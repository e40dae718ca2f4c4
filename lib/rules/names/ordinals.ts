import { seatRule } from '../rule';

/** A cluster's members fit into its range of ordinals, and do not overlap with the next cluster's. */
export const ordinalRange = seatRule(
  {
    name: 'names/ordinals',
    severity: 'error',
    demands: 'A cluster has no more members of one system than it has ordinals.',
    why: 'Otherwise members of the next cluster would have the same names, and a peer would take one for the other.',
    source: 'Kubernetes enhancement 3335, "StatefulSet start ordinal".',
  },
  ({ pool, cluster }, _, { fleet }) =>
    pool.declared > fleet.ordinalStride
      ? [
          {
            problem: `${pool.declared} members need ordinals ${pool.firstOrdinal} to ${pool.firstOrdinal + pool.declared - 1}, and cluster index ${cluster.index} has ${fleet.ordinalStride} of them`,
            fix: `declare at most ${fleet.ordinalStride} members, or a larger 'ordinalStride' before anything runs`,
          },
        ]
      : [],
);
