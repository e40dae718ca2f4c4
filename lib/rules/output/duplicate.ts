import { groupOf, objectText } from '../../manifests/objects/applied-object';
import type { ObjectSummary } from '../../manifests/objects/unit-manifests';
import { type ManifestFound, outputRule } from '../rule';

/** A cluster has only one manifest of an object. */
export const duplicateObject = outputRule(
  {
    name: 'output/duplicate',
    severity: 'error',
    demands: 'No two manifests of a cluster describe the same object.',
    why: 'The manifest that is applied last wins. With two Applications, the winner changes every few minutes.',
    source: 'Kubernetes documentation, "Object Names and IDs": one object of a kind has a name in a namespace.',
  },
  ({ plan, units, delivery }) => {
    const found: ManifestFound[] = [];
    const shared: Shared[] = [];
    // By cluster and name, so that unique objects need no text.
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
      // Without a plan, files are often alternatives: their common objects are one finding.
      if (!plan && first.file !== object.file) {
        shared.push({ first, object });
        return;
      }
      const where = object.namespace === '' ? '' : ` of the namespace '${object.namespace}'`;
      const problem = `${object.kind} ${object.name}${where} is also in ${first.file}, document ${first.position + 1}`;
      found.push({ object, path: ['metadata', 'name'], problem, fix: 'remove one of them, or rename it' });
    };
    for (const { objects } of units) for (const object of objects) see(object);
    for (const object of delivery) see(object);
    return [...found, ...byFile(shared).map(sharedBy)];
  },
  'alternatives too',
);

/** An object that is in two files. */
interface Shared {
  readonly first: ObjectSummary;
  readonly object: ObjectSummary;
}

/** Common objects of files, by the file that has more of them: it is usually the whole, and the other file a part of it. */
function byFile(all: readonly Shared[]): readonly (readonly Shared[])[] {
  const objects = new Map<string, Set<ObjectSummary>>();
  for (const { first, object } of all) {
    for (const each of [first, object]) objects.set(each.file, (objects.get(each.file) ?? new Set()).add(each));
  }
  const countIn = ({ file }: ObjectSummary): number => objects.get(file)?.size ?? 0;
  const files = new Map<string, Shared[]>();
  for (const { first, object } of all) {
    const shared = countIn(first) > countIn(object) ? { first: object, object: first } : { first, object };
    const known = files.get(shared.object.file);
    if (known) known.push(shared);
    else files.set(shared.object.file, [shared]);
  }
  return [...files.values()];
}

/** How many common objects a message names. */
const mostNamed = 3;

function sharedBy(shared: readonly Shared[]): ManifestFound {
  const [{ first, object } = {}] = shared;
  const others = new Set(shared.map(each => each.first.file));
  const where = others.size > 1 ? `${others.size} other files` : (first?.file ?? '');
  const names = shared.slice(0, mostNamed).map(each => objectText(each.object) + (others.size > 1 ? ` (${each.first.file})` : ''));
  const more = shared.length > mostNamed ? ` and ${shared.length - mostNamed} more` : '';
  const problem = `${shared.length === 1 ? 'an object is' : `${shared.length} objects are`} also in ${where}: ${names.join(', ')}${more}`;
  const fix = 'apply one of these files, or keep each object in one';
  return { ...(object ? { object } : {}), path: ['metadata', 'name'], problem, severity: 'warning', fix };
}

/** Whether two objects with one cluster and name are the same. All versions of an API group have the same kinds. */
const isSame = (one: ObjectSummary, other: ObjectSummary): boolean =>
  one.kind === other.kind && one.namespace === other.namespace && (one.apiVersion === other.apiVersion || groupOf(one) === groupOf(other));
