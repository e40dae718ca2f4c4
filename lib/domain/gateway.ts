import type { Duration } from 'cdk8s';
import type { ClientRequirements } from './client-terms';
import type { Cluster } from './cluster';
import type { GatewayListener, RouteKind } from './exposure';
import type { KubernetesObject } from './kubernetes-object';
import type { Traffic } from './traffic';
import type { Validated } from './validated';

/** When a gateway takes a cluster out because of the answers that it gets. */
export interface OutlierDetection {
  /** Errors in a row, 1 to 100. */
  readonly errors: number;
  /** Time between two evaluations. */
  readonly interval: Duration;
  /** The shortest time that the cluster stays out. */
  readonly ejection: Duration;
  /** How long the gateway tries to connect before the attempt counts as an error. 1 s to 1 min. @default 2 s */
  readonly connectTimeout?: Duration;
}

/** Seconds that a gateway tries to connect. The default is 2: Istio's own 10 s would be most of an outage. */
export const connectSeconds = ({ connectTimeout }: OutlierDetection): number => connectTimeout?.toSeconds() ?? 2;

/** What a gateway can do with the clusters behind it. What is not listed is refused. */
export interface GatewayCapabilities {
  readonly routes: readonly RouteKind[];
  readonly traffic: readonly (Traffic['kind'] | 'ordered')[];
  readonly sessions: readonly ('source' | 'cookie')[];
  readonly shadow: 'percent' | 'none';
  readonly partialFailure: readonly ('abort' | 'forward')[];
  /** `detected`: the gateway takes a cluster out because of the answers that it gets. `none`: only a commit takes a cluster out. */
  readonly outliers: 'detected' | 'none';
}

/** One cluster behind a gateway. */
export interface GatewayBackend {
  readonly cluster: string;
  readonly region: string;
  /** Name of the cluster's own Service, which other clusters can import, where the implementation exports one. */
  readonly exported: string;
  /** Share of the traffic; 0 for a standby. */
  readonly weight: number;
  /** Position in the failover order: 0 serves now. */
  readonly order: number;
}

/** What a gateway needs to know to route clients to one system, in one of the clusters that it runs in. */
export interface GatewayContext {
  readonly system: string;
  readonly namespace: string;
  readonly host: string;
  readonly route: RouteKind;
  /** Name of the client Service, the same in every cluster. */
  readonly service: string;
  readonly port: { readonly name: string; readonly port: number };
  readonly gateway: { readonly name: string; readonly namespace: string };
  readonly listener: GatewayListener | undefined;
  readonly cluster: Cluster;
  /** The clusters that may get clients, in failover order. */
  readonly backends: readonly GatewayBackend[];
  /** Clusters that have a Service of the same name and must get no clients, because their members are another group. */
  readonly excluded: readonly Pick<GatewayBackend, 'cluster' | 'region'>[];
  /** How clients are shared out over the backends. */
  readonly traffic: Traffic['kind'];
  readonly requirements: ClientRequirements;
  /** The cluster on trial that `requirements` names as the shadow. */
  readonly shadow: { readonly exported: string; readonly percent: number } | undefined;
  readonly outliers: OutlierDetection | undefined;
}

/** A request that a gateway cannot fulfil, and what to change. */
export interface GatewayRefusal {
  readonly problem: string;
  readonly fix: string;
}

/** A gateway that spans clusters. Open: users may implement their own. */
export interface GatewayImplementation extends Validated {
  readonly name: string;
  readonly capabilities: GatewayCapabilities;
  /**
   * The objects that each cluster with the gateway applies, besides those of the members. The package adds the system's labels and
   * the sync wave.
   */
  bind(context: GatewayContext): readonly KubernetesObject[];
  /**
   * The object that exports a Service to the other clusters. With it each cluster behind the gateway has a Service under a name of
   * its own. @default - none: the implementation knows the Services of all clusters
   */
  exports?(service: { readonly name: string; readonly namespace: string }): KubernetesObject;
  /** What it cannot do for this system, beyond what its capabilities say. @default - nothing more */
  refusals?(context: GatewayContext): readonly GatewayRefusal[];
}
