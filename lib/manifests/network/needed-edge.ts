import type { Component } from '../../plan/model/network-edge';
import type { Direction } from './network-policy';

/** Pods at the other end of a connection. */
export type NeededPods =
  | { readonly kind: 'part'; readonly part: Component }
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'dns' };

/** A connection that the topology needs, at one end of it. */
export interface NeededEdge {
  readonly part: Component;
  readonly direction: Direction;
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
  /** The last of several ports, of which `port` is the first. */
  readonly lastPort?: number;
  readonly peer: NeededPods | { readonly kind: 'addresses'; readonly cidrs: readonly string[] };
  /** Who that is: `peers in dublin`. */
  readonly who: string;
  /** Whether it may be left out: a single member has no peers beside it. */
  readonly optional?: true;
}
