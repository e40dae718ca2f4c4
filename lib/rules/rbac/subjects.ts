import { type AppliedObject, labelsOf } from '../../manifests/objects/applied-object';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import type { ClusterManifests, UnitManifests } from '../../manifests/objects/unit-manifests';
import { type AccessBinding, type AccessIndex, accessIndex, boundRole, hasAccount } from '../../manifests/security/access-rights';
import { type ManifestFound, unitRule } from '../rule';
import { absent, fieldOf, ownNamespaceOf } from '../subject';

/** A binding names an existing role and existing accounts. */
export const bindingEnds = unitRule(
  {
    name: 'rbac/subjects',
    severity: 'error',
    demands: 'A binding names a role and accounts of the same output.',
    why: 'The API server accepts a binding to a missing role or account without an error: rights are missing, or go to whoever creates an account with that name.',
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
    // A chart may bind a role of another origin. If it also has an unbound role, it meant that one.
    const missing = roleKind === 'Role' ? ours(object.namespace) : system !== undefined || unbound.has('ClusterRole');
    if (!boundRole(index, binding) && missing && !builtIn(binding)) {
      const problem = `it grants the ${binding.role}, which does not exist here`;
      all.push({
        object,
        path: ['roleRef', 'name'],
        problem,
        fix: 'name a role of this output; roleRef is immutable, so recreate the binding',
        reads: [absent(object, roleKind, binding.roleName), ownNamespaceOf(object), fieldOf(object, 'roleRef')],
      });
    }
    for (const { path, kind, name, namespace } of binding.subjects) {
      const where = namespace === '' ? object.namespace : namespace;
      // An account in another namespace may be created elsewhere, unless an account of this output has the same name.
      const known = system !== undefined || ours(where) || sameName(index, name);
      if (kind !== 'ServiceAccount' || hasAccount(index, where, name) || !known) continue;
      // Every namespace has an account 'default'.
      if (index.open && name === 'default') continue;
      const problem = `it grants the ${binding.role} to the account '${name}' of the namespace '${where}', which does not exist here`;
      const about = [absent(object, 'ServiceAccount', name), fieldOf(object, ...path)];
      all.push({ object, path, problem, fix: 'name an account of this output', about, reads: [ownNamespaceOf(object)] });
    }
    if (binding.subjects.length === 0) {
      all.push({
        object,
        path: ['subjects'],
        problem: `it grants the ${binding.role} to no account`,
        fix: 'name the account that needs it',
      });
    }
    return all;
  });
}

const sameName = ({ accounts }: AccessIndex, name: string): boolean => [...accounts].some(account => account.endsWith(`/${name}`));

/** Roles that every cluster has. */
const builtIn = ({ roleKind, roleName }: AccessBinding): boolean =>
  roleKind === 'ClusterRole' && (roleName.startsWith('system:') || ['cluster-admin', 'admin', 'edit', 'view'].includes(roleName));

/** Labels of roles that are aggregated into another one, and need no binding. */
const aggregated = /^rbac\.authorization\.k8s\.io\/aggregate-to-/;

/** Kinds of roles with at least one unbound role. */
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
