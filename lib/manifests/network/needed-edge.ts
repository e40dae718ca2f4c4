import type { Component } from '../../plan/model/network-edge';
import type { Direction } from './network-policy';

/** Pods at the other end of a connection. */
export type NeededPods =
  | { readonly kind: 'part'; readonly part: Component }
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'dns' };

/** A connection that the topology needs, seen from one of its two ends. */
export interface NeededEdge {
  readonly part: Component;
  readonly direction: Direction;
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
  /** The last port of a range that begins at `port`. @default - `port` alone */
  readonly lastPort?: number;
  readonly peer: NeededPods | { readonly kind: 'addresses'; readonly cidrs: readonly string[] };
  /** The other end, as findings name it: `peers in dublin`. */
  readonly who: string;
  /** Set where the connection may be missing: a single member has no peers in its own cluster. */
  readonly optional?: true;
}
