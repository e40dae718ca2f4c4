import { systemRule } from '../rule';

/** Load balancers survive the loss of one cluster, and each site is a cluster of the system. */
export const loadBalancerSites = systemRule(
  {
    name: 'access/load-balancer-sites',
    severity: 'error',
    demands: 'Load balancers run in two clusters of the system at least, each named once.',
    why: 'Load balancers in one cluster only are lost with it, and then clients reach no other cluster either. A cluster runs load balancers only as part of its seat in the system.',
    source: 'arithmetic: after the loss of one cluster a site is left only if there were two.',
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
              problem: `load balancers run in ${different.join('') || 'no cluster'} only, and clients lose access together with it`,
              fix: 'add a second site, for example a witness',
            },
          ]
        : []),
      ...different
        .filter(name => named.filter(other => other === name).length > 1)
        .map(name => ({
          problem: `${name} is a site of load balancers twice`,
          fix: "name it once, and raise 'replicas' for more of them",
        })),
      ...different
        .filter(name => !known.includes(name))
        .map(name => ({
          problem: `${name} is a site of load balancers, and not a cluster of the system`,
          fix: `use sites among ${known.join(', ')}, or add ${name} to the topology, for example as a witness`,
        })),
    ];
  },
);
