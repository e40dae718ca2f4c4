import type { SeatDocument } from '../../plan/document/system-document';
import type { Component } from '../../plan/model/network-edge';
import type { UnitManifests } from '../objects/unit-manifests';
import type { AdmittedFacts } from './admitted-facts';
import type { NeededEdge } from './needed-edge';

/**
 * The connections that a system needs with load balancers in front of its clusters. Clients connect to the load balancers of each site.
 * The load balancers connect to the members of every cluster that serves or can take over. No other client connects to these members.
 * Behind an ingress controller or a gateway, members see connections from its pods instead.
 */
export function balancerTraffic(
  { system }: UnitManifests,
  seat: SeatDocument,
  here: AdmittedFacts,
  member: Component,
  clients: readonly number[],
  membersOf: (cluster: string) => readonly string[],
): readonly NeededEdge[] {
  const balancer = system?.access.balancer;
  if (!system || !balancer) return [];
  const { exposure } = system.access;
  const direct = exposure === 'pod-addresses';
  const hidden = exposure === 'ingress' || exposure === 'gateway';
  const ports = [...clients, ...balancer.checkPorts];
  const site = balancer.sites.find(({ cluster }) => cluster === here.name);
  const edges: NeededEdge[] = [];
  const add = (on: readonly number[], edge: Pick<NeededEdge, 'part' | 'direction' | 'peer' | 'who'>): void => {
    for (const port of on) edges.push({ ...edge, protocol: 'TCP', port });
  };
  if (seat.serves && !hidden) {
    for (const { cluster } of balancer.sites) {
      const own = cluster === here.name;
      const peer: NeededEdge['peer'] = own ? { kind: 'part', part: 'balancer' } : { kind: 'addresses', cidrs: membersOf(cluster) };
      add(ports, { part: member, direction: 'ingress', peer, who: own ? 'the load balancers' : `the load balancers in ${cluster}` });
    }
  }
  if (!site) return edges;
  if (site.clientCidrs.length > 0)
    add(clients, { part: 'balancer', direction: 'ingress', peer: { kind: 'addresses', cidrs: site.clientCidrs }, who: 'clients' });
  if (seat.serves && !hidden)
    add(ports, { part: 'balancer', direction: 'egress', peer: { kind: 'part', part: member }, who: 'the members in this cluster' });
  // Inside the cluster, policies see a connection only after it was sent on to a pod of the controller, at a port that only the controller knows.
  const controller = exposure === 'ingress' ? here.ingressNamespace : exposure === 'gateway' ? here.gateway?.podNamespace : undefined;
  if (seat.serves && controller)
    edges.push({
      part: 'balancer',
      direction: 'egress',
      protocol: 'TCP',
      port: 1,
      lastPort: 65_535,
      peer: { kind: 'namespace', namespace: controller },
      who: `the ${exposure === 'ingress' ? 'ingress controller' : 'gateway'} of this cluster`,
    });
  const others = direct ? system.seats.filter(({ serves, cluster }) => serves && cluster !== here.name) : [];
  for (const { cluster } of others)
    add(ports, {
      part: 'balancer',
      direction: 'egress',
      peer: { kind: 'addresses', cidrs: membersOf(cluster) },
      who: `the members in ${cluster}`,
    });
  for (const endpoint of balancer.endpoints)
    add(endpoint.ports, {
      part: 'balancer',
      direction: 'egress',
      peer: { kind: 'addresses', cidrs: endpoint.cidrs },
      who: `the endpoints of ${endpoint.cluster}`,
    });
  return edges;
}
