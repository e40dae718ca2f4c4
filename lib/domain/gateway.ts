import type { Duration } from 'cdk8s';
import type { ClientRequirements } from './client-terms';
import type { Cluster } from './cluster';
import type { GatewayListener, RouteKind } from './exposure';
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
  /** How long the gateway tries to connect before that counts as an error. 1 s to 1 min. @default 2 s */
  readonly connectTimeout?: Duration;
}

/** How long a gateway tries to connect where nothing else is said: Istio's own 10 s would be most of an outage. */
export const connectSeconds = ({ connectTimeout }: OutlierDetection): number => connectTimeout?.toSeconds() ?? 2;

/** What a gateway can do with the clusters behind it. Whatever is not here is refused. */
export interface GatewayCapabilities {
  readonly routes: readonly RouteKind[];
  readonly traffic: readonly (Traffic['kind'] | 'ordered')[];
  readonly sessions: readonly ('source' | 'cookie')[];
  readonly shadow: 'percent' | 'none';
  readonly partialFailure: readonly ('abort' | 'forward')[];
  /** Whether it takes a cluster out by the answers that it gets, or leaves clusters by a commit only. */
  readonly outliers: 'detected' | 'none';
}

/** One cluster behind a gateway. */
export interface GatewayBackend {
  readonly cluster: string;
  readonly region: string;
  /** Name of the Service of its own that other clusters can import, where the implementation exports one. */
  readonly exported: string;
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
  readonly listener: GatewayListener | undefined;
  readonly cluster: Cluster;
  /** The clusters that may be led to, in the order in which they take over. */
  readonly backends: readonly GatewayBackend[];
  /** Clusters that have a Service of the same name, and must get nothing: their group is another one. */
  readonly excluded: readonly Pick<GatewayBackend, 'cluster' | 'region'>[];
  /** How clients are shared out over the backends. */
  readonly traffic: Traffic['kind'];
  readonly requirements: ClientRequirements;
  /** The cluster on trial that `terms` names as the shadow. */
  readonly shadow: { readonly exported: string; readonly percent: number } | undefined;
  readonly outliers: OutlierDetection | undefined;
}

/** What a gateway cannot do as it is asked, and the way out. */
export interface GatewayRefusal {
  readonly problem: string;
  readonly fix: string;
}

/** A gateway that spans clusters. Open: a user's own implements it. */
export interface GatewayImplementation {
  readonly name: string;
  readonly capabilities: GatewayCapabilities;
  /**
   * The objects, beside the members', that each cluster with the gateway applies. The system's labels and their place in a sync
   * are added to them.
   */
  bind(context: GatewayContext): readonly KubernetesObject[];
  /**
   * The object that makes a Service known to the other clusters. With it each cluster behind the gateway has a Service of a name
   * of its own. @default - none: the implementation knows the Services of all clusters
   */
  exports?(service: { readonly name: string; readonly namespace: string }): KubernetesObject;
  /** What it cannot do with this system, where its capabilities alone do not say so. @default - nothing more */
  refusals?(context: GatewayContext): readonly GatewayRefusal[];
}
