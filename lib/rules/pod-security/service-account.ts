import { objectOf, objectsOf } from '../../manifests/objects/cluster-objects';
import type { ClusterManifests, UnitManifests } from '../../manifests/objects/unit-manifests';
import { templatesOf } from '../../manifests/pods/system-objects';
import { textAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';
import { absent, given, ownNamespaceOf } from '../subject';

/** Pods run under an account that is made for them. */
export const ownAccount = unitRule(
  {
    name: 'pod-security/service-account',
    severity: 'error',
    demands: "Pods run under a ServiceAccount of their own, not under 'default', and it is made together with them.",
    why: "Whatever anybody allows the account 'default' is allowed to every pod of the namespace; and pods whose account does not exist are never made.",
    source: 'Kubernetes documentation, "Service Accounts"; ServiceAccount admission refuses pods of an account that is not there.',
  },
  unit => unit.clusters.flatMap(cluster => found(cluster, unit)),
);

function found(cluster: ClusterManifests, { system }: UnitManifests): readonly ManifestFound[] {
  return templatesOf(cluster).flatMap((template): ManifestFound[] => {
    const { object } = template;
    const account = textAt(template.spec, 'serviceAccountName') ?? textAt(template.spec, 'serviceAccount') ?? '';
    const path = [...template.specPath, 'serviceAccountName'];
    if (account === '' || account === 'default') {
      const problem = "its pods run under the account 'default', which every other pod of the namespace has too";
      return [{ object, path, problem, fix: 'make a ServiceAccount for them and name it in serviceAccountName' }];
    }
    // An account elsewhere may be somebody else's business, but not in a namespace that is made here.
    const ours = system
      ? object.namespace === system.namespace
      : objectsOf(cluster, 'Namespace').some(({ name }) => name === object.namespace);
    if (!ours || objectOf(cluster, 'ServiceAccount', account, object.namespace)) return [];
    const problem = `its pods run under the account '${account}', which nothing makes in the namespace '${object.namespace}'`;
    const about = [absent(object, 'ServiceAccount', account), given(object, ...path)];
    const fix = 'name an account that is made beside them: without it no pod is made';
    return [{ object, path, problem, fix, about, reads: [ownNamespaceOf(object)] }];
  });
}
