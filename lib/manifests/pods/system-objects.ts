import type { SeatDocument, SystemDocument } from '../../plan/document/system-document';
import type { AppliedObject } from '../objects/applied-object';
import { objectOf } from '../objects/cluster-objects';
import { selectsAll } from '../objects/selector';
import type { ClusterManifests, UnitManifests } from '../objects/unit-manifests';
import { objectAt, textAt } from '../yaml/json';
import { type PodTemplate, podTemplate } from './workload';

/** One system in one cluster, as the plan has it and as it is rendered. */
export interface SystemPart {
  readonly system: SystemDocument;
  readonly seat: SeatDocument;
  readonly cluster: ClusterManifests;
  /** `system/cluster`. */
  readonly at: string;
  /** The StatefulSet of its members. */
  readonly members: AppliedObject | undefined;
}

/** Read once for all rules that ask. Nothing is kept longer than the unit itself. */
const parts = new WeakMap<UnitManifests, readonly SystemPart[]>();
const templates = new WeakMap<ClusterManifests, readonly PodTemplate[]>();

/**
 * The parts of a system that the plan has; none for a chart, and where there is no plan. A cluster whose manifests are all gone
 * is no part either: membership/missing-members says that, and each thing that is missing in it would say it once more.
 */
export function systemParts(unit: UnitManifests): readonly SystemPart[] {
  const known = parts.get(unit);
  if (known) return known;
  const { system } = unit;
  const read = (system ? unit.clusters : []).flatMap(cluster => {
    const { seat } = cluster;
    if (!system || !seat || cluster.objects.length === 0) return [];
    const members = objectOf(cluster, 'StatefulSet', seat.statefulSet, system.namespace);
    return [{ system, seat, cluster, at: `${system.name}/${cluster.cluster}`, members }];
  });
  parts.set(unit, read);
  return read;
}

/** The pods that a cluster's workloads make. */
export function templatesOf(cluster: ClusterManifests): readonly PodTemplate[] {
  const known = templates.get(cluster);
  if (known) return known;
  const read = cluster.objects.flatMap(object => podTemplate(object) ?? []);
  templates.set(cluster, read);
  return read;
}

/** The Service that clients of a cluster use: it is named as the system is. */
export const clientServiceOf = ({ cluster, system }: SystemPart): AppliedObject | undefined =>
  objectOf(cluster, 'Service', system.name, system.namespace);

/** The Service that a StatefulSet takes its pods' names from. */
export const governingServiceOf = (set: AppliedObject, cluster: ClusterManifests): AppliedObject | undefined =>
  objectOf(cluster, 'Service', textAt(set.data, 'spec', 'serviceName') ?? '', set.namespace);

/** The workloads of a cluster whose pods a Service leads to. Without a selector it leads to none by itself. */
export function podsBehind(service: AppliedObject, cluster: ClusterManifests): readonly PodTemplate[] {
  const selector = objectAt(service.data, 'spec', 'selector');
  if (Object.keys(selector).length === 0) return [];
  return templatesOf(cluster).filter(({ object, labels }) => object.namespace === service.namespace && selectsAll(selector, labels));
}

/** The label that says what a pod of a system is. */
export const partLabel = 'app.kubernetes.io/component';

/** Whether a Service that is for members would also lead to a mirror or a job of the same system, which come and go with the roles. */
export const takesAnyPart = (service: AppliedObject, members: AppliedObject): boolean =>
  selectsAll(objectAt(service.data, 'spec', 'selector'), { ...podTemplate(members)?.labels, [partLabel]: 'mirror' });
