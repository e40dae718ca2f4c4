import type { AppliedObject } from '../objects/applied-object';
import { objectsOf } from '../objects/cluster-objects';
import type { ClusterManifests } from '../objects/unit-manifests';
import { isObject, type JsonObject, listAt, type Path, textAt } from '../yaml/json';

/** One rule of a Role or ClusterRole, with its place. */
export interface AccessRule {
  readonly path: Path;
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Names that it is limited to; none means all. */
  readonly names: readonly string[];
  readonly urls: readonly string[];
}

const texts = (rule: JsonObject, field: string): readonly string[] =>
  listAt(rule, field).filter((value): value is string => typeof value === 'string');

/** The rules of a Role or ClusterRole. */
export const accessRules = ({ data }: AppliedObject): readonly AccessRule[] =>
  listAt(data, 'rules').flatMap((rule, position) =>
    isObject(rule)
      ? [
          {
            path: ['rules', position],
            groups: texts(rule, 'apiGroups'),
            resources: texts(rule, 'resources'),
            verbs: texts(rule, 'verbs'),
            names: texts(rule, 'resourceNames'),
            urls: texts(rule, 'nonResourceURLs'),
          },
        ]
      : [],
  );

/** Whether rules allow a verb on all objects of a resource. */
export const allows = (rules: readonly AccessRule[], group: string, resource: string, verb: string): boolean =>
  rules.some(
    rule =>
      rule.names.length === 0 &&
      has(rule.groups, group) &&
      has(rule.verbs, verb) &&
      (has(rule.resources, resource) || rule.resources.some(each => each.startsWith('*/') && resource.endsWith(each.slice(1)))),
  );

const has = (list: readonly string[], value: string): boolean => list.includes(value) || list.includes('*');

/** A binding: who gets which role, and where. */
export interface AccessBinding {
  readonly object: AppliedObject;
  /** `Role name` or `ClusterRole name`. */
  readonly role: string;
  readonly roleKind: string;
  readonly roleName: string;
  readonly subjects: readonly AccessSubject[];
}

/** Who gets a role. */
export interface AccessSubject {
  readonly path: Path;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** What a RoleBinding or ClusterRoleBinding binds. */
export const accessBinding = (object: AppliedObject): AccessBinding => {
  const roleKind = textAt(object.data, 'roleRef', 'kind') ?? '';
  const roleName = textAt(object.data, 'roleRef', 'name') ?? '';
  return {
    object,
    role: `${roleKind} ${roleName}`,
    roleKind,
    roleName,
    subjects: listAt(object.data, 'subjects').flatMap((subject, position) =>
      isObject(subject)
        ? [
            {
              path: ['subjects', position],
              kind: textAt(subject, 'kind') ?? '',
              name: textAt(subject, 'name') ?? '',
              namespace: textAt(subject, 'namespace') ?? '',
            },
          ]
        : [],
    ),
  };
};

/** Kinds that give a role to somebody. */
export const bindingKinds: readonly string[] = ['RoleBinding', 'ClusterRoleBinding'];

/** Kinds that say what is allowed. */
export const roleKinds: readonly string[] = ['Role', 'ClusterRole'];

/** Accounts, roles and bindings of one cluster, each found by its name. */
export interface AccessIndex {
  /** `namespace/name`. */
  readonly accounts: ReadonlySet<string>;
  /** `Role namespace/name` and `ClusterRole name`. */
  readonly roles: ReadonlyMap<string, AppliedObject>;
  readonly bindings: readonly AccessBinding[];
}

const indexes = new WeakMap<ClusterManifests, AccessIndex>();

/** Who may what, of all objects of a cluster. Read once for all rules that ask. */
export function accessIndex(cluster: ClusterManifests): AccessIndex {
  const known = indexes.get(cluster);
  if (known) return known;
  const index = {
    accounts: new Set(objectsOf(cluster, 'ServiceAccount').map(({ namespace, name }) => `${namespace}/${name}`)),
    roles: new Map([
      ...objectsOf(cluster, 'Role').map(role => [`Role ${role.namespace}/${role.name}`, role] as const),
      ...objectsOf(cluster, 'ClusterRole').map(role => [`ClusterRole ${role.name}`, role] as const),
    ]),
    bindings: bindingKinds.flatMap(kind => objectsOf(cluster, kind)).map(accessBinding),
  };
  indexes.set(cluster, index);
  return index;
}

/** The role that a binding gives; undefined where the objects do not hold it. */
export const boundRole = ({ roles }: AccessIndex, { object, roleKind, roleName }: AccessBinding): AppliedObject | undefined =>
  roles.get(roleKind === 'Role' ? `Role ${object.namespace}/${roleName}` : `${roleKind} ${roleName}`);

/** What an account may do: the rules of all roles that are bound to it, by the name of a namespace or cluster-wide. */
export function rightsOf(index: AccessIndex, namespace: string, account: string): readonly AccessRule[] {
  return index.bindings
    .filter(({ subjects }) =>
      subjects.some(({ kind, ...of }) => kind === 'ServiceAccount' && of.name === account && of.namespace === namespace),
    )
    .flatMap(binding => {
      const role = boundRole(index, binding);
      return role ? accessRules(role) : [];
    });
}
