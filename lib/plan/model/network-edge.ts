/** Who is at the other end of an edge. */
export type EdgePeer =
  /** Pods of the same namespace, by the component that they are labelled with. */
  | { readonly kind: 'component'; readonly component: Component }
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'dns' }
  | { readonly kind: 'cidrs'; readonly cidrs: readonly string[] };

/** What a pod of a system is: a label, and what network policies select by. */
export type Component = 'voter' | 'learner' | 'mirror' | 'join' | 'membership' | 'balancer';

/** Traffic that a topology needs at one place: everything else is denied. */
export interface NetworkEdge {
  /** The pods that the edge is for. */
  readonly component: Component;
  readonly direction: 'ingress' | 'egress';
  readonly peer: EdgePeer;
  /** One, or all from `port` to `endPort`. */
  readonly ports: readonly { readonly port: number; readonly endPort?: number; readonly protocol: 'TCP' | 'UDP' }[];
  readonly why: string;
}
