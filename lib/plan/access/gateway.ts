import type { GatewayAccess } from '../../domain/access';
import { Cluster } from '../../domain/cluster';
import type { EngineConfig } from '../../domain/engine';
import type { GatewayBackend, GatewayContext } from '../../domain/gateway';
import type { Topology } from '../../domain/topology';
import { gatewayRefusals } from '../input/answer-shape';
import { answered } from '../input/strategy-answer';
import type { GatewayPlan } from '../model/gateway-plan';
import { type CandidateSeat, failoverOrder, shareOf } from './failover-order';

/** The facts about a seat that a gateway depends on. */
export interface GatewaySeat extends CandidateSeat {
  readonly config: Pick<EngineConfig, 'ports'>;
}

/** Name of the exported Service of one cluster. It is unique in the fleet, so that other clusters do not take it for their own. */
const exportedService = (system: string, cluster: string): string => `${system}-${cluster}`;

/** Decides the input of the gateway implementation for each site. */
export function planGateway(
  system: { readonly name: string; readonly namespace: string; readonly topology: Topology },
  access: GatewayAccess,
  seats: readonly GatewaySeat[],
): GatewayPlan {
  const { name, namespace, topology } = system;
  const order = failoverOrder(topology, seats);
  const backends = order.map(
    (seat, order): GatewayBackend => ({
      cluster: seat.cluster.name,
      region: seat.cluster.region,
      exported: exportedService(name, seat.cluster.name),
      weight: shareOf(topology, seat),
      order,
    }),
  );
  const excluded = seats
    .filter(seat => seat.serves && !order.includes(seat))
    .map(({ cluster }) => ({ cluster: cluster.name, region: cluster.region }));
  const port = seats[0]?.config.ports.find(({ serves }) => serves.includes('clients'));
  const { host, route, listener, outliers, shadow } = access;
  const common: Omit<GatewayContext, 'cluster' | 'gateway'> = {
    system: name,
    namespace,
    host,
    route,
    service: name,
    port: { name: port?.name ?? '', port: port?.port ?? 0 },
    listener,
    backends,
    excluded,
    traffic: topology.kind === 'active-active' ? topology.traffic.kind : 'ordered',
    requirements: access,
    shadow: shadow && { exported: exportedService(name, shadow.cluster.name), percent: shadow.percent },
    outliers,
  };
  const exporting = access.implementation.exports
    ? [...backends.map(({ cluster }) => cluster), ...(shadow ? [shadow.cluster.name] : [])]
    : [];
  const sites = Cluster.inOrder(access.sites).flatMap(({ gateway, ...cluster }): readonly GatewayContext[] =>
    gateway ? [{ ...common, cluster, gateway: { name: gateway.name, namespace: gateway.namespace } }] : [],
  );
  return {
    sites,
    backends,
    exporting: [...new Set(exporting)].map(cluster => ({ cluster, service: exportedService(name, cluster) })),
    refused: sites.flatMap(site => refusalsOf(site, access)),
  };
}

function refusalsOf(site: GatewayContext, { implementation }: GatewayAccess): GatewayPlan['refused'] {
  if (!implementation.refusals) return [];
  const at = `${site.system}.access.implementation.refusals()`;
  const refusals = answered(site.system, at, gatewayRefusals, () => implementation.refusals?.(site));
  return refusals.map(({ problem, fix }) => ({ site: site.cluster.name, problem, fix }));
}
