import { isObject, type Json, type JsonObject, listAt, numberAt, textAt } from '../../manifests/yaml/json';
import type { DifferenceKind, SetDifference } from './set-difference';

/** The kind of a difference in a probe, or in how a member stops; undefined for any other field. */
export function probeKind(difference: SetDifference): DifferenceKind {
  const { path, pair, context } = difference;
  const [, name = '', field = ''] = /^spec\.template\.spec\.containers\[([^\]]*)\]\.(\w+)/.exec(path) ?? [];
  const [old, now] = [containerOf(pair.before?.data, name), containerOf(pair.after?.data, name)];
  if (path.startsWith('spec.template.spec.terminationGracePeriodSeconds'))
    return Number(difference.after ?? 30) < Number(difference.before ?? 30) ? 'template.grace-shorter' : 'template.shutdown';
  switch (field) {
    case 'lifecycle':
      return 'template.shutdown';
    case 'startupProbe':
      return startSeconds(now) < startSeconds(old) ? 'template.startup-shorter' : 'template.startup';
    case 'livenessProbe':
      return needsLeader(now) && !needsLeader(old) ? 'template.liveness-quorum' : 'template.liveness';
    case 'readinessProbe':
      return context.nextSeat?.role === 'learner' && asksForQuorum(now) ? 'members.learner-readiness' : 'template.readiness';
    default:
      return undefined;
  }
}

/** A container of a StatefulSet by its name. */
export const containerOf = (data: JsonObject | undefined, name: string): JsonObject =>
  listAt(data, 'spec', 'template', 'spec', 'containers')
    .filter(isObject)
    .find(each => each['name'] === name) ?? {};

/** The seconds that a member has to start; infinite without a startup probe. */
const startSeconds = (container: JsonObject): number =>
  container['startupProbe'] === undefined
    ? Number.POSITIVE_INFINITY
    : (numberAt(container, 'startupProbe', 'failureThreshold') ?? 3) * (numberAt(container, 'startupProbe', 'periodSeconds') ?? 10);

const handlers = ['httpGet', 'exec', 'tcpSocket', 'grpc'] as const;
const handlerOf = (probe: Json | undefined): string =>
  JSON.stringify(handlers.map(handler => (isObject(probe) ? (probe[handler] ?? null) : null)));

/** Whether the liveness probe needs a leader: it sends the request of the readiness probe, or its path says so. */
function needsLeader(container: JsonObject): boolean {
  const { livenessProbe, readinessProbe } = container;
  const path = textAt(livenessProbe, 'httpGet', 'path');
  if (path === undefined) return false;
  return (
    /^\/(readyz|health)(\?(?!.*(noleader|serializable=true))|$)|leader(?!\w)(?<!noleader)/.test(path) ||
    handlerOf(livenessProbe) === handlerOf(readinessProbe)
  );
}

/** Whether the readiness probe fails on a learner: etcd's `/readyz` does, unless it excludes `non_learner`. */
const asksForQuorum = (container: JsonObject): boolean => {
  const path = textAt(container, 'readinessProbe', 'httpGet', 'path') ?? '';
  return /^\/readyz/.test(path) && !path.includes('exclude=non_learner');
};
