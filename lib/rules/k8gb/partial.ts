import { candidatesOf } from '../../plan/access/candidates';
import { answeringClusters, isDelegated } from '../../plan/names/delegation';
import { systemRule } from '../rule';

/** Each cluster that is a name server of the zone knows each name in it, and each that serves is one. */
export const k8gbPartial = systemRule(
  {
    name: 'k8gb/partial',
    severity: 'error',
    demands: 'A system whose name k8gb answers is served by exactly the clusters that run k8gb.',
    why: 'A cluster that is a name server of the zone and does not know the name answers that there is none, to every client that happens to ask it; one that serves and is no name server is never led to.',
    source: 'k8gb, docs/partial-deployment.md.',
  },
  (plan, { fleet: { dns }, clusters }) => {
    const zone = dns.provider.delegatedZone;
    if (!zone || !isDelegated(plan)) return [];
    const answering = answeringClusters(zone, plan, clusters);
    const names = new Set(answering.map(({ cluster }) => cluster));
    const led = new Set(candidatesOf(plan.system.topology, plan.seats).map(({ cluster }) => cluster.name));
    return [
      ...answering
        .filter(({ seat }) => !seat?.serves)
        .map(({ cluster, seat }) => ({
          at: `${plan.name}/${cluster}`,
          problem: `${cluster} runs k8gb and ${seat ? `is a ${seat.role} that never serves` : 'has no part in the system'}, so it would answer that the name does not exist`,
          fix: `leave ${cluster} out of 'geoTags', or let it serve`,
        })),
      ...plan.seats
        .filter(({ serves, cluster }) => serves && !names.has(cluster.name))
        .map(({ cluster: { name } }) => ({
          at: `${plan.name}/${name}`,
          problem: `${name} serves and runs no k8gb, so no client is led to it`,
          fix: `add ${name} to 'geoTags'`,
        })),
      ...plan.seats
        .filter(({ serves, role, cluster }) => serves && role === 'active' && !led.has(cluster.name))
        .map(({ cluster: { name } }) => ({
          at: `${plan.name}/${name}`,
          problem: `the traffic leaves ${name} out, and k8gb leads clients to every cluster that is healthy`,
          fix: `name ${name} in the traffic, or share it out by weights: 0 is one`,
        })),
    ];
  },
);
