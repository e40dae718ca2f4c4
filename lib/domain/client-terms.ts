import type { Duration } from 'cdk8s';
import type { Cluster } from './cluster';
import { madeFrom } from './made-from';

/** Whether a client stays with the cluster that it used before. */
export type Sessions = { readonly kind: 'free' } | { readonly kind: 'source' } | { readonly kind: 'cookie'; readonly name: string };

export const Sessions = {
  /** No stickiness: each connection goes where the traffic policy sends it. */
  free: (): Sessions => Object.freeze({ kind: 'free' }),
  /** A client, known by its address, stays with one cluster while that cluster is healthy. */
  bySource: (): Sessions => Object.freeze({ kind: 'source' }),
  /** A client, known by a cookie that the mechanism sets, stays with one cluster while that cluster is healthy. For HTTP. */
  byCookie: (props: { readonly name: string }): Sessions => madeFrom({ kind: 'cookie' }, props),
} as const;

/** A share of requests that is also sent to a cluster on trial, whose answers are thrown away. */
export interface Shadow {
  readonly cluster: Cluster;
  /** 1 to 100. */
  readonly percent: number;
}

/** What happens to requests that are in flight at a failover. */
export type PartialFailure =
  | { readonly kind: 'abort' }
  | { readonly kind: 'forward'; readonly attempts: number; readonly timeout: Duration };

export const PartialFailure = {
  /** They fail at once. The client repeats those that it may repeat, so no request is applied twice. */
  abort: (): PartialFailure => Object.freeze({ kind: 'abort' }),
  /**
   * They are sent again, to another member or cluster, up to `attempts` times (1 to 10), each for at most `timeout`.
   *
   * With ordered traffic a load balancer takes a member out at its first failed connection, and uses the next cluster when no member
   * is left. So the first request after the loss of a cluster needs as many `attempts` as that cluster has members; later requests
   * need none. Where clusters share the traffic, each attempt goes to the next server of any cluster. Until checks have failed, that
   * can be a server of the lost cluster.
   *
   * Only for requests that may be applied twice: the first attempt may have been committed before its answer was lost.
   */
  forward: (props: { readonly attempts: number; readonly timeout: Duration }): PartialFailure => madeFrom({ kind: 'forward' }, props),
} as const;

/**
 * What brings clients back to the active cluster when it is healthy again after a failover.
 *
 * `manual`: a commit. `automatic`: the access mechanism itself, as soon as its checks pass.
 */
export type Failback = 'manual' | 'automatic';

/** What clients are promised, whichever access mechanism they use. A mechanism that cannot keep it is refused. */
export interface ClientRequirements {
  /**
   * The CIDRs that may connect. Not for clients behind an Ingress or a Gateway: members see the address of its pods only.
   * @default - the pods of every cluster of the fleet, or the ingress controller
   */
  readonly clientCidrs?: readonly string[];
  /** @default Sessions.free() */
  readonly sessions?: Sessions;
  /** @default - none */
  readonly shadow?: Shadow;
  /** @default PartialFailure.abort() */
  readonly partialFailure?: PartialFailure;
  /** @default 'manual': an automatic failback is a second disruption, at a time that nobody chose */
  readonly failback?: Failback;
}
