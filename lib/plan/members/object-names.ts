import { createHash } from 'node:crypto';
import type { Cluster } from '../../domain/cluster';

/** Name of the StatefulSet of a system's voters or learners. @immutable The names of its pods and volumes begin with it. */
export const poolName = (system: string, role: 'voter' | 'learner'): string => (role === 'voter' ? system : `${system}-learner`);

/** Name of the Raft group that a cluster's members are in: the one that is stretched, or the cluster's own. */
export const groupName = (
  system: string,
  { ownGroup, cluster }: { readonly ownGroup: boolean; readonly cluster: Pick<Cluster, 'name'> },
): string => (ownGroup ? `${system}-${cluster.name}` : system);

/** Kubernetes adds 11 characters to a StatefulSet's name for the label of its revisions, which may have 63 (kubernetes#64023). */
export const longestStatefulSetName = 52;

/** Name of a member: its pod's. */
export const memberName = (system: string, role: 'voter' | 'learner', ordinal: number): string => `${poolName(system, role)}-${ordinal}`;

/** Domain of the members of a system in a cluster. */
export const memberDomain = (cluster: string, system: string, zone: string): string => `${cluster}.${system}.${zone}`;

/** The name that ExternalDNS publishes for the clients of one cluster. */
export const clientHost = (domain: string): string => `clients.${domain}`;

export const peerServiceName = (system: string): string => `${system}-peer`;
export const learnerPeerServiceName = (system: string): string => `${system}-learner-peer`;
/** Name of everything that belongs to a system's load balancers. */
export const balancerName = (system: string): string => `${system}-balancer`;
export const bootstrapName = (pool: string): string => `${pool}-bootstrap`;
/** Name of the ConfigMap with the programs that change the membership of a system's groups. */
export const operationsName = (system: string): string => `${system}-operations`;
/** Name of the ConfigMap that says which volume each member of a cluster votes with. */
export const volumesName = (pool: string): string => `${pool}-volumes`;
/** Characters of the longest name of a Job: its pods have it in a label. */
const longestJobName = 63;
/**
 * Name of the Job that does something to the membership of a group: another one for each volume of a member.
 *
 * @param runs What a Job runs that is none of a sync's hooks: nothing of it can be changed, so another one has another name. @default - nothing
 */
export function membershipJobName(subject: string, action: string, volume?: number, runs?: unknown): string {
  const told = runs === undefined ? [] : [digest(JSON.stringify(runs))];
  const name = [subject, action, ...(volume === undefined ? [] : [volume]), ...told].join('-');
  return name.length <= longestJobName ? name : `${name.slice(0, longestJobName - 6).replace(/-+$/, '')}-${digest(name)}`;
}
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 5);
/** Name of the Certificate of a cluster's members. */
export const certificateName = (pool: string): string => `${pool}-peer`;
export const certificateSecretName = (pool: string): string => `${pool}-peer-tls`;
/** Name of the ConfigMap with the authorities that the members trust. */
export const peerTrustName = (pool: string): string => `${pool}-peer-trust`;

/** First ordinal of a cluster's members. */
export const firstOrdinal = (cluster: Cluster, stride: number): number => cluster.index * stride;

/** The folder in which a member finds its certificate. */
export const tlsFolder = '/etc/georaft/peer-tls';

/** Name of the Application of one system or chart in one cluster. */
export const applicationName = (unit: string, cluster: string): string => `${unit}-${cluster}`;

/**
 * Name of the fleet's Terraform stack for health checks and records. Each cluster has a stack of its own name. @immutable Terraform's state
 * belongs to it.
 */
export const dnsStackName = 'dns';

/** The folder of one system in one cluster, below the output folder. */
export const unitFolder = (cluster: string, unit: string): string => `${cluster}/${unit}`;
