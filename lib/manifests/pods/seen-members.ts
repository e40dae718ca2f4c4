import type { AppliedObject } from '../objects/applied-object';
import { objectsOf } from '../objects/cluster-objects';
import { placeName, type UnitManifests } from '../objects/unit-manifests';
import { valueAt } from '../yaml/json';
import { type MemberGroup, memberGroups, memberPool } from './member-pool';

/** A StatefulSet in a report. */
export interface SeenSet {
  /** `system/cluster`, or the folder of its file. */
  readonly at: string;
  readonly file: string;
  readonly namespace: string;
  readonly name: string;
  readonly replicas: number;
}

/** A group of members that was recognised, and its StatefulSets. */
export interface SeenGroup {
  readonly name: string;
  readonly sets: readonly SeenSet[];
}

/** What the rules about members looked at. */
export interface SeenMembers {
  readonly groups: readonly SeenGroup[];
  /** StatefulSets with three replicas or more that were not recognised as members, in a folder without a plan. */
  readonly others: readonly SeenSet[];
}

/** The fewest voters whose quorum survives the loss of one. */
const fewest = 3;

export const SeenMembers = {
  /** Members in one unit. */
  ofUnit: (unit: UnitManifests): SeenMembers => ({
    groups: memberGroups(unit).map(seenGroup),
    others: unit.plan
      ? []
      : unit.clusters.flatMap(cluster =>
          objectsOf(cluster, 'StatefulSet')
            .filter(object => !memberPool(object, cluster, unit))
            .map(seenSet)
            .filter(({ replicas }) => replicas >= fewest),
        ),
  }),
  /** Members in all units. */
  ofAll: (all: readonly SeenMembers[]): SeenMembers => ({
    groups: all.flatMap(({ groups }) => groups),
    others: all.flatMap(({ others }) => others),
  }),
} as const;

const seenGroup = ({ name, pools }: MemberGroup): SeenGroup => ({ name, sets: pools.map(({ object }) => seenSet(object)) });

function seenSet(object: AppliedObject): SeenSet {
  const { file, namespace, name, data } = object;
  const replicas = valueAt(data, 'spec', 'replicas') ?? 1;
  return { at: placeName(object), file, namespace, name, replicas: typeof replicas === 'number' ? replicas : 1 };
}
