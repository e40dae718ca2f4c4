import { Construct } from 'constructs';
import type { Cluster } from '../domain/cluster';
import type { Fleet } from '../domain/fleet';

/** A construct that knows its fleet. Systems are put into it. */
export interface FleetScope extends Construct {
  readonly fleet: Fleet;
}

/** One cluster of a fleet. Charts in it are rendered into the cluster's folder. */
export class ClusterScope extends Construct {
  constructor(
    scope: Construct,
    id: string,
    readonly cluster: Cluster,
  ) {
    super(scope, id);
  }
}
