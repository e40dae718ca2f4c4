import type { AppliedObject } from '../../manifests/objects/applied-object';
import { objectOf, objectsOf } from '../../manifests/objects/cluster-objects';
import type { ClusterManifests, UnitManifests } from '../../manifests/objects/unit-manifests';
import { templatesOf } from '../../manifests/pods/system-objects';
import { isObject, listAt, textAt, valueAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';

/** A pod has a token for the API server exactly where it asks it something. */
export const accountToken = unitRule(
  {
    name: 'pod-security/token',
    severity: 'error',
    demands:
      'A pod of a Raft system has a token for the API server only where members find each other through it; a pod whose account has rights has one.',
    why: 'A token that nobody uses is what an intruder takes; and without one a member that asks the API server finds no peers, and ExternalDNS publishes nothing.',
    source: 'Kubernetes documentation, "Configure Service Accounts for Pods": the pod decides before its account, and the default is true.',
  },
  unit => unit.clusters.flatMap(cluster => found(cluster, unit)),
);

function found(cluster: ClusterManifests, { system }: UnitManifests): readonly ManifestFound[] {
  const bound = new Set(['RoleBinding', 'ClusterRoleBinding'].flatMap(kind => objectsOf(cluster, kind).flatMap(boundBy)));
  return templatesOf(cluster).flatMap((template): ManifestFound[] => {
    const { object } = template;
    const name = textAt(template.spec, 'serviceAccountName') ?? 'default';
    const mounted =
      mounts(template.spec['automountServiceAccountToken']) ??
      mounts(objectOf(cluster, 'ServiceAccount', name, object.namespace)?.data['automountServiceAccountToken']);
    const members = cluster.seat !== undefined && object.kind === 'StatefulSet';
    const needed = system ? members && system.discovery === 'kubernetes-api' : bound.has(`${object.namespace}/${name}`);
    const path = [...template.specPath, 'automountServiceAccountToken'];
    if (needed && mounted === false) {
      const who = members ? 'members ask the API server for their peers' : 'the account of its pods has rights';
      return [{ object, path, problem: `${who}, but its pods have no token`, fix: 'make automountServiceAccountToken true' }];
    }
    if (!system || needed || mounted === false) return [];
    const problem = `its pods have a token for the API server, and discovery by ${system.discovery} asks it nothing`;
    return [{ object, path, problem, fix: 'make automountServiceAccountToken false' }];
  });
}

const mounts = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

const boundBy = ({ data, namespace }: AppliedObject): readonly string[] =>
  listAt(data, 'subjects')
    .filter(subject => isObject(subject) && valueAt(subject, 'kind') === 'ServiceAccount')
    .map(subject => `${textAt(subject, 'namespace') ?? namespace}/${textAt(subject, 'name') ?? ''}`);
