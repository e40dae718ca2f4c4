import { hookKey, waveOf } from '../../manifests/delivery/sync';
import { type AppliedObject, annotationOf, objectText } from '../../manifests/objects/applied-object';
import type { ClusterManifests } from '../../manifests/objects/unit-manifests';
import { podTemplate } from '../../manifests/pods/workload';
import { listAt, numberAt, textAt, valueAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';

/** No wave waits for an object that may never become healthy. */
export const waitsForever = unitRule(
  {
    name: 'argo/waits-forever',
    severity: 'error',
    demands:
      'An object that may never become healthy is in the last wave of its Application: learners, Jobs, Ingresses, Services of type LoadBalancer, and suspended or paused objects.',
    why: 'Argo CD applies a wave only when the wave before is healthy. An Ingress without an address and a learner that nobody has added never become healthy, so later waves are never applied.',
    source:
      'Argo CD gitops-engine, pkg/health (health_ingress.go, health_service.go, health_statefulset.go, health_job.go) and pkg/sync/sync_context.go.',
  },
  ({ clusters }) => clusters.flatMap(found),
);

function found(cluster: ClusterManifests): readonly ManifestFound[] {
  const { objects } = cluster;
  const [first] = objects;
  if (!first) return [];
  let latest = first;
  let last = waveOf(first);
  for (const object of objects) {
    const at = waveOf(object);
    if (at > last) [latest, last] = [object, at];
  }
  return objects.flatMap((object): readonly ManifestFound[] => {
    const why = mayWait(object, cluster);
    const at = why === undefined ? last : waveOf(object);
    if (why === undefined || at >= last) return nothing;
    const claim = object.kind === 'PersistentVolumeClaim';
    const waiting = claim ? userOf(object, cluster, at) : latest;
    if (!waiting) return [];
    return [
      {
        object,
        path: ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave'],
        problem: `it is in wave ${at} and ${why}, while ${objectText(waiting)} of wave ${waveOf(waiting)} waits for it`,
        fix: claim ? 'move it to the wave of its pods' : `move it to the last wave, ${last}, or a later one`,
      },
    ];
  });
}

const nothing: readonly ManifestFound[] = [];

/** Why an object may stay unhealthy although nothing is wrong; undefined for an object that becomes healthy. */
function mayWait(object: AppliedObject, { seat }: ClusterManifests): string | undefined {
  const { data, kind } = object;
  switch (kind) {
    case 'Ingress':
      return 'may never get an address';
    case 'Service':
      return textAt(data, 'spec', 'type') === 'LoadBalancer' ? 'may never get an address' : undefined;
    case 'StatefulSet':
      return seat?.role === 'learner' && numberAt(data, 'spec', 'replicas') !== 0
        ? 'may never be ready: its learners have to be added first'
        : undefined;
    case 'Job':
      if (valueAt(data, 'spec', 'suspend') === true) return 'is suspended';
      // A hook that fails in the end lets the sync look for a newer commit.
      if (annotationOf(object, hookKey) !== undefined && numberAt(data, 'spec', 'activeDeadlineSeconds') !== undefined) return undefined;
      return seat ? 'may never succeed: it needs the quorum of its group' : undefined;
    case 'Deployment':
      return valueAt(data, 'spec', 'paused') === true ? 'is paused' : undefined;
    case 'PersistentVolumeClaim':
      return 'may be bound only when a pod uses it';
    default:
      return undefined;
  }
}

/** The workload of a later wave that uses a claim. */
const userOf = (claim: AppliedObject, { objects }: ClusterManifests, at: number): AppliedObject | undefined =>
  objects.find(object => {
    if (object.namespace !== claim.namespace || waveOf(object) <= at) return false;
    const volumes = listAt(podTemplate(object)?.spec, 'volumes');
    return volumes.some(volume => textAt(volume, 'persistentVolumeClaim', 'claimName') === claim.name);
  });
