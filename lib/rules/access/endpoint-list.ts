import { objectOf } from '../../manifests/objects/cluster-objects';
import { systemParts } from '../../manifests/pods/system-objects';
import { objectAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';

/** Clients have the list of endpoints of the plan in every cluster. */
export const endpointList = unitRule(
  {
    name: 'access/endpoint-list',
    severity: 'error',
    demands:
      "Where clients try a list of endpoints, the system's namespace and those of its applications hold that list in every cluster of the system, byte for byte as the plan has it.",
    why: 'An application with another list tries the clusters in another order: it writes to a standby that other clients have left, or waits for a cluster that is gone.',
    source: 'Arithmetic of the topology: different lists can have different first endpoints.',
  },
  unit =>
    systemParts(unit).flatMap(({ system, cluster, at }): readonly ManifestFound[] => {
      const list = system.access.clientList;
      if (!list) return [];
      return list.namespaces.flatMap((namespace): readonly ManifestFound[] => {
        const object = objectOf(cluster, 'ConfigMap', list.name, namespace);
        if (!object) {
          const problem = `namespace ${namespace} has no ConfigMap ${list.name}, from which its clients read the endpoints`;
          return [{ at, problem, fix: 'synthesize again, or restore it from Git' }];
        }
        const data = objectAt(object.data, 'data');
        return Object.entries(list.data)
          .filter(([key, value]) => data[key] !== value)
          .map(([key, value]) => {
            const [here, planned] = difference(data[key], value);
            const problem = `'${key}' ${here}, and the plan has ${planned}`;
            return { object, path: ['data', key], problem, fix: 'synthesize again: the list follows from the plan' };
          });
      });
    }),
);

/** The first difference of two lists: the item here, and the item of the plan. A whole list can be longer than a message. */
function difference(given: unknown, planned: string): readonly [string, string] {
  const [own, other] = [itemsOf(given), itemsOf(planned)];
  const longest = Math.max(own.length, other.length);
  const at = Array.from({ length: longest }, (_, position) => position).find(position => own[position] !== other[position]) ?? 0;
  if (given === undefined) return ['is missing', shown(other, 0)];
  return longest === 1 ? [`is ${shown(own, 0)}`, shown(other, 0)] : [`has ${shown(own, at)} in place ${at + 1}`, shown(other, at)];
}

const itemsOf = (value: unknown): readonly string[] =>
  String(value ?? '')
    .trim()
    .split(/\s*[\n,]\s*/);

const shown = (items: readonly string[], at: number): string => (items[at] ? `'${items[at]}'` : 'nothing');
