import type { FleetDocument } from '../../plan/document/fleet-document';
import type { GroupDocument, SeatDocument, SystemDocument } from '../../plan/document/system-document';
import type { AppliedObject } from './applied-object';
import type { Surroundings } from './surroundings';

/** What one cluster applies for one unit: for a system, or for a chart. */
export interface ClusterManifests {
  readonly cluster: string;
  /** The cluster in the plan; undefined where there is no plan, or the plan does not name the cluster. */
  readonly facts: FleetDocument['clusters'][number] | undefined;
  /** The system's seat in this cluster, from the plan. */
  readonly seat: SeatDocument | undefined;
  /** The Raft group of the members in this cluster. */
  readonly group: GroupDocument | undefined;
  /** In the order of the files. */
  readonly objects: readonly AppliedObject[];
  /** The objects of other units, in a folder without a plan. @default - none: a plan says what belongs together */
  readonly surroundings?: Surroundings;
}

/** What all clusters apply for one unit. */
export interface UnitManifests {
  readonly name: string;
  /** The system in the plan; undefined for a chart, and where there is no plan. */
  readonly system: SystemDocument | undefined;
  /** The whole plan; undefined where the folder has none. */
  readonly plan: FleetDocument | undefined;
  /** In the plan's order, then by name. A cluster that the plan names and whose folder is missing is listed without objects. */
  readonly clusters: readonly ClusterManifests[];
}

/** An object without its content. */
export type ObjectSummary = Omit<AppliedObject, 'data'>;

/** The summary of an object. */
export const summaryOf = ({ file, position, within, cluster, unit, apiVersion, kind, name, namespace }: AppliedObject): ObjectSummary => ({
  file,
  position,
  ...(within ? { within } : {}),
  cluster,
  unit,
  apiVersion,
  kind,
  name,
  namespace,
});

/** What a finding is about, as it is printed: `system/cluster`, or the unit alone where the folder has no clusters. */
export const placeName = ({ unit, cluster }: Pick<AppliedObject, 'unit' | 'cluster'>): string =>
  cluster === '' ? unit : unit === '.' ? cluster : `${unit}/${cluster}`;

/** A cluster as findings name it: its name, or `this folder` where the folder has no clusters. */
export const clusterText = (cluster: string): string => (cluster === '' ? 'this folder' : cluster);
