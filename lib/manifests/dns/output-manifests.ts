import type { FleetDocument } from '../../plan/document/fleet-document';
import type { AppliedObject } from '../objects/applied-object';
import type { ObjectSummary } from '../objects/unit-manifests';
import type { DnsSummary } from './dns-summary';

/** What the rest of the folder needs to know of one unit in one cluster: objects themselves are not kept, for a large fleet's sake. */
export interface UnitSummary {
  readonly name: string;
  readonly cluster: string;
  readonly objects: readonly ObjectSummary[];
}

/** The whole output folder. */
export interface OutputManifests {
  readonly plan: FleetDocument | undefined;
  readonly units: readonly UnitSummary[];
  /** Objects of Argo CD's own kinds, wherever they lie. */
  readonly delivery: readonly AppliedObject[];
  /** What all units ask to be published, and by which instances. */
  readonly dns: DnsSummary;
  /** Paths of all files of the folder, with '/', sorted. */
  readonly files: readonly string[];
}
