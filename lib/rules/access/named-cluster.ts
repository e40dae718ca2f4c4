import { checkIds } from '../../domain/health-checks';
import { systemRule } from '../rule';

/** Shares, places and health checks are given to clusters of the topology; one that is not would be forgotten in silence. */
export const namedCluster = systemRule(
  {
    name: 'access/named-cluster',
    severity: 'error',
    demands: "Whatever is said of a cluster's access is said of a cluster that can serve.",
    why: 'A health check or a share of a cluster that takes no part would be ignored, and its author would rely on it.',
    source: 'Arithmetic of the topology itself.',
  },
  ({ seats, system }) => {
    const known = seats.map(({ cluster }) => cluster.name);
    const { topology, access } = system;
    const traffic = topology.kind === 'active-active' ? topology.traffic : undefined;
    const named: readonly (readonly [string, readonly string[]])[] = [
      ['a share of traffic', traffic?.kind === 'weighted' ? traffic.shares.map(([cluster]) => cluster.name) : []],
      ['a place in the order', traffic?.kind === 'ordered' ? traffic.clusters.map(({ name }) => name) : []],
      ['a bias', traffic?.kind === 'proximity' ? traffic.biases.map(([cluster]) => cluster.name) : []],
      ['a place', traffic?.kind === 'geo' ? traffic.locations.map(([cluster]) => cluster.name) : []],
      ['a health check', access.kind === 'dns' ? [...checkIds(access.healthChecks).keys()] : []],
    ];
    return named.flatMap(([what, names]) =>
      names
        .filter(name => !known.includes(name))
        .map(name => ({ problem: `${what} is given to '${name}', which is not in the topology`, fix: `use one of ${known.join(', ')}` })),
    );
  },
);
