import type { LoadBalancerAccess } from '../../domain/access';
import { type Cluster, gatewayNamespace, ingressNamespace } from '../../domain/cluster';
import type { EngineConfig } from '../../domain/engine';
import type { Fleet } from '../../domain/fleet';
import { endpointPort } from '../access/endpoints';
import { checkPorts, clientPorts, endpointCidrs } from '../balancer/balancer-servers';
import { sitesOf } from '../balancer/load-balancer';
import type { NetworkEdge } from '../model/network-edge';
import { anyTcp, dnsEdges, tcp } from './edges';

/** What decides which traffic of load balancers begins or ends in one cluster. */
export interface BalancerEdgeInput {
  readonly cluster: Cluster;
  /** What the members in this cluster are. */
  readonly component: 'voter' | 'learner';
  /** Clusters that serve, or may come to. */
  readonly serving: readonly Cluster[];
  readonly access: LoadBalancerAccess;
  readonly config: EngineConfig;
  readonly fleet: Fleet;
}

/** Whether members are reached under addresses of their own, or through a Service that hides nothing of who comes. */
const reachesMembers = ({ exposure }: LoadBalancerAccess): boolean => exposure.kind !== 'ingress' && exposure.kind !== 'gateway';

/**
 * Clients reach the load balancers of a place, those reach every cluster that serves or may come to, and its members admit them.
 *
 * A change of the active cluster thereby opens no new way.
 */
export function balancerEdges(input: BalancerEdgeInput): readonly NetworkEdge[] {
  return [...atMembers(input), ...atBalancers(input)];
}

function atMembers({ cluster, component, serving, access, config, fleet }: BalancerEdgeInput): readonly NetworkEdge[] {
  if (!reachesMembers(access) || !serving.some(({ name }) => name === cluster.name)) return [];
  const ports = tcp([...clientPorts(config).map(({ port }) => port), ...checkPorts(access, config)]);
  const admit = (peer: NetworkEdge['peer'], why: string): NetworkEdge => ({ component, direction: 'ingress', peer, ports, why });
  return sitesOf(access, fleet.clusters).map(site =>
    site.cluster.name === cluster.name
      ? admit({ kind: 'component', component: 'balancer' }, 'the load balancers')
      : admit({ kind: 'cidrs', cidrs: fleet.network.bind(site.cluster).cidrs }, 'load balancers in another cluster'),
  );
}

/**
 * The namespace of what leads to the members of a cluster in their place.
 *
 * A connection to its address from inside the cluster is at one of its pods, on a port of that pod's own, before a policy sees it. No
 * range of addresses is of those pods, and the port is the controller's own affair.
 */
function controllerOf({ exposure }: LoadBalancerAccess, { ingress, gateway }: Cluster): string | undefined {
  if (exposure.kind === 'ingress') return ingress && ingressNamespace(ingress);
  return exposure.kind === 'gateway' && gateway ? gatewayNamespace(gateway) : undefined;
}

function atBalancers({ cluster, component, serving, access, config, fleet }: BalancerEdgeInput): readonly NetworkEdge[] {
  const site = sitesOf(access, fleet.clusters).find(({ cluster: { name } }) => name === cluster.name);
  if (!site) return [];
  const clients = clientPorts(config);
  const members = tcp([...clients.map(({ port }) => port), ...checkPorts(access, config)]);
  const edge = (peer: NetworkEdge['peer'], ports: NetworkEdge['ports'], why: string): NetworkEdge => ({
    component: 'balancer',
    direction: 'egress',
    peer,
    ports,
    why,
  });
  const controller = controllerOf(access, cluster);
  const own = [
    ...(reachesMembers(access) ? [edge({ kind: 'component', component }, members, 'the members in this cluster')] : []),
    ...(controller === undefined ? [] : [edge({ kind: 'namespace', namespace: controller }, anyTcp, 'what leads into this cluster')]),
  ];
  const endpointPorts = tcp(clients.map(port => endpointPort(access.exposure, port)));
  const cidrs = (other: Cluster): readonly string[] =>
    access.exposure.kind === 'pod-addresses' ? fleet.network.bind(other).cidrs : endpointCidrs(access.exposure, other);
  const others = access.exposure.kind === 'pod-addresses' ? serving.filter(({ name }) => name !== cluster.name) : serving;
  return [
    // A rule without ranges would let everybody in.
    ...(site.clientCidrs.length > 0
      ? [
          {
            ...edge({ kind: 'cidrs', cidrs: site.clientCidrs }, tcp(clients.map(({ port }) => port)), 'clients'),
            direction: 'ingress' as const,
          },
        ]
      : []),
    ...(serving.some(({ name }) => name === cluster.name) ? own : []),
    ...others.map(other =>
      edge(
        { kind: 'cidrs', cidrs: cidrs(other) },
        access.exposure.kind === 'pod-addresses' ? members : endpointPorts,
        'a cluster that serves',
      ),
    ),
    ...dnsEdges('balancer', cluster.dnsCidrs ?? []),
  ];
}
