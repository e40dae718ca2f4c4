import { Duration } from 'cdk8s';
import type { DelegatedName, DelegatedZone, DelegationStrategy, DnsProvider as Provider } from '../domain/dns';
import type { KubernetesObject } from '../domain/kubernetes-object';
import { dnsName, providerShape } from '../plan/input/fleet-shape';
import { duration } from '../plan/input/quantity-shape';
import { optional, record, text } from '../plan/input/shape';
import { objectOf } from '../plan/input/typed-shape';
import { providerFrom } from './made-provider';

/** A zone that k8gb answers in the clusters, below a zone of another provider. */
export interface K8gbProps {
  /** The provider of the fleet's zone. It publishes the names of members and clusters, and names that are not delegated. */
  readonly edge: Provider;
  /** The zone that k8gb answers, without a trailing dot; below the fleet's zone. */
  readonly zone: string;
  /**
   * The clusters that run k8gb, each with its geotag: letters, digits and '-'. Each of them must serve every system whose name is
   * in the zone, so leave out a witness. @default - every cluster of the fleet, with its name as the geotag
   */
  readonly geoTags?: Readonly<Record<string, string>>;
  /** How long resolvers cache the answer that a name does not exist. @default 30 s, k8gb's own default */
  readonly negativeTtl?: Duration;
  /** k8gb's `reconcileRequeueSeconds`. @default 30 s, k8gb's own default */
  readonly reconcile?: Duration;
}

const shape = objectOf<K8gbProps>()({
  edge: providerShape,
  zone: dnsName,
  geoTags: optional(record(text('a geotag'))),
  negativeTtl: optional(duration(1, 3600)),
  reconcile: optional(duration(1, 3600)),
});

/**
 * Names that k8gb answers by the health of the members in each cluster. Its CoreDNS in every cluster is a name server of the zone.
 * Needs k8gb 0.20 or newer, which has the API group `k8gb.io`.
 *
 * The edge provider does everything else.
 */
export const k8gb = (props: K8gbProps): Provider => providerFrom(props, shape, made);

function made({ edge, zone, geoTags, negativeTtl = Duration.seconds(30), reconcile = Duration.seconds(30) }: K8gbProps): Provider {
  const delegatedZone: DelegatedZone = { name: zone, ...(geoTags ? { tags: geoTags } : {}), negativeTtl, reconcile };
  const tagOf = (cluster: string): string => geoTags?.[cluster] ?? cluster;
  return {
    ...edge,
    name: `k8gb, ${edge.name}`,
    capabilities: {
      ...edge.capabilities,
      delegation: ['failover', 'round-robin', 'weighted', 'geo'],
      // The intervals of the edge provider and the one of k8gb; empty where the edge provider accepts any interval.
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
    ...(backend.matchesHost ? {} : { annotations: { 'k8gb.io/hostname': host } }), // k8gb reads the host here where the object names none
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

/** The object has the name that k8gb gives to a zone of its own settings, so that no zone is declared twice. */
const zoneDelegation = ({ name, negativeTtl }: DelegatedZone, parent: string): KubernetesObject =>
  Object.assign(
    { apiVersion, kind: 'ZoneDelegation', metadata: { name: name.replaceAll('.', '-') } },
    { spec: { loadBalancedZone: name, parentZone: parent, dnsZoneNegTTL: negativeTtl.toSeconds() } },
  );
