import { isObject, type JsonObject, listAt, textAt, valueAt } from '../../manifests/yaml/json';
import type { ChangeKind } from '../catalogue';
import { imageKind } from '../image-change';
import { containerOf } from './probe-kind';
import type { DifferenceKind, SetDifference } from './set-difference';

/** Fields of a pod template, by the beginning of their path below `spec.template.spec.`; `*` stands for the container of the member. */
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

/** What a difference of the pod template is that no probe and no argument is. */
export function templateKind(difference: SetDifference): DifferenceKind {
  const { path, pair, context } = difference;
  if (path.startsWith('spec.template.metadata')) return 'template.labels';
  const member = memberName(difference);
  const within = path.replace('spec.template.spec.', '').replace(`containers[${member}]`, '*');
  if (within === '*.image') return image(difference);
  if (within.startsWith('*.args')) return 'said';
  if (within.startsWith('*.resources'))
    return overcommits(pair.after?.data, member) && !overcommits(pair.before?.data, member)
      ? 'template.memory-limit'
      : 'template.resources';
  if (within.startsWith('*.ports')) return samePorts(context) ? 'template.other' : 'said';
  if (/^\*\.volumeMounts/.test(within) && mountOf(pair.before?.data, member) !== mountOf(pair.after?.data, member))
    return context.old?.engine.dataPath === context.now?.engine.dataPath ? 'storage.data-path' : 'said';
  if (/^(topologySpreadConstraints|affinity)/.test(within) && isWeaker(pair.before?.data, pair.after?.data))
    return 'template.spread-weaker';
  return fields.find(([pattern]) => pattern.test(within))?.[1] ?? 'template.other';
}

/** The container of the Raft process: it is called as the engine is. */
function memberName({ pair: { before }, context: { old } }: SetDifference): string {
  const containers = listAt(before?.data, 'spec', 'template', 'spec', 'containers').filter(isObject);
  const named = containers.find(({ name }) => name === old?.engine.name) ?? containers[0];
  return typeof named?.['name'] === 'string' ? named['name'] : '';
}

/** The plan says of an image what changes in all clusters. */
function image({ before, after, context: { old, now } }: SetDifference): DifferenceKind {
  if (old?.engine.image !== now?.engine.image && now?.engine.image === after) return 'said';
  return imageKind(old?.engine.name ?? '', String(before ?? ''), String(after ?? '')).kind;
}

const samePorts = ({ old, now }: SetDifference['context']): boolean =>
  JSON.stringify(old?.engine.ports) === JSON.stringify(now?.engine.ports);

/** Whether a container may use more memory than it asked for. */
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

/** Whether members may lie closer together: a constraint is gone, may be broken, or allows more. */
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
