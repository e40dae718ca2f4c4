import type { Dns } from '../../domain/dns';

/** The clusters of a system that write the names that clusters share: those that the fleet names, or all. */
export const writersOf = ({ writers }: Dns, clusters: readonly string[]): readonly string[] =>
  writers === undefined ? clusters : clusters.filter(cluster => writers.some(({ name }) => name === cluster));
