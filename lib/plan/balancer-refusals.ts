import type { LoadBalancerAccess } from '../domain/access';
import type { Topology } from '../domain/topology';
import type { SystemPlan } from './system-plan';

/** What load balancers cannot do as it is asked, and the way out. */
export interface BalancerRefusal {
  readonly problem: string;
  readonly fix: string;
}

/** Whatever is asked of a system's load balancers that HAProxy cannot do where they stand; what no load balancer can do, abilities.ts says. */
export function balancerRefusals({
  system: { access, topology },
  seats,
}: Pick<SystemPlan, 'system' | 'seats'>): readonly BalancerRefusal[] {
  if (access.kind !== 'load-balancer') return [];
  const names = new Set(
    seats
      .flatMap(({ serves, config }) => (serves ? config.ports : []))
      .filter(({ serves }) => serves.includes('clients'))
      .map(({ name }) => name),
  );
  return [...trafficRefusals(access, topology), ...wayRefusals(access), ...entryRefusals(access, [...names])];
}

function trafficRefusals({ failback }: LoadBalancerAccess, topology: Topology): readonly BalancerRefusal[] {
  if (topology.kind === 'active-standby') return [];
  const { traffic } = topology;
  const at: BalancerRefusal[] = [];
  if (failback === 'manual' && (traffic.kind === 'weighted' || traffic.kind === 'round-robin'))
    at.push({
      problem: `failback is manual, and with '${traffic.kind}' traffic a cluster that is healthy again gets its share by itself`,
      fix: "make 'failback' automatic, or take ordered traffic",
    });
  if (traffic.kind === 'weighted' && traffic.shares.every(([, share]) => share === 0))
    at.push({ problem: 'every share of traffic is 0, so no cluster gets any', fix: 'give one cluster a share of 1 or more' });
  return at;
}

function wayRefusals({ protocol, exposure, name }: LoadBalancerAccess): readonly BalancerRefusal[] {
  const at: BalancerRefusal[] = [];
  const byHost = exposure.kind === 'ingress' || (exposure.kind === 'gateway' && exposure.route !== 'tcp');
  if (byHost && !name)
    at.push({
      problem: `clusters are reached through their ${exposure.kind === 'ingress' ? 'Ingress' : 'Gateway'}, which tells systems apart by the name that a client asks for, and the load balancers have none`,
      fix: "give the load balancers a 'name', or reach the members by their addresses",
    });
  const encrypted =
    (exposure.kind === 'ingress' && exposure.tlsSecretName !== undefined) || (exposure.kind === 'gateway' && exposure.route === 'tls');
  if (encrypted && protocol === 'http')
    at.push({
      problem: 'the clusters speak TLS to clients, and load balancers that pass it on cannot see HTTP in it',
      fix: "make 'protocol' tcp, or let the clusters speak plain HTTP to the load balancers",
    });
  if (exposure.kind === 'gateway' && exposure.route === 'grpc' && protocol === 'http')
    at.push({ problem: 'gRPC is HTTP/2, and these load balancers speak HTTP/1.1 to the clusters', fix: "make 'protocol' tcp" });
  return at;
}

/** Clients of nodes need a port of them for each port of the engine. */
function entryRefusals({ entry, exposure }: LoadBalancerAccess, names: readonly string[]): readonly BalancerRefusal[] {
  const lacking = (ports: Readonly<Record<string, number>>): readonly string[] => names.filter(name => ports[name] === undefined);
  const at = (what: string, missing: readonly string[]): readonly BalancerRefusal[] =>
    missing.map(name => ({ problem: `${what} have no node port for the engine's port '${name}'`, fix: `add '${name}' to the node ports` }));
  return [
    ...(entry?.kind === 'node-ports' ? at('the load balancers', lacking(entry.ports)) : []),
    ...(exposure.kind === 'node-ports' ? at('the clusters', lacking(exposure.ports)) : []),
  ];
}
