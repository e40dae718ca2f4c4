import { type ManifestFound, outputRule } from '../rule';
import { absent } from '../subject';

/** Every namespace that objects need is in the output of the cluster. */
export const missingNamespace = outputRule(
  {
    name: 'output/missing-namespace',
    severity: 'error',
    demands:
      'The output of each cluster of a system has the namespace of the system. If a chart has a Namespace in one cluster, it has it in all clusters that use it.',
    why: 'Argo CD creates no namespaces here, because those would lack their labels. It cannot apply objects into a missing namespace.',
    source: 'Argo CD documentation, "Sync Options": CreateNamespace.',
  },
  ({ plan, units }) => {
    if (!plan) return [];
    const systems = new Map(plan.systems.map(({ name, namespace }) => [name, namespace]));
    const made = new Map<string, Set<string>>();
    const chartMakes = new Map<string, Set<string>>();
    for (const { name, cluster, objects } of units) {
      for (const object of objects) {
        // Objects cannot use a Namespace without a name.
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
          problem: `${cluster} has objects in the namespace '${namespace}', and no Namespace '${namespace}'`,
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
