import type { Dns } from '../../domain/dns';

/** The clusters of a system that write its shared names: those in the fleet's `writers`, or all of them. */
export const writersOf = ({ writers }: Dns, clusters: readonly string[]): readonly string[] =>
  writers === undefined ? clusters : clusters.filter(cluster => writers.some(({ name }) => name === cluster));
