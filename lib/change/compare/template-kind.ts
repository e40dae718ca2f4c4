import { isObject, type JsonObject, listAt, textAt, valueAt } from '../../manifests/yaml/json';
import type { ChangeKind } from '../catalogue';
import { imageKind } from '../image-change';
import { containerOf } from './probe-kind';
import type { DifferenceKind, SetDifference } from './set-difference';

/** Fields of a pod template, by the start of their path below `spec.template.spec.`; `*` stands for the container of the member. */
const fields: readonly (readonly [RegExp, ChangeKind])[] = [
  [/^\*\.command/, 'template.command'],
  [/^\*\.env/, 'template.env'],
  [/^\*\.resources/, 'template.resources'],
  [/(^|\.)securityContext\.(runAsUser|runAsGroup|fsGroup|supplementalGroups)/, 'template.user'],
  [/(^|\.)securityContext/, 'template.security'],
  [/^(hostNetwork|hostPID|hostIPC|enableServiceLinks)/, 'template.security'],
  [/^\*\.volumeMounts|^volumes/, 'template.volumes'],
  [/^(init)?[cC]ontainers/, 'template.containers'],
  [/^(topologySpreadConstraints|affinity|nodeSelector|tolerations|priorityClassName)/, 'template.spread'],
  [/^(serviceAccount|automountServiceAccountToken|imagePullSecrets)/, 'template.account'],
];

/** The kind of a difference in the pod template, other than in probes and arguments. */
export function templateKind(difference: SetDifference): DifferenceKind {
  const { path, pair, context } = difference;
  if (path.startsWith('spec.template.metadata')) return 'template.labels';
  const member = memberName(difference);
  const within = path.replace('spec.template.spec.', '').replace(`containers[${member}]`, '*');
  if (within === '*.image') return image(difference);
  if (within.startsWith('*.args')) return 'in-plan';
  if (within.startsWith('*.resources'))
    return overcommits(pair.after?.data, member) && !overcommits(pair.before?.data, member)
      ? 'template.memory-limit'
      : 'template.resources';
  if (within.startsWith('*.ports')) return samePorts(context) ? 'template.other' : 'in-plan';
  if (/^\*\.volumeMounts/.test(within) && mountOf(pair.before?.data, member) !== mountOf(pair.after?.data, member))
    return context.old?.engine.dataPath === context.now?.engine.dataPath ? 'storage.data-path' : 'in-plan';
  if (/^(topologySpreadConstraints|affinity)/.test(within) && isWeaker(pair.before?.data, pair.after?.data))
    return 'template.spread-weaker';
  return fields.find(([pattern]) => pattern.test(within))?.[1] ?? 'template.other';
}

/** The name of the container of the Raft process: it has the name of the engine. */
function memberName({ pair: { before }, context: { old } }: SetDifference): string {
  const containers = listAt(before?.data, 'spec', 'template', 'spec', 'containers').filter(isObject);
  const named = containers.find(({ name }) => name === old?.engine.name) ?? containers[0];
  return typeof named?.['name'] === 'string' ? named['name'] : '';
}

/** A change of the plan covers an image in all clusters, and a change of the ledger covers it in one of them. */
function image({ before, after, context: { old, now, seat, stepped } }: SetDifference): DifferenceKind {
  const recorded = now?.state.groups?.[seat?.group ?? '']?.images[seat?.cluster ?? ''];
  if (stepped && recorded === after) return 'in-plan';
  if (old?.engine.image !== now?.engine.image && now?.engine.image === after) return 'in-plan';
  return imageKind(old?.engine.name ?? '', String(before ?? ''), String(after ?? '')).kind;
}

const samePorts = ({ old, now }: SetDifference['context']): boolean =>
  JSON.stringify(old?.engine.ports) === JSON.stringify(now?.engine.ports);

/** Whether a container may use more memory than it requests. */
function overcommits(data: JsonObject | undefined, name: string): boolean {
  const resources = valueAt(containerOf(data, name), 'resources');
  const limit = valueAt(resources, 'limits', 'memory');
  return limit === undefined || limit !== (valueAt(resources, 'requests', 'memory') ?? limit);
}

/** Where the volume of the claim template is mounted. */
function mountOf(data: JsonObject | undefined, name: string): string | undefined {
  const claim = textAt(data, 'spec', 'volumeClaimTemplates', 0, 'metadata', 'name');
  return textAt(
    listAt(containerOf(data, name), 'volumeMounts').find(mount => textAt(mount, 'name') === claim),
    'mountPath',
  );
}

/** Whether more members may share a node or a zone: a constraint is gone, is no longer required, or allows more. */
function isWeaker(before: JsonObject | undefined, after: JsonObject | undefined): boolean {
  const spec = (data: JsonObject | undefined) => valueAt(data, 'spec', 'template', 'spec');
  const strict = (data: JsonObject | undefined): ReadonlyMap<string, number> =>
    new Map(
      listAt(spec(data), 'topologySpreadConstraints')
        .filter(isObject)
        .filter(each => each['whenUnsatisfiable'] !== 'ScheduleAnyway')
        .map(each => [String(each['topologyKey']), Number(each['maxSkew'])]),
    );
  const [old, now] = [strict(before), strict(after)];
  const required = (data: JsonObject | undefined): number =>
    listAt(spec(data), 'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution').length;
  return required(after) < required(before) || [...old].some(([key, skew]) => (now.get(key) ?? Number.POSITIVE_INFINITY) > skew);
}
