import type { Cluster } from '../../domain/cluster';
import type { EnginePort } from '../../domain/engine';
import type { Exposure } from '../../domain/exposure';

/**
 * The addresses of a cluster's entry point for clients: fixed addresses or host names, or the name that ExternalDNS keeps up to date.
 * Empty where the cluster does not declare its addresses; a rule reports that.
 */
export function endpointsOf(exposure: Exposure, cluster: Cluster, clientHost: string | undefined): readonly string[] {
  switch (exposure.kind) {
    case 'ingress':
      return cluster.ingress?.addresses ?? [];
    case 'gateway':
      return cluster.gateway?.addresses ?? [];
    case 'node-ports':
      return cluster.nodeAddresses ?? [];
    case 'load-balancer':
    case 'pod-addresses':
      return [clientHost ?? ''];
  }
}

/** Whether a cluster's entry point selects the system by the host name that a client requests. */
export const answersByHost = (exposure: Exposure): boolean =>
  exposure.kind === 'ingress' || (exposure.kind === 'gateway' && exposure.route !== 'tcp');

/** Port of a cluster's entry point for one port of the engine. */
export function endpointPort(exposure: Exposure, { name, port }: Pick<EnginePort, 'name' | 'port'>): number {
  switch (exposure.kind) {
    case 'ingress':
      return exposure.tlsSecretName === undefined ? 80 : 443;
    case 'gateway':
      return exposure.listener?.port ?? (exposure.route === 'tls' ? 443 : exposure.route === 'tcp' ? port : 80);
    case 'node-ports':
      return exposure.ports[name] ?? port;
    case 'load-balancer':
    case 'pod-addresses':
      return port;
  }
}
