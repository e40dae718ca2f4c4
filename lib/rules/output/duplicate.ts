import { groupOf, objectText } from '../../manifests/applied-object';
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
  ({ plan, units, delivery }) => {
    const found: ManifestFound[] = [];
    const pairs = new Map<string, Pair>();
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
      // Files that nobody has planned are often alternatives: what two of them share is said once.
      if (!plan && first.file !== object.file) {
        const key = `${first.file}\n${object.file}`;
        const pair = pairs.get(key);
        if (pair) pair.objects.push(object);
        else pairs.set(key, { first, objects: [object] });
        return;
      }
      const where = object.namespace === '' ? '' : ` of the namespace '${object.namespace}'`;
      const problem = `${object.kind} ${object.name}${where} is also in ${first.file}, document ${first.position + 1}`;
      found.push({ object, path: ['metadata', 'name'], problem, fix: 'remove one of them, or give it another name' });
    };
    for (const { objects } of units) for (const object of objects) see(object);
    for (const object of delivery) see(object);
    return [...found, ...[...pairs.values()].map(shared)];
  },
  'alternatives too',
);

/** What a file describes that another one describes before it. */
interface Pair {
  readonly first: ObjectSummary;
  readonly objects: ObjectSummary[];
}

/** So many of the objects that two files share are named. */
const mostNamed = 3;

function shared({ first, objects }: Pair): ManifestFound {
  const [object] = objects;
  const names = objects.slice(0, mostNamed).map(objectText).join(', ');
  const more = objects.length > mostNamed ? ` and ${objects.length - mostNamed} more` : '';
  const problem = `${objects.length === 1 ? 'an object is' : `${objects.length} objects are`} also in ${first.file}: ${names}${more}`;
  return {
    ...(object ? { object } : {}),
    path: ['metadata', 'name'],
    problem,
    severity: 'warning',
    fix: 'apply one of the two files, or keep each object in one',
  };
}

/** Whether two objects of one cluster and name are one. A group has the same kinds in all its versions. */
const isSame = (one: ObjectSummary, other: ObjectSummary): boolean =>
  one.kind === other.kind && one.namespace === other.namespace && (one.apiVersion === other.apiVersion || groupOf(one) === groupOf(other));
