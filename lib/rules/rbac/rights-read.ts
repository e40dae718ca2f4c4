import type { Subject } from '../../domain/subject';
import type { AppliedObject } from '../../manifests/objects/applied-object';
import { bindingKinds, roleKinds } from '../../manifests/security/access-rights';
import { absent, anyOf, ownNamespaceOf } from '../subject';

/** What the rights of an account are read from: all roles and bindings beside it, those that are missing too, and where it is looked for. */
export const rightsRead = (workload: AppliedObject): readonly Subject[] => [
  ...[...bindingKinds, ...roleKinds].flatMap(kind => [absent(workload, kind), anyOf(workload, kind)]),
  absent(workload, 'ServiceAccount'),
  ownNamespaceOf(workload),
];
