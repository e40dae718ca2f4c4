import { groupOf } from '../../manifests/objects/applied-object';
import type { ObjectSummary } from '../../manifests/objects/unit-manifests';
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
    // By cluster and name: no text is made for objects that are there once.
    const clusters = new Map<string, Map<string, ObjectSummary[]>>();
    const see = (object: ObjectSummary): void => {
      if (object.name === '' || object.kind === '') return;
      let names = clusters.get(object.cluster);
      if (!names) {
        names = new Map();
        clusters.set(object.cluster, names);
      }
      const called = names.get(object.name);
      if (!called) {
        names.set(object.name, [object]);
        return;
      }
      const first = called.find(other => isSame(other, object));
      if (!first) {
        called.push(object);
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

/** Whether two objects of one cluster and name are one. A group has the same kinds in all its versions. */
const isSame = (one: ObjectSummary, other: ObjectSummary): boolean =>
  one.kind === other.kind && one.namespace === other.namespace && (one.apiVersion === other.apiVersion || groupOf(one) === groupOf(other));
