import { Duration } from 'cdk8s';
import type { DelegatedName, DelegatedZone, DelegationStrategy, DnsProvider as Provider } from '../domain/dns';
import type { KubernetesObject } from '../domain/kubernetes-object';

/** A zone that k8gb answers in the clusters, below one of another provider. */
export interface K8gbProps {
  /** The provider of the fleet's zone: of members' and clusters' own names, and of names that are not delegated. */
  readonly edge: Provider;
  /** The zone that k8gb answers, without a trailing dot; below the fleet's zone. */
  readonly zone: string;
  /**
   * The clusters that run k8gb, each with its geotag: letters, digits and '-'. Every one of them must serve every system whose
   * name is in the zone, so a witness is left out. @default - every cluster of the fleet, by its own name
   */
  readonly geoTags?: Readonly<Record<string, string>>;
  /** How long resolvers keep that a name has no answer. @default 30 s, k8gb's own */
  readonly negativeTtl?: Duration;
  /** k8gb's `reconcileRequeueSeconds`. @default 30 s, k8gb's own */
  readonly reconcile?: Duration;
}

/**
 * Names that k8gb answers, by the health of the members in each cluster: its CoreDNS in every cluster is a name server of the
 * zone. Version 0.20 or newer, which know the group `k8gb.io`.
 *
 * Everything else is the edge provider's.
 */
export function k8gb({ edge, zone, geoTags, negativeTtl = Duration.seconds(30), reconcile = Duration.seconds(30) }: K8gbProps): Provider {
  const delegatedZone: DelegatedZone = { name: zone, ...(geoTags ? { tags: geoTags } : {}), negativeTtl, reconcile };
  const tagOf = (cluster: string): string => geoTags?.[cluster] ?? cluster;
  return {
    ...edge,
    name: `k8gb, ${edge.name}`,
    capabilities: {
      ...edge.capabilities,
      delegation: ['failover', 'round-robin', 'weighted', 'geo'],
      // The edge's own checks beside k8gb's; none where any will do.
      checkIntervals: edge.capabilities.checkIntervals.length > 0 ? [...edge.capabilities.checkIntervals, reconcile] : [],
    },
    bind: context => edge.bind(context),
    delegatedZone,
    delegate: name => [gslb(name, tagOf)],
    delegateZone: parent => [zoneDelegation(delegatedZone, parent)],
  };
}

const apiVersion = 'k8gb.io/v1beta1';

function gslb(name: DelegatedName, tagOf: (cluster: string) => string): KubernetesObject {
  const { system, namespace, host, ttlSeconds, strategy, backend, labels } = name;
  const metadata = {
    name: system,
    namespace,
    labels,
    ...(backend.matchesHost ? {} : { annotations: { 'k8gb.io/hostname': host } }), // what has no host of its own gets it from here
  };
  const spec = {
    resourceRef: { apiVersion: backend.apiVersion, kind: backend.kind, name: backend.name },
    strategy: { ...strategyOf(strategy, tagOf), dnsTtlSeconds: ttlSeconds },
  };
  return Object.assign({ apiVersion, kind: 'Gslb', metadata }, { spec });
}

function strategyOf(strategy: DelegationStrategy, tagOf: (cluster: string) => string): Readonly<Record<string, unknown>> {
  switch (strategy.kind) {
    case 'failover':
      return { type: 'failover', primaryGeoTag: tagOf(strategy.primary) };
    case 'round-robin':
      return { type: 'roundRobin' };
    case 'weighted':
      return { type: 'roundRobin', weight: Object.fromEntries(strategy.weights.map(([cluster, weight]) => [tagOf(cluster), weight])) };
    case 'geo':
      return { type: 'geoip' };
  }
}

/** Named as k8gb names the zones of its own settings, so that a zone is never declared twice. */
const zoneDelegation = ({ name, negativeTtl }: DelegatedZone, parent: string): KubernetesObject =>
  Object.assign(
    { apiVersion, kind: 'ZoneDelegation', metadata: { name: name.replaceAll('.', '-') } },
    { spec: { loadBalancedZone: name, parentZone: parent, dnsZoneNegTTL: negativeTtl.toSeconds() } },
  );
