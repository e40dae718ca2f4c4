import type { AppliedObject } from '../../manifests/objects/applied-object';
import { clusterScoped } from '../../manifests/objects/cluster-scoped';
import type { SystemDocument } from '../../plan/document/system-document';
import { objectName } from '../api/name';
import { unitRule } from '../rule';
import { fieldOf } from '../subject';
import { customVersion } from '../versions/custom';
import { kindVersion } from '../versions/kind';

/** Everything of a system is in its namespace. */
export const ownNamespace = unitRule(
  {
    name: 'output/namespace',
    severity: 'error',
    fundamental: true,
    demands: 'Every object of a system is in the namespace of the system, the list of endpoints for its applications apart.',
    why: 'Services, policies, budgets and accounts select and serve the pods of their own namespace: elsewhere they do nothing, or something to the members of another system.',
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
          const problem = `it is ${where}${owner === undefined ? '' : `, which is that of ${owner}`}, and ${system.name} lives in '${system.namespace}'`;
          // Whether it has a namespace at all is known by its kind.
          const reads = [fieldOf(object, 'kind')];
          return { object, path: ['metadata', 'namespace'], problem, fix: `put it into '${system.namespace}'`, reads };
        }),
    );
  },
);

/** Whether it is the list of endpoints, for one of the applications that are to have it. */
const isList = ({ kind, name, namespace }: AppliedObject, list: SystemDocument['access']['clientList']): boolean =>
  list !== null && kind === 'ConfigMap' && name === list.name && list.namespaces.includes(namespace);
