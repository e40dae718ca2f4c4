import type { Duration } from 'cdk8s';
import type { ClientTerms } from './client-terms';
import type { Cluster } from './cluster';
import type { RouteKind } from './exposure';
import type { KubernetesObject } from './kubernetes-object';
import type { Traffic } from './traffic';

/** When a gateway takes a cluster out, by the answers that it gets. */
export interface OutlierDetection {
  /** Errors in a row, 1 to 100. */
  readonly errors: number;
  /** Time between two looks. */
  readonly interval: Duration;
  /** How long it stays out at least. */
  readonly ejection: Duration;
}

/** What a gateway can do with the clusters behind it. Whatever is not here is refused. */
export interface GatewayCapabilities {
  readonly routes: readonly RouteKind[];
  readonly traffic: readonly (Traffic['kind'] | 'ordered')[];
  readonly sessions: readonly ('source' | 'cookie')[];
  readonly shadow: 'percent' | 'none';
  readonly partialFailure: readonly ('abort' | 'forward')[];
}

/** One cluster behind a gateway. */
export interface GatewayBackend {
  readonly cluster: string;
  readonly region: string;
  /** Share of the traffic; 0 where it only stands by. */
  readonly weight: number;
  /** Place in the order in which clusters take over: 0 serves now. */
  readonly order: number;
}

/** What a gateway needs to know to lead clients to one system, in one of the clusters that it runs in. */
export interface GatewayContext {
  readonly system: string;
  readonly namespace: string;
  readonly host: string;
  readonly route: RouteKind;
  /** Name of the Service of clients, the same in every cluster. */
  readonly service: string;
  readonly port: { readonly name: string; readonly port: number };
  readonly gateway: { readonly name: string; readonly namespace: string };
  readonly cluster: Cluster;
  readonly backends: readonly GatewayBackend[];
  readonly traffic: Traffic['kind'];
  readonly terms: ClientTerms;
  readonly outliers: OutlierDetection;
  readonly labels: Readonly<Record<string, string>>;
}

/** A gateway that spans clusters. Open: a user's own implements it. */
export interface GatewayImplementation {
  readonly name: string;
  readonly capabilities: GatewayCapabilities;
  /** The objects, beside the members', that each cluster with the gateway applies. */
  bind(context: GatewayContext): readonly KubernetesObject[];
}
