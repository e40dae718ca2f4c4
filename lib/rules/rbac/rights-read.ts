import type { Subject } from '../../domain/subject';
import type { AppliedObject } from '../../manifests/objects/applied-object';
import { bindingKinds, roleKinds } from '../../manifests/security/access-rights';
import { absent, anyOf, ownNamespaceOf } from '../subject';

/** The subjects on which the rights of an account depend: all roles and bindings, also missing ones, the account, and its namespace. */
export const rightsRead = (workload: AppliedObject): readonly Subject[] => [
  ...[...bindingKinds, ...roleKinds].flatMap(kind => [absent(workload, kind), anyOf(workload, kind)]),
  absent(workload, 'ServiceAccount'),
  ownNamespaceOf(workload),
];
