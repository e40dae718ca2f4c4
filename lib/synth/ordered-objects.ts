import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { applyRank } from '../manifests/objects/apply-order';
import { isApiObject } from './api-object';

/** The objects of a chart in the order of their file, or a circle of objects that wait for each other. */
export type OrderedObjects =
  | { readonly kind: 'ordered'; readonly objects: readonly ApiObject[] }
  | { readonly kind: 'circle'; readonly objects: readonly ApiObject[] };

/**
 * Puts the objects among some constructs into the order in which they can be applied.
 *
 * What their author ordered by `addDependency` comes first, then the rank of their kinds, then the order in which they were made.
 * @param nodes a chart and everything in it, nested charts too
 */
export function orderedObjects(nodes: readonly IConstruct[]): OrderedObjects {
  const byRank = nodes
    .filter(isApiObject)
    .map(object => ({ object, rank: rankOf(object) }))
    .sort((a, b) => a.rank - b.rank) // stable: those of one rank stay as they were made
    .map(({ object }) => object);
  if (!nodes.some(({ node }) => node.dependencies.length > 0)) return { kind: 'ordered', objects: byRank };
  return afterDependencies(byRank, dependenciesOf(nodes));
}

/** The rank of an object; of the core, cdk8s says the group as `core`. */
const rankOf = ({ apiGroup, kind }: ApiObject): number => applyRank(apiGroup === 'core' ? '' : apiGroup, kind);

/** What each object waits for: what a construct depends on, the objects in it depend on, as in cdk8s. */
function dependenciesOf(nodes: readonly IConstruct[]): ReadonlyMap<ApiObject, ReadonlySet<ApiObject>> {
  const dependencies = new Map<ApiObject, Set<ApiObject>>();
  for (const source of nodes) {
    for (const target of source.node.dependencies) {
      const before = target.node.findAll().filter(isApiObject);
      for (const after of source.node.findAll().filter(isApiObject)) {
        const known = dependencies.get(after) ?? new Set();
        for (const object of before) if (object !== after) known.add(object);
        dependencies.set(after, known);
      }
    }
  }
  return dependencies;
}

/** Each object after all that it waits for, and otherwise in the order given. */
function afterDependencies(objects: readonly ApiObject[], dependencies: ReadonlyMap<ApiObject, ReadonlySet<ApiObject>>): OrderedObjects {
  const place = new Map(objects.map((object, position) => [object, position]));
  const done = new Set<ApiObject>();
  const waiting: ApiObject[] = [];
  const visit = (object: ApiObject): readonly ApiObject[] | undefined => {
    if (done.has(object)) return undefined;
    if (waiting.includes(object)) return waiting.slice(waiting.indexOf(object));
    waiting.push(object);
    const before = [...(dependencies.get(object) ?? [])].filter(other => place.has(other));
    for (const other of before.sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0))) {
      const circle = visit(other);
      if (circle) return circle;
    }
    waiting.pop();
    done.add(object);
    return undefined;
  };
  for (const object of objects) {
    const circle = visit(object);
    if (circle) return { kind: 'circle', objects: circle };
  }
  return { kind: 'ordered', objects: [...done] };
}
