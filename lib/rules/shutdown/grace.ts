import { type JsonObject, listAt, numberAt } from '../../manifests/yaml/json';
import { memberRule } from '../member-rule';
import type { ManifestFound } from '../rule';

/** A member that is stopped has the time to stop. */
export const grace = memberRule(
  {
    name: 'shutdown/grace',
    severity: 'error',
    demands: 'Members have the seconds that their engine needs from the stop signal to the kill, and those that pass before the signal.',
    why: 'A leader that is killed hands over nothing, and its group waits for an election. With 0, the pod is deleted before its process has stopped, and its successor runs beside it under the same name.',
    source:
      'Kubernetes, "StatefulSets: deployment and scaling guarantees" and "Termination of Pods"; etcd server/etcdserver/server.go, TryTransferLeadershipOnShutdown.',
  },
  ({ template, plan, member }) => {
    const given = numberAt(template.spec, 'terminationGracePeriodSeconds') ?? 30;
    const needed = plan?.system.engine.graceSeconds ?? 1;
    const path = [...template.specPath, 'terminationGracePeriodSeconds'];
    // The period begins with the hook and not with the signal.
    const pause = pauseOf(member.data);
    const found: ManifestFound[] = [];
    if (given < needed + pause) {
      const why = given === 0 ? ', and are not even waited for' : pause > 0 ? `, of which ${pause} s pass before the stop signal` : '';
      const problem = `members have ${given} s to stop${why}, and need ${needed} s${pause > 0 ? ' from then on' : ''}`;
      found.push({ path, problem, fix: `make it ${needed + pause}` });
    }
    for (const kind of ['livenessProbe', 'startupProbe'] as const) {
      const own = numberAt(member.data, kind, 'terminationGracePeriodSeconds');
      if (own === undefined || own >= needed) continue;
      const problem = `a member that the ${kind} restarts has ${own} s to stop, and needs ${needed} s`;
      found.push({ path: [...member.path, kind, 'terminationGracePeriodSeconds'], problem, fix: 'leave it out' });
    }
    return found;
  },
);

/** Seconds that a hook sleeps before the stop signal, by the sleep action or by a command. */
function pauseOf(container: JsonObject): number {
  const own = numberAt(container, 'lifecycle', 'preStop', 'sleep', 'seconds');
  const line = listAt(container, 'lifecycle', 'preStop', 'exec', 'command').join(' ');
  return own ?? Number(/\bsleep\s+(\d+)/.exec(line)?.[1] ?? 0);
}
