import type { AppliedObject } from '../../manifests/objects/applied-object';
import { clusterScoped } from '../../manifests/objects/cluster-scoped';
import type { SystemDocument } from '../../plan/document/system-document';
import { objectName } from '../api/name';
import { unitRule } from '../rule';
import { fieldOf } from '../subject';
import { customVersion } from '../versions/custom';
import { kindVersion } from '../versions/kind';

/** All objects of a system are in its namespace. */
export const ownNamespace = unitRule(
  {
    name: 'output/namespace',
    severity: 'error',
    fundamental: true,
    demands: 'Every object of a system is in the namespace of the system, except the list of endpoints for its applications.',
    why: 'Services, policies, budgets and accounts apply to pods of their own namespace. In another one they have no effect, or affect the members of another system.',
    source: 'Kubernetes documentation, "Namespaces": selectors and references stay in a namespace.',
    follows: [kindVersion, customVersion, objectName],
  },
  ({ system, plan, clusters }) => {
    if (!system) return [];
    const owners = new Map(plan?.systems.map(({ name, namespace }) => [namespace, name]));
    return clusters.flatMap(({ objects }) =>
      objects
        .filter(object => object.namespace !== system.namespace && !clusterScoped(object) && !isList(object, system.access.clientList))
        .map(object => {
          const owner = owners.get(object.namespace);
          const where = object.namespace === '' ? 'in no namespace' : `in the namespace '${object.namespace}'`;
          const problem = `it is ${where}${owner === undefined ? '' : `, which is that of ${owner}`}, and the namespace of ${system.name} is '${system.namespace}'`;
          // The kind decides whether an object has a namespace.
          const reads = [fieldOf(object, 'kind')];
          return { object, path: ['metadata', 'namespace'], problem, fix: `move it to '${system.namespace}'`, reads };
        }),
    );
  },
);

/** Whether it is the list of endpoints in the namespace of an application. */
const isList = ({ kind, name, namespace }: AppliedObject, list: SystemDocument['access']['clientList']): boolean =>
  list !== null && kind === 'ConfigMap' && name === list.name && list.namespaces.includes(namespace);
