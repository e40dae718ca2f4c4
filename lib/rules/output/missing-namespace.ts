import { type ManifestFound, outputRule } from '../rule';
import { absent } from '../subject';

/** A namespace is made where something is put into it. */
export const missingNamespace = outputRule(
  {
    name: 'output/missing-namespace',
    severity: 'error',
    demands:
      'The namespace that a system lives in is made in each of its clusters; one that a chart makes in one cluster is made in all that use it.',
    why: 'Argo CD is told not to make namespaces, so that none is without its labels: nothing is applied into one that is not there.',
    source: 'Argo CD documentation, "Sync Options": CreateNamespace.',
  },
  ({ plan, units }) => {
    if (!plan) return [];
    const systems = new Map(plan.systems.map(({ name, namespace }) => [name, namespace]));
    const made = new Map<string, Set<string>>();
    const chartMakes = new Map<string, Set<string>>();
    for (const { name, cluster, objects } of units) {
      for (const object of objects) {
        // One without a name is none that others could use.
        if (object.kind !== 'Namespace' || object.apiVersion !== 'v1' || object.name === '') continue;
        add(made, cluster, object.name);
        add(chartMakes, name, object.name);
      }
    }
    return units.flatMap(({ name, cluster, objects }): ManifestFound[] => {
      const own = systems.get(name);
      const used = new Set(objects.map(({ namespace }) => namespace));
      return [...used]
        .filter(namespace => !made.get(cluster)?.has(namespace) && (namespace === own || chartMakes.get(name)?.has(namespace) === true))
        .map(namespace => ({
          at: `${name}/${cluster}`,
          about: [{ ...absent({ unit: name, cluster }, 'Namespace', namespace) }],
          problem: `${cluster} is to hold objects in the namespace '${namespace}', and nothing makes it there`,
          fix: 'synthesize again, or restore the Namespace from Git',
        }));
    });
  },
);

function add(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}
