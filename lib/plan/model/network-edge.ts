/** The other end of a network edge. */
export type EdgePeer =
  /** Pods of the same namespace, selected by their component label. */
  | { readonly kind: 'component'; readonly component: Component }
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'dns' }
  | { readonly kind: 'cidrs'; readonly cidrs: readonly string[] };

/** The component of a pod: the value of its component label, by which NetworkPolicies select it. */
export type Component = 'voter' | 'learner' | 'mirror' | 'join' | 'membership' | 'balancer';

/** One connection that a topology needs and a NetworkPolicy admits. Everything else is denied. */
export interface NetworkEdge {
  /** The pods that the policy selects. */
  readonly component: Component;
  readonly direction: 'ingress' | 'egress';
  readonly peer: EdgePeer;
  /** One port, or all ports from `port` to `endPort`. */
  readonly ports: readonly { readonly port: number; readonly endPort?: number; readonly protocol: 'TCP' | 'UDP' }[];
  readonly why: string;
}
