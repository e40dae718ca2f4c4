import { type JsonObject, listAt, numberAt } from '../../manifests/yaml/json';
import { memberRule } from '../member-rule';
import type { ManifestFound } from '../rule';

/** A member has enough time to stop cleanly. */
export const grace = memberRule(
  {
    name: 'shutdown/grace',
    severity: 'error',
    demands:
      'The grace period of members covers the seconds that their engine needs after the stop signal, and those of a hook before the signal.',
    why: 'A killed leader does not transfer its leadership, so its group waits for an election. With 0, the pod is deleted before its process has stopped, and its successor runs at the same time under the same name.',
    source:
      'Kubernetes, "StatefulSets: deployment and scaling guarantees" and "Termination of Pods"; etcd server/etcdserver/server.go, TryTransferLeadershipOnShutdown.',
  },
  ({ template, plan, member }) => {
    const given = numberAt(template.spec, 'terminationGracePeriodSeconds') ?? 30;
    const needed = plan?.group.graceSeconds ?? plan?.system.engine.graceSeconds ?? 1;
    const path = [...template.specPath, 'terminationGracePeriodSeconds'];
    // The grace period starts with the hook, not with the signal.
    const pause = pauseOf(member.data);
    const found: ManifestFound[] = [];
    if (given < needed + pause) {
      const why = given === 0 ? ', so the kubelet does not wait for them' : pause > 0 ? `, ${pause} s of them before the stop signal` : '';
      const problem = `members have ${given} s to stop${why}, and need ${needed} s${pause > 0 ? ' after it' : ''}`;
      found.push({ path, problem, fix: `set it to ${needed + pause}` });
    }
    for (const kind of ['livenessProbe', 'startupProbe'] as const) {
      const own = numberAt(member.data, kind, 'terminationGracePeriodSeconds');
      if (own === undefined || own >= needed) continue;
      const problem = `a member that the ${kind} restarts has ${own} s to stop, and needs ${needed} s`;
      found.push({ path: [...member.path, kind, 'terminationGracePeriodSeconds'], problem, fix: 'remove it' });
    }
    return found;
  },
);

/** Seconds for which a hook sleeps before the stop signal, by the sleep action or by a command. */
function pauseOf(container: JsonObject): number {
  const own = numberAt(container, 'lifecycle', 'preStop', 'sleep', 'seconds');
  const line = listAt(container, 'lifecycle', 'preStop', 'exec', 'command').join(' ');
  return own ?? Number(/\bsleep\s+(\d+)/.exec(line)?.[1] ?? 0);
}
