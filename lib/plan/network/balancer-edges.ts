import type { LoadBalancerAccess } from '../../domain/access';
import { type Cluster, gatewayNamespace, ingressNamespace } from '../../domain/cluster';
import type { EngineConfig } from '../../domain/engine';
import type { Fleet } from '../../domain/fleet';
import { endpointPort } from '../access/endpoints';
import { checkPorts, clientPorts, endpointCidrs } from '../balancer/balancer-servers';
import { sitesOf } from '../balancer/load-balancer';
import type { NetworkEdge } from '../model/network-edge';
import { anyTcp, dnsEdges, tcp } from './edges';

/** The facts that the edges of load balancers in one cluster depend on. */
export interface BalancerEdgeInput {
  readonly cluster: Cluster;
  /** The component of the members in this cluster. */
  readonly component: 'voter' | 'learner';
  /** Clusters that serve now or can become active. */
  readonly serving: readonly Cluster[];
  readonly access: LoadBalancerAccess;
  readonly config: EngineConfig;
  readonly fleet: Fleet;
}

/**
 * Whether a NetworkPolicy of the members sees the load balancers as the source: they connect to members, or through a Service that keeps
 * the source.
 */
const reachesMembers = ({ exposure }: LoadBalancerAccess): boolean => exposure.kind !== 'ingress' && exposure.kind !== 'gateway';

/**
 * The edges of load balancers: clients reach the load balancers of a site, these reach every cluster that can serve, and its members admit
 * them. So a change of the active cluster needs no new edge.
 */
export function balancerEdges(input: BalancerEdgeInput): readonly NetworkEdge[] {
  return [...atMembers(input), ...atBalancers(input)];
}

function atMembers({ cluster, component, serving, access, config, fleet }: BalancerEdgeInput): readonly NetworkEdge[] {
  if (!reachesMembers(access) || !serving.some(({ name }) => name === cluster.name)) return [];
  const ports = tcp([...clientPorts(config).map(({ port }) => port), ...checkPorts(access, config)]);
  const admit = (peer: NetworkEdge['peer'], why: string): NetworkEdge => ({ component, direction: 'ingress', peer, ports, why });
  return sitesOf(access, fleet).map(site =>
    site.cluster.name === cluster.name
      ? admit({ kind: 'component', component: 'balancer' }, 'the load balancers')
      : admit({ kind: 'cidrs', cidrs: site.memberCidrs }, 'load balancers in another cluster'),
  );
}

/**
 * The namespace of the ingress controller or Gateway in front of a cluster's members; undefined where there is none.
 *
 * Inside the cluster, a connection to its address is redirected to one of its pods before a NetworkPolicy sees it, and to a port that only
 * the controller knows. So the policy cannot name addresses or ports; it must name the namespace.
 */
function controllerOf({ exposure }: LoadBalancerAccess, { ingress, gateway }: Cluster): string | undefined {
  if (exposure.kind === 'ingress') return ingress && ingressNamespace(ingress);
  return exposure.kind === 'gateway' && gateway ? gatewayNamespace(gateway) : undefined;
}

function atBalancers({ cluster, component, serving, access, config, fleet }: BalancerEdgeInput): readonly NetworkEdge[] {
  const site = sitesOf(access, fleet).find(({ cluster: { name } }) => name === cluster.name);
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
    ...(controller === undefined
      ? []
      : [edge({ kind: 'namespace', namespace: controller }, anyTcp, 'the ingress controller or Gateway of this cluster')]),
  ];
  const endpointPorts = tcp(clients.map(port => endpointPort(access.exposure, port)));
  const cidrs = (other: Cluster): readonly string[] =>
    access.exposure.kind === 'pod-addresses' ? fleet.network.bind(other).cidrs : endpointCidrs(access.exposure, other);
  const others = access.exposure.kind === 'pod-addresses' ? serving.filter(({ name }) => name !== cluster.name) : serving;
  return [
    // A rule without ranges would admit every source.
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
