import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { applyRank } from '../manifests/objects/apply-order';
import { isApiObject } from './api-object';

/** The objects of a chart in the order of its file, or a cycle of objects that depend on each other. */
export type OrderedObjects =
  | { readonly kind: 'ordered'; readonly objects: readonly ApiObject[] }
  | { readonly kind: 'cycle'; readonly objects: readonly ApiObject[] };

/**
 * Puts the objects among some constructs into the order in which they can be applied.
 *
 * Dependencies by `addDependency` decide first, then the rank of the kind, then the order in which the objects were created.
 * @param nodes a chart and everything in it, nested charts too
 */
export function orderedObjects(nodes: readonly IConstruct[]): OrderedObjects {
  const byRank = nodes
    .filter(isApiObject)
    .map(object => ({ object, rank: rankOf(object) }))
    .sort((a, b) => a.rank - b.rank) // stable: objects of one rank keep the order in which they were created
    .map(({ object }) => object);
  if (!nodes.some(({ node }) => node.dependencies.length > 0)) return { kind: 'ordered', objects: byRank };
  return afterDependencies(byRank, dependenciesOf(nodes));
}

/** The rank of an object. cdk8s calls the core group `core`. */
const rankOf = ({ apiGroup, kind }: ApiObject): number => applyRank(apiGroup === 'core' ? '' : apiGroup, kind);

/** The objects that each object depends on. As in cdk8s, the objects in a construct depend on everything that the construct depends on. */
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

/** Puts each object after its dependencies, and otherwise keeps the given order. */
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
      const cycle = visit(other);
      if (cycle) return cycle;
    }
    waiting.pop();
    done.add(object);
    return undefined;
  };
  for (const object of objects) {
    const cycle = visit(object);
    if (cycle) return { kind: 'cycle', objects: cycle };
  }
  return { kind: 'ordered', objects: [...done] };
}
