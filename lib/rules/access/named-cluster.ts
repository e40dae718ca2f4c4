import { checkIds } from '../../domain/health-checks';
import { systemRule } from '../rule';

/** Shares, locations and health checks are declared for clusters of the topology; for any other cluster they would be ignored silently. */
export const namedCluster = systemRule(
  {
    name: 'access/named-cluster',
    severity: 'error',
    demands:
      'Shares of traffic, positions in an order, biases, locations and health checks are declared for clusters of the topology only.',
    why: 'A health check or a share for another cluster would be ignored, and its author would rely on it.',
    source: 'Arithmetic of the topology.',
  },
  ({ seats, system }) => {
    const known = seats.map(({ cluster }) => cluster.name);
    const { topology, access } = system;
    const traffic = topology.kind === 'active-active' ? topology.traffic : undefined;
    const named: readonly (readonly [string, readonly string[]])[] = [
      ['a share of traffic', traffic?.kind === 'weighted' ? traffic.shares.map(([cluster]) => cluster.name) : []],
      ['a position in the order', traffic?.kind === 'ordered' ? traffic.clusters.map(({ name }) => name) : []],
      ['a bias', traffic?.kind === 'proximity' ? traffic.biases.map(([cluster]) => cluster.name) : []],
      ['a location', traffic?.kind === 'geo' ? traffic.locations.map(([cluster]) => cluster.name) : []],
      ['a health check', access.kind === 'dns' ? [...checkIds(access.healthChecks).keys()] : []],
    ];
    return named.flatMap(([what, names]) =>
      names
        .filter(name => !known.includes(name))
        .map(name => ({
          problem: `${what} is declared for '${name}', which is not in the topology`,
          fix: `use one of ${known.join(', ')}`,
        })),
    );
  },
);
