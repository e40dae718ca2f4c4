import { waveOf } from '../../manifests/delivery/sync';
import type { AppliedObject } from '../../manifests/objects/applied-object';
import { objectText } from '../../manifests/objects/applied-object';
import type { ClusterManifests } from '../../manifests/objects/unit-manifests';
import { containersOf, makesPods, podTemplate } from '../../manifests/pods/workload';
import { isObject, type JsonObject, listAt, textAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';

/** Kinds that members need, or that clients need while members are down. */
const before: ReadonlySet<string> = new Set([
  'Certificate',
  'ConfigMap',
  'DNSEndpoint',
  'Issuer',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'Role',
  'RoleBinding',
  'Secret',
  'Service',
  'ServiceAccount',
]);

/** Kinds without which a pod that names them does not start. */
const readable: ReadonlySet<string> = new Set(['ConfigMap', 'Secret', 'ServiceAccount']);

/** No object that pods need is in a later wave than the pods. */
export const waveOrder = unitRule(
  {
    name: 'argo/wave-order',
    severity: 'error',
    demands:
      'A namespace is in no later wave than its objects. Objects that pods read are in no later wave than the pods. Names, records, policies and budgets are in no later wave than the members.',
    why: 'Argo CD applies a wave only when the wave before is healthy. Members that need an object of a later wave wait without end, and the records of a failover wait for members that have lost their quorum.',
    source: 'Argo CD documentation, "Sync Phases and Waves"; gitops-engine pkg/sync/sync_context.go.',
  },
  ({ clusters }) => clusters.flatMap(found),
);

const path = ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave'];

function found({ objects, seat }: ClusterManifests): readonly ManifestFound[] {
  let members = Number.POSITIVE_INFINITY;
  let pods = Number.POSITIVE_INFINITY;
  let read = Number.NEGATIVE_INFINITY;
  const namespaces = new Map<string, AppliedObject>();
  for (const object of objects) {
    const { kind } = object;
    if (kind === 'Namespace') namespaces.set(object.name, object);
    if (seat && kind === 'StatefulSet') members = Math.min(members, waveOf(object));
    if (makesPods(kind)) pods = Math.min(pods, waveOf(object));
    if (readable.has(kind)) read = Math.max(read, waveOf(object));
  }
  const late = new Map<AppliedObject, string>();
  const blame = (object: AppliedObject, problem: string): void => {
    if (!late.has(object)) late.set(object, problem);
  };
  // Usually all readable objects are in earlier waves, and the search for their readers can be skipped.
  const readers = read > pods ? readersOf(objects) : undefined;
  for (const object of objects) {
    const at = waveOf(object);
    const namespace = namespaces.get(object.namespace);
    if (namespace && waveOf(namespace) > at) {
      blame(namespace, `it is in wave ${waveOf(namespace)}, and ${objectText(object)}, which is in it, in wave ${at}`);
    }
    if (at > members && before.has(object.kind) && textAt(object.data, 'spec', 'type') !== 'LoadBalancer') {
      blame(object, `it is in wave ${at}, which is applied only when the members of wave ${members} are healthy`);
    }
    const reader = readable.has(object.kind) ? readers?.get(`${object.kind} ${object.namespace}/${object.name}`) : undefined;
    if (reader && at > waveOf(reader)) {
      blame(object, `it is in wave ${at}, and ${objectText(reader)}, whose pods do not start without it, in wave ${waveOf(reader)}`);
    }
  }
  return [...late].map(([object, problem]) => ({ object, path, problem, fix: 'move it to an earlier wave' }));
}

/** The first workload that cannot start without an object, by `Kind namespace/name`. */
function readersOf(objects: readonly AppliedObject[]): ReadonlyMap<string, AppliedObject> {
  const readers = new Map<string, AppliedObject>();
  for (const object of objects) {
    const template = podTemplate(object);
    if (!template) continue;
    for (const read of reads(
      template.spec,
      containersOf(template).map(({ data }) => data),
    )) {
      const key = read.replace(' ', ` ${object.namespace}/`);
      const known = readers.get(key);
      if (!known || waveOf(object) < waveOf(known)) readers.set(key, object);
    }
  }
  return readers;
}

/** The objects without which a pod does not start, as `Kind name`. */
function* reads(spec: JsonObject, containers: readonly JsonObject[]): Generator<string> {
  const account = textAt(spec, 'serviceAccountName');
  if (account !== undefined) yield `ServiceAccount ${account}`;
  for (const volume of listAt(spec, 'volumes')) {
    const map = textAt(volume, 'configMap', 'name');
    const secret = textAt(volume, 'secret', 'secretName');
    if (map !== undefined) yield `ConfigMap ${map}`;
    if (secret !== undefined) yield `Secret ${secret}`;
  }
  for (const container of containers) {
    for (const variable of listAt(container, 'env')) {
      const from = isObject(variable) ? variable['valueFrom'] : undefined;
      const map = textAt(from, 'configMapKeyRef', 'name');
      const secret = textAt(from, 'secretKeyRef', 'name');
      if (map !== undefined) yield `ConfigMap ${map}`;
      if (secret !== undefined) yield `Secret ${secret}`;
    }
  }
}
