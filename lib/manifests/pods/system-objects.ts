import type { PeerTlsDocument } from '../../plan/document/peer-tls-document';
import type { SeatDocument, SystemDocument } from '../../plan/document/system-document';
import type { AppliedObject } from '../objects/applied-object';
import { inOneNamespace, objectOf } from '../objects/cluster-objects';
import { selectsAll } from '../objects/selector';
import type { ClusterManifests, UnitManifests } from '../objects/unit-manifests';
import { objectAt, textAt } from '../yaml/json';
import { type PodTemplate, podTemplate } from './workload';

/** One system in one cluster: its seat in the plan, and its manifests. */
export interface SystemPart {
  readonly system: SystemDocument;
  readonly seat: SeatDocument;
  readonly cluster: ClusterManifests;
  /** `system/cluster`. */
  readonly at: string;
  /** The StatefulSet of its members. */
  readonly members: AppliedObject | undefined;
}

/** What secures the peers of a system in one cluster; undefined where they have no certificates. */
export const peerTlsOf = ({ system, seat }: Pick<SystemPart, 'system' | 'seat'>): PeerTlsDocument | undefined =>
  seat.peerTls ?? (system.peerTls ? { mode: 'on', ...system.peerTls } : undefined);

/** Computed once for all rules. An answer is kept only as long as its unit. */
const parts = new WeakMap<UnitManifests, readonly SystemPart[]>();
const templates = new WeakMap<ClusterManifests, readonly PodTemplate[]>();

/**
 * The parts of a system, cluster by cluster; none for a chart, and where there is no plan. A cluster without any manifest is left out:
 * the rule membership/missing-members reports it, and a finding for each missing object would repeat that.
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

/** The pod templates of a cluster's workloads. */
export function templatesOf(cluster: ClusterManifests): readonly PodTemplate[] {
  const known = templates.get(cluster);
  if (known) return known;
  const read = cluster.objects.flatMap(object => podTemplate(object) ?? []);
  templates.set(cluster, read);
  return read;
}

/** The client Service of a cluster: it has the system's name. */
export const clientServiceOf = ({ cluster, system }: SystemPart): AppliedObject | undefined =>
  objectOf(cluster, 'Service', system.name, system.namespace);

/** The governing Service of a StatefulSet, which gives its pods their names. */
export const governingServiceOf = (set: AppliedObject, cluster: ClusterManifests): AppliedObject | undefined =>
  objectOf(cluster, 'Service', textAt(set.data, 'spec', 'serviceName') ?? '', set.namespace);

/** The workloads of a cluster whose pods a Service selects. A Service without a selector selects none. */
export function podsBehind(service: AppliedObject, cluster: ClusterManifests): readonly PodTemplate[] {
  const selector = objectAt(service.data, 'spec', 'selector');
  if (Object.keys(selector).length === 0) return [];
  return templatesOf(cluster).filter(
    ({ object, labels }) => inOneNamespace(cluster, object.namespace, service.namespace) && selectsAll(selector, labels),
  );
}

/** The label that names the component of a pod. */
export const partLabel = 'app.kubernetes.io/component';

/** Whether a Service for members would also select a mirror or a job of the same system, whose number changes with the roles. */
export const selectsOtherComponents = (service: AppliedObject, members: AppliedObject): boolean =>
  selectsAll(objectAt(service.data, 'spec', 'selector'), { ...podTemplate(members)?.labels, [partLabel]: 'mirror' });
