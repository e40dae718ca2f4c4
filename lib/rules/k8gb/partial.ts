import { candidatesOf } from '../../plan/access/candidates';
import { answeringClusters, isDelegated } from '../../plan/names/delegation';
import { systemRule } from '../rule';

/** The clusters that answer for a name are exactly those that serve it. */
export const k8gbPartial = systemRule(
  {
    name: 'k8gb/partial',
    severity: 'error',
    demands: 'A system whose name k8gb answers is served by exactly the clusters that run k8gb.',
    why: 'A cluster that is a name server of the zone without knowing the name answers that the name does not exist. A cluster that serves without being a name server gets no clients.',
    source: 'k8gb, docs/partial-deployment.md.',
  },
  (plan, { fleet: { dns }, clusters }) => {
    const zone = dns.provider.delegatedZone;
    if (!zone || !isDelegated(plan)) return [];
    const answering = answeringClusters(zone, plan, clusters);
    const names = new Set(answering.map(({ cluster }) => cluster));
    const candidates = new Set(candidatesOf(plan.system.topology, plan.seats).map(({ cluster }) => cluster.name));
    return [
      ...answering
        .filter(({ seat }) => !seat?.serves)
        .map(({ cluster, seat }) => ({
          at: `${plan.name}/${cluster}`,
          problem: `${cluster} runs k8gb and ${seat ? `is a ${seat.role} that never serves` : 'has no part in the system'}, so it would answer that the name does not exist`,
          fix: `remove ${cluster} from 'geoTags', or let it serve`,
        })),
      ...plan.seats
        .filter(({ serves, cluster }) => serves && !names.has(cluster.name))
        .map(({ cluster: { name } }) => ({
          at: `${plan.name}/${name}`,
          problem: `${name} serves and runs no k8gb, so no client is routed to it`,
          fix: `add ${name} to 'geoTags'`,
        })),
      ...plan.seats
        .filter(({ serves, role, cluster }) => serves && role === 'active' && !candidates.has(cluster.name))
        .map(({ cluster: { name } }) => ({
          at: `${plan.name}/${name}`,
          problem: `the traffic does not name ${name}, and k8gb routes clients to every healthy cluster`,
          fix: `name ${name} in the traffic, or use weights, of which one may be 0`,
        })),
    ];
  },
);
