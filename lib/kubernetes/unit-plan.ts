import { Access } from '../domain/access';
import type { Cluster, ClusterGateway, IngressController } from '../domain/cluster';
import type { Dns } from '../domain/dns';
import type { RaftEngine } from '../domain/engine';
import type { Exposure } from '../domain/exposure';
import type { KubernetesObject } from '../domain/kubernetes-object';
import type { OperatingState } from '../domain/operating-state';
import type { RaftSystem } from '../domain/raft-system';
import type { BalancerPlan } from '../plan/model/balancer-plan';
import type { ClientListPlan } from '../plan/model/client-list-plan';
import type { GroupPlan, RecordPlan, SeatPlan, SystemPlan } from '../plan/model/system-plan';
import { planDelegatedName, zoneTag } from '../plan/names/delegation';
import { systemLabels } from './labels';

/** What a system's objects are rendered from in every cluster alike. */
export interface RenderedSystem {
  readonly name: string;
  readonly namespace: string;
  readonly state: Pick<OperatingState, 'epoch'>;
  readonly system: Pick<RaftSystem, 'storage' | 'discovery' | 'peerTls' | 'resources'> & {
    readonly engine: Pick<RaftEngine, 'name' | 'image' | 'pullSecret'>;
  };
  /** Each cluster's own way in; undefined where there is none from outside. */
  readonly exposure: Exposure | undefined;
  /** The name that clients use; undefined where they use none. */
  readonly host: string | undefined;
  /** Ranges that clients of a Service of type LoadBalancer come from. */
  readonly sourceRanges: readonly string[];
  /** TTL of the names of members and of clusters. */
  readonly peerTtlSeconds: number;
  readonly balancer: BalancerPlan | undefined;
  readonly clientList: Pick<ClientListPlan, 'name' | 'namespaces' | 'data'> | undefined;
  /** What the DNS provider makes of a delegated name, the same wherever the name is answered. */
  readonly delegated: readonly KubernetesObject[];
}

/** What a system's objects are rendered from in one cluster. */
export interface RenderedSeat
  extends Pick<SeatPlan, 'role' | 'pool' | 'members' | 'domain' | 'serves' | 'clientHost' | 'config' | 'edges' | 'mirror' | 'joins'> {
  readonly cluster: Pick<Cluster, 'name' | 'zones' | 'kubernetes' | 'storageClass'> & {
    readonly ingress: Pick<IngressController, 'className'> | undefined;
    readonly gateway: Pick<ClusterGateway, 'name' | 'namespace'> | undefined;
  };
  readonly group: Pick<GroupPlan, 'timing'>;
  /** The records that this cluster publishes. */
  readonly records: readonly RecordPlan[];
  /** What this cluster has for a gateway that spans clusters: Services that others import, and the gateway's own objects. */
  readonly exported: readonly { readonly service: string; readonly object: KubernetesObject | undefined }[];
  readonly routed: readonly KubernetesObject[];
  /** Whether this cluster answers the delegated name. */
  readonly answers: boolean;
}

/**
 * Everything that the objects of one system in one cluster are rendered from, and nothing else.
 *
 * Constructs are given no more than this, so that units of the same plan, rendered by the same version, are the same bytes.
 */
export interface UnitPlan {
  readonly system: RenderedSystem;
  readonly seat: RenderedSeat;
}

/** What is rendered of a system in every cluster alike. Made once for all of them. */
export function renderedSystem(plan: SystemPlan, dns: Dns): RenderedSystem {
  const { name, namespace, state, system, balancer, clientList } = plan;
  const { engine, storage, discovery, peerTls, resources, access } = system;
  const delegatedName = planDelegatedName(plan, dns);
  return {
    name,
    namespace,
    state: { epoch: state.epoch },
    system: {
      engine: { name: engine.name, image: engine.image, ...(engine.pullSecret === undefined ? {} : { pullSecret: engine.pullSecret }) },
      storage,
      ...(discovery ? { discovery } : {}),
      ...(peerTls ? { peerTls } : {}),
      ...(resources ? { resources } : {}),
    },
    exposure: Access.exposureOf(access),
    host: Access.nameOf(access)?.host,
    sourceRanges: sourceRanges(access, balancer),
    peerTtlSeconds: dns.peerTtl.toSeconds(),
    balancer,
    clientList: clientList && { name: clientList.name, namespaces: clientList.namespaces, data: clientList.data },
    delegated: delegatedName ? (dns.provider.delegate?.({ ...delegatedName, labels: systemLabels(plan) }) ?? []) : [],
  };
}

/** What is rendered of a system in one cluster. */
export function renderedSeat({ records, gateway, namespace, system }: SystemPlan, seat: SeatPlan, { provider }: Dns): RenderedSeat {
  const { cluster, role, pool, members, domain, serves, clientHost, mirror, joins } = seat;
  const { config, edges } = seat.binding;
  const implementation = system.access.kind === 'gateway' ? system.access.implementation : undefined;
  const here = (place: { readonly cluster: string }): boolean => place.cluster === cluster.name;
  return {
    cluster: {
      name: cluster.name,
      zones: cluster.zones,
      kubernetes: cluster.kubernetes,
      storageClass: cluster.storageClass,
      ingress: cluster.ingress && { className: cluster.ingress.className },
      gateway: cluster.gateway && { name: cluster.gateway.name, namespace: cluster.gateway.namespace },
    },
    role,
    group: { timing: seat.group.timing },
    pool,
    members,
    domain,
    serves,
    clientHost,
    config,
    edges,
    mirror,
    joins,
    records: records.filter(({ clusters }) => clusters.includes(cluster.name)),
    exported: (gateway?.exporting ?? [])
      .filter(here)
      .map(({ service }) => ({ service, object: implementation?.exports?.({ name: service, namespace }) })),
    routed: (gateway?.sites ?? []).filter(place => place.cluster.name === cluster.name).flatMap(place => implementation?.bind(place) ?? []),
    answers: provider.delegatedZone !== undefined && zoneTag(provider.delegatedZone, cluster.name) !== undefined,
  };
}

/** Who comes to a cluster's own load balancer: clients, or the load balancers in front of all clusters. */
const sourceRanges = (access: Access, balancer: BalancerPlan | undefined): readonly string[] => {
  if (balancer) return balancer.sites.flatMap(({ cluster }) => cluster.podCidrs);
  return access.kind === 'internal' ? [] : (access.clientCidrs ?? []);
};
