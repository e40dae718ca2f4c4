/** How large a fleet is: every system has a seat in every cluster. */
export interface FleetSize {
  readonly clusters: number;
  readonly systems: number;
}

/** What a program may know of a cluster of the workload. */
export interface ClusterFacts {
  readonly name: string;
  readonly index: number;
  readonly kubernetes: string;
  readonly podCidr: string;
  readonly serviceCidr: string;
  readonly ingressClass: string;
  readonly ingressAddress: string;
}

/** What a program may know of a system of the workload. */
export interface SystemFacts {
  readonly name: string;
  /** Index of the cluster that serves; all others are cold standbys. */
  readonly active: number;
}

/** A change since the last synthesis: of the first cluster, or, of the image, in every system and cluster. */
export type Change = 'none' | 'kubernetes' | 'ingress-address' | 'image';

export interface Workload {
  readonly image: string;
  readonly clusters: readonly ClusterFacts[];
  readonly systems: readonly SystemFacts[];
}

export const zone = 'bench.example.test';
export const zones = ['a', 'b', 'c'] as const;
export const image = 'quay.io/coreos/etcd:v3.6.5';
export const newerImage = 'quay.io/coreos/etcd:v3.6.6';
export const repository = 'https://git.example.test/platform/fleet.git';

/** The facts of a fleet, the same for every program. Systems are served by one cluster after the other. */
export const workload = ({ clusters, systems }: FleetSize, change: Change = 'none'): Workload => ({
  image: change === 'image' ? newerImage : image,
  clusters: Array.from({ length: clusters }, (_, index) => ({
    name: numbered('cluster', index),
    index,
    kubernetes: change === 'kubernetes' && index === 0 ? '1.33' : '1.34',
    podCidr: range(index),
    serviceCidr: range(2048 + index),
    ingressClass: 'nginx',
    ingressAddress: change === 'ingress-address' && index === 0 ? '198.19.0.1' : `198.18.${index >> 8}.${index & 255}`,
  })),
  systems: Array.from({ length: systems }, (_, index) => ({ name: numbered('system', index), active: index % clusters })),
});

const numbered = (noun: string, index: number): string => `${noun}-${String(index).padStart(3, '0')}`;

/** One of the 4096 blocks of 10.0.0.0/8 that have 4096 addresses each. */
const range = (block: number): string => `10.${block >> 4}.${(block & 15) << 4}.0/20`;
