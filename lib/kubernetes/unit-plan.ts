import { Access } from '../domain/access';
import type { Cluster, ClusterGateway, IngressController } from '../domain/cluster';
import type { Dns } from '../domain/dns';
import type { RaftEngine } from '../domain/engine';
import type { Exposure } from '../domain/exposure';
import type { KubernetesObject } from '../domain/kubernetes-object';
import type { OperatingState } from '../domain/operating-state';
import type { RaftSystem } from '../domain/raft-system';
import { kubernetesObjectShape, kubernetesObjects } from '../plan/input/answer-shape';
import { answered } from '../plan/input/strategy-answer';
import { hasFormed } from '../plan/members/has-formed';
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
  readonly system: Pick<RaftSystem, 'storage' | 'discovery' | 'resources'> & {
    readonly engine: Pick<RaftEngine, 'name' | 'pullSecret'>;
  };
  /** Each cluster's own way in; undefined where there is none from outside. */
  readonly exposure: Exposure | undefined;
  /** The name that clients use; undefined where they use none. */
  readonly host: string | undefined;
  /** Names that clients may still use beside it. */
  readonly formerHosts: readonly string[];
  /** TTL of the names of members and of clusters. */
  readonly peerTtlSeconds: number;
  readonly balancer: BalancerPlan | undefined;
  readonly clientList: Pick<ClientListPlan, 'name' | 'namespaces' | 'data'> | undefined;
  /** What the DNS provider makes of a delegated name, the same wherever the name is answered. */
  readonly delegated: readonly KubernetesObject[];
}

/** What of a record is in its object: who else publishes it, and by which rule, is not. */
export type RenderedRecord = Pick<RecordPlan, 'name' | 'type' | 'targets' | 'ttlSeconds' | 'scope' | 'setIdentifier' | 'properties'>;

/** What a system's objects are rendered from in one cluster. */
export interface RenderedSeat
  extends Pick<
    SeatPlan,
    | 'role'
    | 'pool'
    | 'members'
    | 'domain'
    | 'serves'
    | 'clientHost'
    | 'config'
    | 'edges'
    | 'mirror'
    | 'joins'
    | 'membership'
    | 'operations'
    | 'guard'
    | 'image'
    | 'mark'
    | 'volume'
    | 'tls'
  > {
  readonly cluster: Pick<Cluster, 'name' | 'zones' | 'kubernetes'> & {
    readonly ingress: Pick<IngressController, 'className'> | undefined;
    readonly gateway: Pick<ClusterGateway, 'name' | 'namespace'> | undefined;
  };
  /** Timeouts of its members. */
  readonly group: Pick<GroupPlan, 'timing'>;
  /** Whether its group has formed. */
  readonly formed: boolean;
  /** Ranges that clients of a Service of type LoadBalancer come from. */
  readonly sourceRanges: readonly string[];
  /** The records that this cluster publishes. */
  readonly records: readonly RenderedRecord[];
  /** What this cluster has for a gateway that spans clusters: Services that others import, and the gateway's own objects. */
  readonly exported: readonly { readonly service: string; readonly object: KubernetesObject }[];
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
  const { engine, storage, discovery, resources, access } = system;
  return {
    name,
    namespace,
    state: { epoch: state.epoch },
    system: {
      engine: { name: engine.name, ...(engine.pullSecret === undefined ? {} : { pullSecret: engine.pullSecret }) },
      storage,
      ...(discovery ? { discovery } : {}),
      ...(resources ? { resources } : {}),
    },
    exposure: Access.exposureOf(access),
    host: Access.nameOf(access)?.host,
    formerHosts: plan.formerNames.map(({ host }) => host),
    peerTtlSeconds: dns.peerTtl.toSeconds(),
    balancer,
    clientList: clientList && { name: clientList.name, namespaces: clientList.namespaces, data: clientList.data },
    delegated: plan.seats.some(({ cluster }) => answers(dns, cluster)) ? delegated(plan, dns) : [],
  };
}

/** What the DNS provider makes of the delegated name of a system. */
function delegated(plan: SystemPlan, dns: Dns): readonly KubernetesObject[] {
  const { provider } = dns;
  const name = planDelegatedName(plan, dns);
  if (!name || !provider.delegate) return [];
  const at = 'fleet.dns.provider.delegate()';
  return answered(at, at, kubernetesObjects, () => provider.delegate?.({ ...name, labels: systemLabels(plan) }));
}

/** Whether a cluster is a name server of the delegated zone. */
const answers = ({ provider: { delegatedZone } }: Dns, { name }: Cluster): boolean =>
  delegatedZone !== undefined && zoneTag(delegatedZone, name) !== undefined;

/** What is rendered of a system in one cluster. */
export function renderedSeat(plan: SystemPlan, seat: SeatPlan, dns: Dns): RenderedSeat {
  const {
    cluster,
    role,
    pool,
    members,
    domain,
    serves,
    clientHost,
    mirror,
    joins,
    membership,
    operations,
    guard,
    image,
    mark,
    volume,
    tls,
  } = seat;
  const { config, edges } = seat.binding;
  return {
    cluster: {
      name: cluster.name,
      zones: cluster.zones,
      kubernetes: cluster.kubernetes,
      ingress: cluster.ingress && { className: cluster.ingress.className },
      gateway: cluster.gateway && { name: cluster.gateway.name, namespace: cluster.gateway.namespace },
    },
    role,
    group: { timing: seat.timing },
    formed: hasFormed(plan.state, plan.name, seat.group.name),
    pool,
    members,
    domain,
    serves,
    clientHost,
    config,
    edges,
    mirror,
    joins,
    membership,
    operations,
    guard,
    image,
    mark,
    volume,
    tls,
    sourceRanges: sourceRanges(plan, cluster),
    records: plan.records.filter(({ clusters }) => clusters.includes(cluster.name)).map(({ clusters: _, route: __, ...record }) => record),
    ...gatewayObjects(plan, cluster.name),
    answers: answers(dns, cluster),
  };
}

/** What one cluster has for the system's gateway that spans clusters, as its implementation answers. */
function gatewayObjects(
  { name, namespace, gateway, system: { access } }: SystemPlan,
  here: string,
): Pick<RenderedSeat, 'exported' | 'routed'> {
  if (!gateway || access.kind !== 'gateway') return { exported: [], routed: [] };
  const { implementation } = access;
  const at = `${name}.access.implementation`;
  return {
    exported: gateway.exporting
      .filter(({ cluster }) => cluster === here)
      .map(({ service }) => ({
        service,
        object: answered(name, `${at}.exports()`, kubernetesObjectShape, () => implementation.exports?.({ name: service, namespace })),
      })),
    routed: gateway.sites
      .filter(({ cluster }) => cluster.name === here)
      .flatMap(site => answered(name, `${at}.bind()`, kubernetesObjects, () => implementation.bind(site))),
  };
}

/** Who comes to a cluster's own load balancer: clients, or the load balancers in front of all clusters. */
function sourceRanges({ system: { access }, balancer }: SystemPlan, here: Cluster): readonly string[] {
  if (!balancer) return access.kind === 'internal' ? [] : (access.clientCidrs ?? []);
  const { sites } = balancer;
  return [...new Set(sites.flatMap(({ cluster, memberCidrs }) => (cluster.name === here.name ? cluster.podCidrs : memberCidrs)))];
}
