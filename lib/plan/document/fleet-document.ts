import type { Acknowledgement } from '../../domain/acknowledgement';
import type { ArgoCdDelivery } from '../../domain/delivery';
import type { DelegatedZone } from '../../domain/dns';
import type { FleetPlan } from '../model/system-plan';
import { zoneTag } from '../names/delegation';
import { type NewNamePlan, planNewName } from '../outage/new-name';
import { type ClusterDocument, clusterDocument } from './cluster-document';
import { type ChangeDocument, type SystemDocument, systemDocument } from './system-document';

/** Name of the plan's file in an output folder. */
export const fleetFile = 'fleet.json';

/** Version of the document's format. It is raised when a reader of the old format would misread the new one. */
export const fleetDocumentVersion = 1;

/** `fleet.json`: the plan as data, for tools that do not run the program. Its schema is `fleet.schema.json`. */
export interface FleetDocument {
  readonly version: number;
  readonly fleet: {
    readonly name: string;
    readonly zone: string;
    readonly dnsProvider: string;
    readonly negativeTtlSeconds: number;
    /** How long a new name can stay unknown to resolvers. */
    readonly newName: NewNamePlan;
    /** The zone for which controllers in the clusters answer, and the tag of each cluster there; null where there is none. */
    readonly delegatedZone: { readonly name: string; readonly tags: Readonly<Record<string, string>> } | null;
    readonly network: string;
    readonly ordinalStride: number;
    /** How Argo CD delivers the fleet; null without Argo CD. */
    readonly delivery: DeliveryDocument | null;
  };
  readonly clusters: readonly ClusterDocument[];
  readonly retired: readonly { readonly name: string; readonly index: number }[];
  readonly systems: readonly SystemDocument[];
  /** Accepted findings. Documents of earlier versions lack this field. */
  readonly acknowledged?: readonly AcknowledgedDocument[];
  /** Every file of the output, this one included, as paths below the output folder. */
  readonly files: readonly string[];
}

/** An accepted finding. */
export interface AcknowledgedDocument extends Acknowledgement {
  /** Whether the synthesis had this finding. If not, its rule is about manifests, and `georaft check` must find it. */
  readonly matched: boolean;
}

/** Delivery by Argo CD: the repository that it reads, and where its own objects belong. */
export interface DeliveryDocument extends Pick<ArgoCdDelivery, 'mode' | 'repoUrl' | 'revision' | 'path' | 'project' | 'namespace'> {
  /** The cluster that runs Argo CD. */
  readonly cluster: string;
}

export const fleetDocument = (
  { fleet, clusters, systems }: FleetPlan,
  files: readonly string[],
  acknowledged: readonly AcknowledgedDocument[] = [],
  changes: ReadonlyMap<string, ChangeDocument> = new Map(),
): FleetDocument => ({
  version: fleetDocumentVersion,
  fleet: {
    name: fleet.name,
    zone: fleet.dns.zone,
    dnsProvider: fleet.dns.provider.name,
    negativeTtlSeconds: fleet.dns.negativeTtl.toSeconds(),
    newName: planNewName(fleet),
    delegatedZone: delegatedZone(fleet.dns.provider.delegatedZone, clusters),
    network: fleet.network.name,
    ordinalStride: fleet.ordinalStride,
    delivery: fleet.delivery ? deliveryDocument(fleet.delivery) : null,
  },
  clusters: clusters.map(cluster => clusterDocument(cluster, fleet.network)),
  retired: [...fleet.retired].sort((a, b) => a.index - b.index),
  systems: systems.map(system => systemDocument(system, fleet, changes.get(system.name))),
  acknowledged,
  files,
});

function delegatedZone(zone: DelegatedZone | undefined, clusters: FleetPlan['clusters']): FleetDocument['fleet']['delegatedZone'] {
  if (!zone) return null;
  const tags = clusters.flatMap(({ name }) => {
    const tag = zoneTag(zone, name);
    return tag === undefined ? [] : [[name, tag] as const];
  });
  return { name: zone.name, tags: Object.fromEntries(tags) };
}

const deliveryDocument = ({ mode, repoUrl, revision, path, project, namespace, runsOn }: ArgoCdDelivery): DeliveryDocument => ({
  mode,
  repoUrl,
  revision,
  path,
  project,
  namespace,
  cluster: runsOn.name,
});
