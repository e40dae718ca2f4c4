import { type AppliedObject, labelsOf } from '../../manifests/objects/applied-object';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import type { ClusterManifests, UnitManifests } from '../../manifests/objects/unit-manifests';
import { type AccessBinding, type AccessIndex, accessIndex, boundRole, hasAccount } from '../../manifests/security/access-rights';
import { type ManifestFound, unitRule } from '../rule';
import { absent, fieldOf, ownNamespaceOf } from '../subject';

/** A binding leads from a role that exists to an account that exists. */
export const bindingEnds = unitRule(
  {
    name: 'rbac/subjects',
    severity: 'error',
    demands: 'A binding names a role and accounts that are made beside it.',
    why: 'The API server takes a binding that leads nowhere without a word: rights are missing, or wait for whoever makes an account of that name.',
    source: 'Kubernetes documentation, "Using RBAC Authorization": roles and subjects of a binding need not exist.',
  },
  unit => unit.clusters.flatMap(cluster => found(cluster, unit)),
);

function found(cluster: ClusterManifests, { system }: UnitManifests): readonly ManifestFound[] {
  const index = accessIndex(cluster);
  if (index.bindings.length === 0) return [];
  const namespaces = new Set(objectsOf(cluster, 'Namespace').map(({ name }) => name));
  const ours = (namespace: string): boolean => (system ? namespace === system.namespace : namespaces.has(namespace));
  const unbound = unboundKinds(index, cluster);
  return index.bindings.flatMap((binding): ManifestFound[] => {
    const { object, roleKind } = binding;
    const all: ManifestFound[] = [];
    // A chart may bind a role that something else made; where it also has one that nobody gets, it meant that.
    const missing = roleKind === 'Role' ? ours(object.namespace) : system !== undefined || unbound.has('ClusterRole');
    if (!boundRole(index, binding) && missing && !builtIn(binding)) {
      const problem = `it gives the ${binding.role}, which nothing makes here`;
      all.push({
        object,
        path: ['roleRef', 'name'],
        problem,
        fix: 'name a role that is made beside it; roleRef is immutable, so make the binding anew',
        reads: [absent(object, roleKind, binding.roleName), ownNamespaceOf(object), fieldOf(object, 'roleRef')],
      });
    }
    for (const { path, kind, name, namespace } of binding.subjects) {
      const where = namespace === '' ? object.namespace : namespace;
      // An account elsewhere is somebody else's business, unless it is one of here that is looked for in the wrong place.
      const known = system !== undefined || ours(where) || sameName(index, name);
      if (kind !== 'ServiceAccount' || hasAccount(index, where, name) || !known) continue;
      // Every namespace has one of this name.
      if (index.open && name === 'default') continue;
      const problem = `it gives the ${binding.role} to the account '${name}' of the namespace '${where}', which nothing makes here`;
      const about = [absent(object, 'ServiceAccount', name), fieldOf(object, ...path)];
      all.push({ object, path, problem, fix: 'name an account that is made beside it', about, reads: [ownNamespaceOf(object)] });
    }
    if (binding.subjects.length === 0) {
      all.push({ object, path: ['subjects'], problem: `it gives the ${binding.role} to nobody`, fix: 'name the account that needs it' });
    }
    return all;
  });
}

const sameName = ({ accounts }: AccessIndex, name: string): boolean => [...accounts].some(account => account.endsWith(`/${name}`));

/** Roles that every cluster has. */
const builtIn = ({ roleKind, roleName }: AccessBinding): boolean =>
  roleKind === 'ClusterRole' && (roleName.startsWith('system:') || ['cluster-admin', 'admin', 'edit', 'view'].includes(roleName));

/** Labels of roles that are parts of another one, and that nobody needs to be given. */
const aggregated = /^rbac\.authorization\.k8s\.io\/aggregate-to-/;

/** Kinds of roles of which there is one that nobody gets. */
function unboundKinds({ roles, allBindings, open }: AccessIndex, cluster: ClusterManifests): ReadonlySet<string> {
  const own = (role: AppliedObject): boolean =>
    !open || (objectsOf(cluster, role.kind).includes(role) && !Object.keys(labelsOf(role.data)).some(label => aggregated.test(label)));
  const bound = new Set(
    allBindings.map(({ object, roleKind, roleName }) =>
      roleKind === 'Role' ? `Role ${object.namespace}/${roleName}` : `${roleKind} ${roleName}`,
    ),
  );
  return new Set([...roles].filter(([key, role]) => !bound.has(key) && own(role)).map(([, { kind }]) => kind));
}
