import type { Duration } from 'cdk8s';
import type { Cluster } from './cluster';

/** Whether a client comes back to the cluster that it was at. */
export type Sessions = { readonly kind: 'free' } | { readonly kind: 'source' } | { readonly kind: 'cookie'; readonly name: string };

export const Sessions = {
  /** Each connection goes where the traffic is shared out to. */
  free: (): Sessions => Object.freeze({ kind: 'free' }),
  /** A client, by its address, stays with one cluster while that is healthy. */
  bySource: (): Sessions => Object.freeze({ kind: 'source' }),
  /** A client, by a cookie that the mechanism sets, stays with one cluster while that is healthy. For HTTP. */
  byCookie: (props: { readonly name: string }): Sessions => Object.freeze({ kind: 'cookie', ...props }),
} as const;

/** A share of requests that is also sent to a cluster on trial; its answers are thrown away. */
export interface Shadow {
  readonly cluster: Cluster;
  /** 1 to 100. */
  readonly percent: number;
}

/** What becomes of the requests that a failover catches half-way. */
export type PartialFailure =
  | { readonly kind: 'abort' }
  | { readonly kind: 'forward'; readonly attempts: number; readonly timeout: Duration };

export const PartialFailure = {
  /** They fail at once, and the client repeats those that it may repeat. Never applies a request twice. */
  abort: (): PartialFailure => Object.freeze({ kind: 'abort' }),
  /**
   * They are sent again, to another member or cluster, up to `attempts` times (1 to 10), each for at most `timeout`.
   *
   * A load balancer that leads a client to one cluster takes a member out as soon as one connection to it fails, and goes on to the next
   * cluster once none is left: the request that finds a cluster lost needs as many `attempts` as that has members, those after it none.
   * Where clusters share the traffic each attempt is at the next server of all, those of a lost cluster too until checks have failed.
   *
   * Only for requests that may be applied twice: the first try may have been committed before its answer was lost.
   */
  forward: (props: { readonly attempts: number; readonly timeout: Duration }): PartialFailure =>
    Object.freeze({ kind: 'forward', ...props }),
} as const;

/**
 * Who brings clients back to the active cluster once it is healthy again, where they had been led elsewhere.
 *
 * `manual`: a commit. `automatic`: the mechanism, by itself, as soon as its checks pass.
 */
export type Failback = 'manual' | 'automatic';

/** What clients are promised, whatever leads them. A mechanism that cannot keep it is refused. */
export interface ClientRequirements {
  /** Who may connect: CIDRs. Not where they come through an Ingress or a Gateway, which sees who they are. @default - the pods of every cluster of the fleet, or the ingress controller */
  readonly clientCidrs?: readonly string[];
  /** @default Sessions.free() */
  readonly sessions?: Sessions;
  /** @default - none */
  readonly shadow?: Shadow;
  /** @default PartialFailure.abort() */
  readonly partialFailure?: PartialFailure;
  /** @default 'manual': an automatic return is a second disturbance at a time that nobody chose */
  readonly failback?: Failback;
}
