import { madeFrom } from './made-from';

/** The file that the init container writes, and its folder. */
export const PeersFile = { folder: '/config', name: 'peers.json' } as const;

/** How members find each other, in addition to the static list. Every mode has that list. */
export type PeerDiscovery =
  | { readonly kind: 'static-peers' }
  | { readonly kind: 'dns-srv' }
  | { readonly kind: 'kubernetes-api' }
  | { readonly kind: 'init-container'; readonly image: string };

export const PeerDiscovery = {
  /** The ordered list of all voters of the group, and nothing else. */
  staticPeers: (): PeerDiscovery => Object.freeze({ kind: 'static-peers' }),
  /** SRV records of the peer Service. They name only the members of the same cluster; the static list names all voters. */
  dnsSrv: (): PeerDiscovery => Object.freeze({ kind: 'dns-srv' }),
  /** The API server, with a Role that may read pods. It knows the members of the same cluster only. */
  kubernetesApi: (): PeerDiscovery => Object.freeze({ kind: 'kubernetes-api' }),
  /** An init container writes the peers to a file that the member reads. @param props image with a shell and `cp` */
  initContainer: (props: { readonly image: string }): PeerDiscovery => madeFrom({ kind: 'init-container' }, props),
} as const;
