import { seatRule } from './rule';

/** A cluster's members fit in the ordinals that are kept for it, or they would run into the next cluster's. */
export const ordinalRange = seatRule('names/ordinals', ({ pool, cluster }, _, { fleet }) =>
  pool.declared > fleet.ordinalStride
    ? [
        {
          problem: `${pool.declared} members need ordinals ${pool.start} to ${pool.start + pool.declared - 1}, but cluster index ${cluster.index} has ${fleet.ordinalStride} of them`,
          fix: `declare at most ${fleet.ordinalStride} members, or a larger 'ordinalStride' before anything runs`,
        },
      ]
    : [],
);
