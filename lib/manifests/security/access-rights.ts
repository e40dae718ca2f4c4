import type { AppliedObject } from '../objects/applied-object';
import { objectsOf } from '../objects/cluster-objects';
import type { ClusterManifests } from '../objects/unit-manifests';
import { isObject, type JsonObject, listAt, type Path, textAt } from '../yaml/json';

/** One rule of a Role or ClusterRole, with its path. */
export interface AccessRule {
  readonly path: Path;
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Object names that the rule is limited to; an empty list means all objects. */
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

/** A binding: which subjects get which role, and where. */
export interface AccessBinding {
  readonly object: AppliedObject;
  /** `Role name` or `ClusterRole name`. */
  readonly role: string;
  readonly roleKind: string;
  readonly roleName: string;
  readonly subjects: readonly AccessSubject[];
}

/** A subject that gets a role. */
export interface AccessSubject {
  readonly path: Path;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** The role and the subjects of a RoleBinding or ClusterRoleBinding. */
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

/** Kinds that give a role to subjects. */
export const bindingKinds: readonly string[] = ['RoleBinding', 'ClusterRoleBinding'];

/** Kinds that define what is allowed. */
export const roleKinds: readonly string[] = ['Role', 'ClusterRole'];

/** Accounts, roles and bindings of one cluster, by name. */
export interface AccessIndex {
  /** `namespace/name`. */
  readonly accounts: ReadonlySet<string>;
  /** `Role namespace/name` and `ClusterRole name`. */
  readonly roles: ReadonlyMap<string, AppliedObject>;
  readonly bindings: readonly AccessBinding[];
  /** The bindings of the cluster and, in a folder without a plan, those of other units. */
  readonly allBindings: readonly AccessBinding[];
  /** Whether an object without a namespace can be in any namespace: true in a folder without a plan. */
  readonly open: boolean;
}

const indexes = new WeakMap<ClusterManifests, AccessIndex>();

/** The accounts, roles and bindings of a cluster. Computed once for all rules. */
export function accessIndex(cluster: ClusterManifests): AccessIndex {
  const known = indexes.get(cluster);
  if (known) return known;
  const bindings = bindingKinds.flatMap(kind => objectsOf(cluster, kind)).map(accessBinding);
  const { surroundings } = cluster;
  // Roles of the unit itself come last, so that in the map they replace those of an alternative.
  const all = (kind: string): readonly AppliedObject[] =>
    surroundings ? [...surroundings.anywhere(kind), ...objectsOf(cluster, kind)] : objectsOf(cluster, kind);
  const index = {
    accounts: new Set(all('ServiceAccount').map(({ namespace, name }) => `${namespace}/${name}`)),
    roles: new Map([
      ...all('Role').map(role => [`Role ${role.namespace}/${role.name}`, role] as const),
      ...all('ClusterRole').map(role => [`ClusterRole ${role.name}`, role] as const),
    ]),
    bindings,
    allBindings: surroundings ? [...bindings, ...bindingKinds.flatMap(kind => surroundings.of(kind)).map(accessBinding)] : bindings,
    open: surroundings !== undefined,
  };
  indexes.set(cluster, index);
  return index;
}

/** The role of a binding; undefined where no object defines it. */
export function boundRole({ roles, open }: AccessIndex, { object, roleKind, roleName }: AccessBinding): AppliedObject | undefined {
  const { namespace } = object;
  const exact = roles.get(roleKind === 'Role' ? `Role ${namespace}/${roleName}` : `${roleKind} ${roleName}`);
  if (exact || !open || roleKind !== 'Role') return exact;
  return namespace === ''
    ? [...roles.values()].find(({ kind, name }) => kind === 'Role' && name === roleName)
    : roles.get(`Role /${roleName}`);
}

/** Whether an account is defined in a namespace. In a folder without a plan, an account without a namespace can be in any. */
export const hasAccount = ({ accounts, open }: AccessIndex, namespace: string, name: string): boolean =>
  accounts.has(`${namespace}/${name}`) ||
  (open && (accounts.has(`/${name}`) || (namespace === '' && [...accounts].some(account => account.endsWith(`/${name}`)))));

/** Whether a subject of a binding is an account. The subject must name its namespace: the one of the binding does not count. */
export const isAccount = ({ open }: AccessIndex, subject: AccessSubject, namespace: string, account: string): boolean =>
  subject.kind === 'ServiceAccount' &&
  subject.name === account &&
  (subject.namespace === namespace || (open && (subject.namespace === '' || namespace === '')));

/** What an account may do: the rules of all roles that are bound to it, in a namespace or cluster-wide. */
export function rightsOf(index: AccessIndex, namespace: string, account: string): readonly AccessRule[] {
  return index.allBindings
    .filter(({ subjects }) => subjects.some(subject => isAccount(index, subject, namespace, account)))
    .flatMap(binding => {
      const role = boundRole(index, binding);
      return role ? accessRules(role) : [];
    });
}
