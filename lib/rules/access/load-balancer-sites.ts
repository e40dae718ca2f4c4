import { systemRule } from '../rule';

/** Load balancers are not lost with one cluster, and each place is one that the system is in. */
export const loadBalancerSites = systemRule(
  {
    name: 'access/load-balancer-sites',
    severity: 'error',
    demands: 'Load balancers run in two clusters of the system at least, each named once.',
    why: 'A load balancer that runs in one cluster is lost with it, and with it the way to all others. What a cluster applies for a system it applies in a seat of the system.',
    source: 'arithmetic: the loss of any one cluster leaves a place only where there are two.',
  },
  ({ system: { access }, seats }) => {
    if (access.kind !== 'load-balancer') return [];
    const known = seats.map(({ cluster }) => cluster.name);
    const named = access.sites.map(({ cluster }) => cluster.name);
    const different = [...new Set(named)];
    return [
      ...(different.length < 2
        ? [
            {
              problem: `load balancers run in ${different.join('') || 'no cluster'} only, and whoever comes through them is lost with it`,
              fix: 'add a second place; a witness is a good one',
            },
          ]
        : []),
      ...different
        .filter(name => named.filter(other => other === name).length > 1)
        .map(name => ({
          problem: `${name} is a place of load balancers twice`,
          fix: "name it once, and raise 'replicas' for more of them",
        })),
      ...different
        .filter(name => !known.includes(name))
        .map(name => ({
          problem: `${name} is a place of load balancers, and no cluster of the system`,
          fix: `take places among ${known.join(', ')}, or add ${name} to the topology, as a witness for example`,
        })),
    ];
  },
);
