import { isObject, type Json, type JsonObject, numberAt, valueAt } from '../../manifests/yaml/json';
import type { FleetDocument } from '../../plan/document/fleet-document';
import { isSeatFormed } from '../../plan/members/has-formed';
import { type Change, changeOf } from '../change';
import type { ObjectPair } from '../object-pair';
import { isSameValue } from '../same-value';
import { isStepped } from './compare-ledger';

/** Members of one cluster that get a new pod template. */
interface Rollout {
  readonly cluster: string;
  readonly group: string;
  readonly formed: boolean;
  /** Members in the order in which they restart. */
  readonly restarts: readonly string[];
  readonly scaled: boolean;
}

/** Changes where members of a system restart: which members, in which order, and whether too many at once. */
export function compareRollouts(
  unit: string,
  pairs: readonly ObjectPair[],
  { systems }: FleetDocument,
  { systems: next }: FleetDocument,
): readonly Change[] {
  const old = systems.find(({ name }) => name === unit);
  const now = next.find(({ name }) => name === unit);
  if (!old || !now) return [];
  const rollouts = pairs.flatMap((pair): readonly Rollout[] => {
    const seat = old.seats.find(({ cluster, statefulSet }) => cluster === pair.cluster && statefulSet === pair.name);
    const [before, after] = [pair.before?.data, pair.after?.data];
    if (!seat || pair.kind !== 'StatefulSet' || !before || !after || isSameValue(templateOf(before), templateOf(after))) return [];
    const formed = isSeatFormed(old, seat);
    const scaled = numberAt(before, 'spec', 'replicas') !== numberAt(after, 'spec', 'replicas');
    return [{ cluster: pair.cluster, group: seat.group, formed, restarts: restarting(pair.name, after), scaled }];
  });
  const namespace = old.namespace;
  const values = { namespace };
  return [
    ...rollouts.flatMap(({ cluster, group, formed, restarts, scaled }) => {
      const found = { place: { system: unit, cluster }, formed, values };
      if (restarts.length === 0)
        return [changeOf('rollout.waits', { ...found, after: `frozen: no member restarts before the step of ${cluster}` })];
      return [
        changeOf(isStepped(old, now, group) ? 'ledger.restarts' : 'rollout.restarts', {
          ...found,
          after: `in this order: ${restarts.join(', ')}`,
        }),
        ...(scaled ? [changeOf('rollout.with-scaling', { ...found, after: restarts })] : []),
      ];
    }),
    ...atOnce(unit, rollouts),
  ];
}

const templateOf = (data: JsonObject): Json | undefined => valueAt(data, 'spec', 'template');

/** The members that a controller restarts: from the last ordinal down to the partition. Source: Kubernetes documentation, "StatefulSets". */
function restarting(name: string, data: JsonObject): readonly string[] {
  const replicas = numberAt(data, 'spec', 'replicas') ?? 1;
  const first = numberAt(data, 'spec', 'ordinals', 'start') ?? 0;
  const strategy = valueAt(data, 'spec', 'updateStrategy');
  if (isObject(strategy) && strategy['type'] === 'OnDelete') return [];
  const partition = numberAt(strategy, 'rollingUpdate', 'partition') ?? 0;
  return Array.from({ length: Math.max(0, replicas - partition) }, (_, at) => `${name}-${first + replicas - 1 - at}`);
}

/** The groups whose members restart in several clusters. */
function atOnce(unit: string, rollouts: readonly Rollout[]): readonly Change[] {
  return [...new Set(rollouts.map(({ group }) => group))].flatMap(group => {
    const going = rollouts.filter(each => each.group === group && each.restarts.length > 0);
    if (going.length < 2) return [];
    const formed = going.some(each => each.formed);
    return [changeOf('rollout.several-clusters', { place: { system: unit, group }, after: going.map(({ cluster }) => cluster), formed })];
  });
}
