import { groupOf } from '../../manifests/applied-object';
import type { ObjectSummary } from '../../manifests/output';
import { type ManifestFound, outputRule } from '../rule';

/** An object of a cluster is described once. */
export const duplicateObject = outputRule(
  {
    name: 'output/duplicate',
    severity: 'error',
    demands: 'No two manifests of a cluster describe the same object.',
    why: 'The last one that is applied wins; from two Applications it is another one every few minutes.',
    source: 'Kubernetes documentation, "Object Names and IDs": one object of a kind has a name in a namespace.',
  },
  ({ units, delivery }) => {
    const found: ManifestFound[] = [];
    const clusters = new Map<string, Map<string, ObjectSummary>>();
    const see = (object: ObjectSummary): void => {
      if (object.name === '' || object.kind === '') return;
      const seen = clusters.get(object.cluster) ?? new Map<string, ObjectSummary>();
      clusters.set(object.cluster, seen);
      const key = `${groupOf(object)}/${object.kind} ${object.namespace}/${object.name}`;
      const first = seen.get(key);
      if (!first) {
        seen.set(key, object);
        return;
      }
      const where = object.namespace === '' ? '' : ` of the namespace '${object.namespace}'`;
      const problem = `${object.kind} ${object.name}${where} is also in ${first.file}, document ${first.position + 1}`;
      found.push({ object, path: ['metadata', 'name'], problem, fix: 'remove one of them, or give it another name' });
    };
    for (const { objects } of units) for (const object of objects) see(object);
    for (const object of delivery) see(object);
    return found;
  },
);
