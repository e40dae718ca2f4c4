import type { DnsAccess } from '../../domain/access';
import type { DelegatedName, DelegatedZone, Dns } from '../../domain/dns';
import type { Exposure } from '../../domain/exposure';
import { GatewayRoute } from '../../domain/gateway-route';
import type { SeatPlan, SystemPlan } from '../model/system-plan';

/** The tag of a cluster in a delegated zone; undefined where the cluster is no name server of that zone. */
export function zoneTag({ tags }: DelegatedZone, cluster: string): string | undefined {
  return tags ? (Object.hasOwn(tags, cluster) ? tags[cluster] : undefined) : cluster;
}

/** Whether a name is the zone itself or a name in it. */
export const isInZone = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

/** Whether a controller in the clusters answers for the name of a system. */
export const isDelegated = ({ publication }: SystemPlan): boolean => publication?.how.kind === 'delegated';

/**
 * The input for the controllers that answer for the name of a system, the same in every cluster; undefined where the name is not delegated,
 * and where clients use an entry point that the controllers cannot watch.
 */
export function planDelegatedName(plan: SystemPlan, { provider }: Dns): Omit<DelegatedName, 'labels'> | undefined {
  const { access } = plan.system;
  const how = plan.publication?.how;
  if (access.kind !== 'dns' || how?.kind !== 'delegated' || !provider.delegatedZone) return undefined;
  const backend = delegationBackend(access.exposure, plan.name);
  if (!backend) return undefined;
  const { strategy } = how;
  return {
    system: plan.name,
    namespace: plan.namespace,
    host: access.host,
    ttlSeconds: access.ttl.toSeconds(),
    strategy: strategy.kind === 'weighted' ? { ...strategy, weights: everyWeight(strategy.weights, plan.seats) } : strategy,
    backend,
  };
}

/** A weight for each cluster that serves: 0 where none is declared, in place of the controller's default weight. */
function everyWeight(given: readonly (readonly [string, number])[], seats: readonly SeatPlan[]): readonly (readonly [string, number])[] {
  const weights = new Map(given);
  return seats.filter(({ serves }) => serves).map(({ cluster: { name } }) => [name, weights.get(name) ?? 0]);
}

/** The object of an entry point that a controller watches for addresses; undefined where no object has addresses. */
export function delegationBackend(exposure: Exposure, system: string): DelegatedName['backend'] | undefined {
  switch (exposure.kind) {
    case 'ingress':
      return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: system, matchesHost: true };
    case 'gateway':
      return { ...GatewayRoute.kindOf(exposure.route), name: system, matchesHost: GatewayRoute.matchesHost(exposure.route) };
    case 'load-balancer':
      return { apiVersion: 'v1', kind: 'Service', name: system, matchesHost: false };
    case 'node-ports':
    case 'pod-addresses':
      return undefined;
  }
}

/** The clusters that would answer for a system's name in a delegated zone, each with its seat; without a seat it does not know the name. */
export const answeringClusters = (
  zone: DelegatedZone,
  { seats }: SystemPlan,
  clusters: readonly { readonly name: string }[],
): readonly { readonly cluster: string; readonly seat: SeatPlan | undefined }[] =>
  clusters
    .filter(({ name }) => zoneTag(zone, name) !== undefined)
    .map(({ name }) => ({ cluster: name, seat: seats.find(({ cluster }) => cluster.name === name) }));

/** The names of a system's members and clusters. The provider below the delegation publishes them, not the controllers. */
export const ownNames = ({ seats }: SystemPlan): readonly string[] =>
  seats.flatMap(({ domain, clientHost, members }) => [domain, ...(clientHost ? [clientHost] : []), ...members.map(({ host }) => host)]);

/** The access of a system whose name is delegated; undefined for others. */
export function delegatedAccess(plan: SystemPlan): DnsAccess | undefined {
  const { access } = plan.system;
  return access.kind === 'dns' && isDelegated(plan) ? access : undefined;
}
