import type { FleetDocument } from '../../plan/document/fleet-document';
import type { GroupDocument, SeatDocument, SystemDocument } from '../../plan/document/system-document';
import type { AppliedObject } from './applied-object';

/** What one cluster applies for one unit: for a system, or for a chart. */
export interface ClusterManifests {
  readonly cluster: string;
  /** What the plan says of the cluster; undefined where there is no plan, or it does not know the cluster. */
  readonly facts: FleetDocument['clusters'][number] | undefined;
  /** The system's part in this cluster, as the plan has it. */
  readonly seat: SeatDocument | undefined;
  /** The group that the members in this cluster are in. */
  readonly group: GroupDocument | undefined;
  /** In the order of the files. */
  readonly objects: readonly AppliedObject[];
}

/** What all clusters apply for one unit. */
export interface UnitManifests {
  readonly name: string;
  /** What the plan says of the system; undefined for a chart, and where there is no plan. */
  readonly system: SystemDocument | undefined;
  /** The whole plan; undefined where the folder has none. */
  readonly plan: FleetDocument | undefined;
  /** By cluster: in the plan's order, then by name. Also clusters that the plan names and whose folder is missing, with no objects. */
  readonly clusters: readonly ClusterManifests[];
}

/** An object without its content. */
export type ObjectSummary = Omit<AppliedObject, 'data'>;

/** An object without its content. */
export const summaryOf = ({ file, position, cluster, unit, apiVersion, kind, name, namespace }: AppliedObject): ObjectSummary => ({
  file,
  position,
  cluster,
  unit,
  apiVersion,
  kind,
  name,
  namespace,
});
