import { objectOf } from '../../manifests/objects/cluster-objects';
import type { ClusterManifests, UnitManifests } from '../../manifests/objects/unit-manifests';
import { templatesOf } from '../../manifests/pods/system-objects';
import type { PodTemplate } from '../../manifests/pods/workload';
import { type AccessBinding, type AccessIndex, type AccessSubject, accessIndex, isAccount } from '../../manifests/security/access-rights';
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

function found(cluster: ClusterManifests, { system, plan }: UnitManifests): readonly ManifestFound[] {
  const index = accessIndex(cluster);
  const { allBindings } = index;
  return templatesOf(cluster).flatMap((template): ManifestFound[] => {
    const { object } = template;
    const name = textAt(template.spec, 'serviceAccountName') ?? 'default';
    const mounted =
      mounts(template.spec['automountServiceAccountToken']) ??
      mounts(objectOf(cluster, 'ServiceAccount', name, object.namespace)?.data['automountServiceAccountToken']);
    const members = cluster.seat !== undefined && object.kind === 'StatefulSet';
    const bound = (): boolean =>
      allBindings.some(binding => binding.subjects.some(subject => gets(subject, binding, index, object.namespace, name)));
    const needed = system ? members && system.discovery === 'kubernetes-api' : mounted === false && bound();
    const path = [...template.specPath, 'automountServiceAccountToken'];
    if (needed && mounted === false) {
      if (!system && projectsToken(template)) return [];
      const who = members ? 'members ask the API server for their peers' : 'the account of its pods has rights';
      const problem = `${who}, but its pods have no token`;
      if (plan) return [{ object, path, problem, fix: 'make automountServiceAccountToken true' }];
      // Who ships a pod without a token has seen it work: the rights are what is too much.
      return [{ object, path, problem, severity: 'warning', fix: unused }];
    }
    if (!system || needed || mounted === false) return [];
    const problem = `its pods have a token for the API server, and discovery by ${system.discovery} asks it nothing`;
    return [{ object, path, problem, fix: 'make automountServiceAccountToken false' }];
  });
}

const unused =
  'take the binding away, as nothing uses its rights; where a process asks the API server, make automountServiceAccountToken true';

const mounts = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

/** Whether a pod brings a token of its own, which lives shorter than the one that is mounted by itself. */
const projectsToken = ({ spec }: PodTemplate): boolean =>
  listAt(spec, 'volumes').some(volume =>
    listAt(volume, 'projected', 'sources').some(source => isObject(valueAt(source, 'serviceAccountToken'))),
  );

/** Whether a subject of a binding is an account; one that names no namespace is of the binding's. */
function gets(subject: AccessSubject, { object }: AccessBinding, index: AccessIndex, namespace: string, account: string): boolean {
  return isAccount(index, subject.namespace === '' ? { ...subject, namespace: object.namespace } : subject, namespace, account);
}
