import type { FleetDocument } from '../../plan/document/fleet-document';
import type { AppliedObject } from '../objects/applied-object';
import type { ObjectSummary } from '../objects/unit-manifests';
import type { DnsSummary } from './dns-summary';

/** What rules about the whole folder need to know of one unit in one cluster. The objects are not kept, to save memory in large fleets. */
export interface UnitSummary {
  readonly name: string;
  readonly cluster: string;
  readonly objects: readonly ObjectSummary[];
}

/** The whole output folder. */
export interface OutputManifests {
  readonly plan: FleetDocument | undefined;
  readonly units: readonly UnitSummary[];
  /** Objects of Argo CD's own kinds, in any file. */
  readonly delivery: readonly AppliedObject[];
  /** What all units ask ExternalDNS to publish, and the instances. */
  readonly dns: DnsSummary;
  /** Paths of all files of the folder, with '/', sorted. */
  readonly files: readonly string[];
}
