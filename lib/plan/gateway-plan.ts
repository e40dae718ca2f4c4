import type { GatewayAccess } from '../domain/access';
import { Cluster } from '../domain/cluster';
import type { EngineConfig } from '../domain/engine';
import type { GatewayBackend, GatewayContext, GatewayRefusal } from '../domain/gateway';
import type { Topology } from '../domain/topology';
import { gatewayRefusals } from './answer-shape';
import { type LedSeat, ledClusters, shareOf } from './led-clusters';
import { answered } from './strategy-answer';

/** A gateway that spans clusters, as one system uses it. */
export interface GatewayPlan {
  /** What each cluster that has the gateway is told, in the order of the clusters. Those without a Gateway are left out. */
  readonly places: readonly GatewayContext[];
  /** The clusters that may be led to, in order. */
  readonly backends: readonly GatewayBackend[];
  /** Clusters with a Service of a name of its own, that the others import: those led to, and the one on trial. */
  readonly exporting: readonly { readonly cluster: string; readonly service: string }[];
  /** What the implementation cannot do in a place, beyond what its capabilities say. */
  readonly refused: readonly (GatewayRefusal & { readonly place: string })[];
}

/** What a gateway needs to know of a seat. */
export interface GatewaySeat extends LedSeat {
  readonly config: Pick<EngineConfig, 'ports'>;
}

/** Name of the Service that only one cluster has, so that others can tell it from theirs. */
const exportedService = (system: string, cluster: string): string => `${system}-${cluster}`;

/** Decides what each place of a gateway is told. */
export function planGateway(
  system: { readonly name: string; readonly namespace: string; readonly topology: Topology },
  access: GatewayAccess,
  seats: readonly GatewaySeat[],
): GatewayPlan {
  const { name, namespace, topology } = system;
  const led = ledClusters(topology, seats);
  const backends = led.map(
    (seat, order): GatewayBackend => ({
      cluster: seat.cluster.name,
      region: seat.cluster.region,
      exported: exportedService(name, seat.cluster.name),
      weight: shareOf(topology, seat),
      order,
    }),
  );
  const excluded = seats
    .filter(seat => seat.serves && !led.includes(seat))
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
    terms: access,
    shadow: shadow && { exported: exportedService(name, shadow.cluster.name), percent: shadow.percent },
    outliers,
  };
  const exporting = access.implementation.exports
    ? [...backends.map(({ cluster }) => cluster), ...(shadow ? [shadow.cluster.name] : [])]
    : [];
  const places = Cluster.inOrder(access.places).flatMap(({ gateway, ...cluster }): readonly GatewayContext[] =>
    gateway ? [{ ...common, cluster, gateway: { name: gateway.name, namespace: gateway.namespace } }] : [],
  );
  return {
    places,
    backends,
    exporting: [...new Set(exporting)].map(cluster => ({ cluster, service: exportedService(name, cluster) })),
    refused: places.flatMap(place => refusalsOf(place, access)),
  };
}

function refusalsOf(place: GatewayContext, { implementation }: GatewayAccess): GatewayPlan['refused'] {
  if (!implementation.refusals) return [];
  const at = `${place.system}.access.implementation.refusals()`;
  const refusals = answered(place.system, at, gatewayRefusals, () => implementation.refusals?.(place));
  return refusals.map(({ problem, fix }) => ({ place: place.cluster.name, problem, fix }));
}
