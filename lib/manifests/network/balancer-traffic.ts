import type { ClusterDocument } from '../../plan/document/cluster-document';
import type { SeatDocument } from '../../plan/document/system-document';
import type { Component } from '../../plan/model/network-edge';
import type { UnitManifests } from '../objects/unit-manifests';
import type { NeededEdge } from './needed-edge';

/**
 * Who has to reach whom where load balancers stand in front of the clusters: clients reach those of each place, those reach whoever
 * serves or may come to, and nobody else reaches its members. Through an ingress controller or a gateway members see that instead.
 */
export function balancerTraffic(
  { plan, system }: UnitManifests,
  seat: SeatDocument,
  here: ClusterDocument,
  member: Component,
  clients: readonly number[],
): readonly NeededEdge[] {
  const balancer = system?.access.balancer;
  if (!plan || !system || !balancer) return [];
  const { exposure } = system.access;
  const direct = exposure === 'pod-addresses';
  const hidden = exposure === 'ingress' || exposure === 'gateway';
  const asked = [...clients, ...balancer.checkPorts];
  const site = balancer.sites.find(({ cluster }) => cluster === here.name);
  const membersOf = (name: string): readonly string[] => plan.clusters.find(cluster => cluster.name === name)?.memberCidrs ?? [];
  const edges: NeededEdge[] = [];
  const add = (ports: readonly number[], edge: Pick<NeededEdge, 'part' | 'direction' | 'peer' | 'who'>): void => {
    for (const port of ports) edges.push({ ...edge, protocol: 'TCP', port });
  };
  if (seat.serves && !hidden) {
    for (const { cluster } of balancer.sites) {
      const own = cluster === here.name;
      const peer: NeededEdge['peer'] = own ? { kind: 'part', part: 'balancer' } : { kind: 'addresses', cidrs: membersOf(cluster) };
      add(asked, { part: member, direction: 'ingress', peer, who: own ? 'the load balancers' : `the load balancers in ${cluster}` });
    }
  }
  if (!site) return edges;
  if (site.clientCidrs.length > 0)
    add(clients, { part: 'balancer', direction: 'ingress', peer: { kind: 'addresses', cidrs: site.clientCidrs }, who: 'clients' });
  if (seat.serves && !hidden)
    add(asked, { part: 'balancer', direction: 'egress', peer: { kind: 'part', part: member }, who: 'the members in this cluster' });
  // From inside the cluster a connection is at a pod of the controller, on a port that only that knows, before a policy sees it.
  const controller = exposure === 'ingress' ? here.ingressNamespace : exposure === 'gateway' ? here.gateway?.podNamespace : undefined;
  if (seat.serves && controller)
    edges.push({
      part: 'balancer',
      direction: 'egress',
      protocol: 'TCP',
      port: 1,
      lastPort: 65_535,
      peer: { kind: 'namespace', namespace: controller },
      who: 'what leads into this cluster',
    });
  const others = direct ? system.seats.filter(({ serves, cluster }) => serves && cluster !== here.name) : [];
  for (const { cluster } of others)
    add(asked, {
      part: 'balancer',
      direction: 'egress',
      peer: { kind: 'addresses', cidrs: membersOf(cluster) },
      who: `the members in ${cluster}`,
    });
  for (const { cluster, cidrs, ports } of balancer.endpoints)
    add(ports, { part: 'balancer', direction: 'egress', peer: { kind: 'addresses', cidrs }, who: `the way into ${cluster}` });
  return edges;
}
