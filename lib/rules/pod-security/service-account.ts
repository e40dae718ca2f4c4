import { objectOf, objectsOf } from '../../manifests/objects/cluster-objects';
import type { ClusterManifests, UnitManifests } from '../../manifests/objects/unit-manifests';
import { templatesOf } from '../../manifests/pods/system-objects';
import { textAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';
import { absent, given, ownNamespaceOf } from '../subject';

/** Pods have a ServiceAccount of their own. */
export const ownAccount = unitRule(
  {
    name: 'pod-security/service-account',
    severity: 'error',
    demands: "Pods use a ServiceAccount of their own, not 'default', and the output contains it.",
    why: "A right of the account 'default' is a right of every pod in the namespace that uses it. Pods whose account does not exist are never created.",
    source: 'Kubernetes documentation, "Service Accounts"; ServiceAccount admission refuses pods of a missing account.',
  },
  unit => unit.clusters.flatMap(cluster => found(cluster, unit)),
);

function found(cluster: ClusterManifests, { system }: UnitManifests): readonly ManifestFound[] {
  return templatesOf(cluster).flatMap((template): ManifestFound[] => {
    const { object } = template;
    const account = textAt(template.spec, 'serviceAccountName') ?? textAt(template.spec, 'serviceAccount') ?? '';
    const path = [...template.specPath, 'serviceAccountName'];
    if (account === '' || account === 'default') {
      const problem = "its pods use the account 'default', which every other pod of the namespace can have too";
      return [{ object, path, problem, fix: 'add a ServiceAccount for them and name it in serviceAccountName' }];
    }
    // An account in another namespace may be created elsewhere. In a namespace of this output it must be here.
    const ours = system
      ? object.namespace === system.namespace
      : objectsOf(cluster, 'Namespace').some(({ name }) => name === object.namespace);
    if (!ours || objectOf(cluster, 'ServiceAccount', account, object.namespace)) return [];
    const problem = `its pods use the account '${account}', which is missing in the namespace '${object.namespace}'`;
    const about = [absent(object, 'ServiceAccount', account), given(object, ...path)];
    const fix = 'add the account, or name an existing one: without it no pod is created';
    return [{ object, path, problem, fix, about, reads: [ownNamespaceOf(object)] }];
  });
}
