import { objectOf } from '../../manifests/objects/cluster-objects';
import type { ClusterManifests, UnitManifests } from '../../manifests/objects/unit-manifests';
import { templatesOf } from '../../manifests/pods/system-objects';
import type { PodTemplate } from '../../manifests/pods/workload';
import { type AccessBinding, type AccessIndex, type AccessSubject, accessIndex, isAccount } from '../../manifests/security/access-rights';
import { isObject, listAt, textAt, valueAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';

/** A pod has a token for the API server only if it needs one. */
export const accountToken = unitRule(
  {
    name: 'pod-security/token',
    severity: 'error',
    demands:
      'A pod of a Raft system has a token for the API server only if members discover each other through it. A pod whose account has rights has a token.',
    why: 'An attacker can use a token that the pod does not need. Without a token, a member that asks the API server finds no peers, and ExternalDNS publishes nothing.',
    source:
      'Kubernetes documentation, "Configure Service Accounts for Pods": the setting of the pod overrides that of its account, and the default is true.',
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
      const problem = `${who}, and its pods have no token`;
      if (plan) return [{ object, path, problem, fix: 'set automountServiceAccountToken to true' }];
      // A pod that is shipped without a token works without one, so the rights are not needed.
      return [{ object, path, problem, severity: 'warning', fix: unused }];
    }
    if (!system || needed || mounted === false) return [];
    const problem = `its pods have a token for the API server, and discovery by ${system.discovery} does not need it`;
    return [{ object, path, problem, fix: 'set automountServiceAccountToken to false' }];
  });
}

const unused = 'remove the binding, whose rights are not used; if a process asks the API server, set automountServiceAccountToken to true';

const mounts = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

/** Whether a pod projects a token of its own, with a shorter lifetime than the default one. */
const projectsToken = ({ spec }: PodTemplate): boolean =>
  listAt(spec, 'volumes').some(volume =>
    listAt(volume, 'projected', 'sources').some(source => isObject(valueAt(source, 'serviceAccountToken'))),
  );

/** Whether a subject of a binding is an account. Without a namespace, the subject is in that of the binding. */
function gets(subject: AccessSubject, { object }: AccessBinding, index: AccessIndex, namespace: string, account: string): boolean {
  return isAccount(index, subject.namespace === '' ? { ...subject, namespace: object.namespace } : subject, namespace, account);
}
