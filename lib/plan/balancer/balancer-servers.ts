import type { LoadBalancerAccess } from '../../domain/access';
import type { Cluster } from '../../domain/cluster';
import type { EngineConfig, EnginePort } from '../../domain/engine';
import type { Exposure } from '../../domain/exposure';
import { isIP } from '../../domain/ip-family';
import { endpointPort, endpointsOf } from '../access/endpoints';
import type { BalancerCheck, BalancerServer } from '../model/balancer-plan';
import type { SeatPlan } from '../model/system-plan';

/** Ports of the engine that serve clients. */
export const clientPorts = (config: Pick<EngineConfig, 'ports'> | undefined): readonly EnginePort[] =>
  (config?.ports ?? []).filter(({ serves }) => serves.includes('clients'));

/**
 * The health check of a cluster.
 *
 * Members get the same check as the kubelet's readiness probe: a member is ready for the load balancer when it is ready for its Service.
 * Behind an ingress controller or a gateway, a status of 500 or more means that no member is ready. Node ports reach ready members only, so
 * a connection proves that there is one. The same holds for a cluster's own load balancer that forwards packets. One that is a proxy may
 * accept connections without a ready member: then a connection proves only that the proxy runs.
 */
export function checkOf({ exposure, name }: LoadBalancerAccess, config: EngineConfig | undefined): BalancerCheck {
  const host = name?.host ?? '';
  switch (exposure.kind) {
    case 'pod-addresses':
      return memberCheck(config);
    case 'ingress':
      return { kind: 'http', path: exposure.path, host, port: undefined, statuses: '[1234]', tls: exposure.tlsSecretName !== undefined };
    case 'gateway':
      return exposure.route === 'http'
        ? { kind: 'http', path: exposure.path ?? '/', host, port: undefined, statuses: '[1234]', tls: false }
        : { kind: 'tcp', port: undefined };
    case 'load-balancer':
    case 'node-ports':
      return { kind: 'tcp', port: undefined };
  }
}

function memberCheck(config: EngineConfig | undefined): BalancerCheck {
  const handler = config?.readiness.handler;
  const number = handler && 'port' in handler ? config?.ports.find(({ name }) => name === handler.port)?.port : undefined;
  if (handler?.kind !== 'http') return { kind: 'tcp', port: number };
  return { kind: 'http', path: handler.path, host: 'balancer', port: number, statuses: '[23]', tls: false };
}

/** Ports of members that load balancers check for health and that are no client ports. */
export function checkPorts({ exposure }: Pick<LoadBalancerAccess, 'exposure'>, config: EngineConfig): readonly number[] {
  if (exposure.kind !== 'pod-addresses') return [];
  const { port } = memberCheck(config);
  return port === undefined || clientPorts(config).some(client => client.port === port) ? [] : [port];
}

/** The servers of one cluster for one client port. */
export function serversOf(
  { exposure }: LoadBalancerAccess,
  { cluster, members, clientHost, config }: Pick<SeatPlan, 'cluster' | 'members' | 'clientHost' | 'config'>,
  portName: string,
): readonly BalancerServer[] {
  const port = clientPorts(config).find(({ name }) => name === portName);
  if (!port) return [];
  const number = endpointPort(exposure, port);
  if (exposure.kind === 'pod-addresses') {
    return members
      .filter(({ role }) => role === 'voter')
      .map(({ name, host }) => ({ name: `${cluster.name}.${name}`, address: host, port: number }));
  }
  return endpointsOf(exposure, cluster, clientHost).map((address, position) => ({
    name: `${cluster.name}.${position}`,
    address,
    port: number,
  }));
}

/** Address ranges of a cluster's entry point; all addresses where its own are not known in advance. */
export function endpointCidrs(exposure: Exposure, cluster: Cluster): readonly string[] {
  const addresses = endpointsOf(exposure, cluster, undefined);
  const known = addresses.length > 0 && addresses.every(address => isIP(address) !== 0);
  return known ? addresses.map(address => `${address}/${isIP(address) === 4 ? 32 : 128}`) : ['0.0.0.0/0', '::/0'];
}
