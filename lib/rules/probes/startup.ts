import { failureSeconds, probeOf } from '../../manifests/pods/probe';
import { plannedMemberRule } from '../member-rule';

/** A member has the time to read its log before anything restarts it. */
export const startup = plannedMemberRule(
  {
    name: 'probes/startup',
    severity: 'error',
    demands: 'A member that is starting is not restarted before the time that its volume takes to be read.',
    why: 'A member with a long log is killed while it replays it, starts again from the beginning, and never becomes a member again.',
    source: 'Kubernetes, "Protect slow starting containers with startup probes"; the plan: volume size at 20 MiB/s, five minutes at least.',
  },
  (pool, { system }) => {
    const needed = system.storage.startupSeconds;
    const startup = probeOf(pool.member, 'startupProbe');
    const liveness = probeOf(pool.member, 'livenessProbe');
    const first = startup ?? liveness;
    if (!first) return [];
    const given = first.initialDelaySeconds + failureSeconds(first);
    if (given >= needed) return [];
    const delay = first.initialDelaySeconds > 0 ? `${first.initialDelaySeconds} s + ` : '';
    const sum = `${given} s (${delay}${first.failureThreshold} × ${first.periodSeconds} s)`;
    return [
      {
        path: startup ? startup.path : pool.member.path,
        problem: startup
          ? `the startup probe gives up after ${sum}, and reading the volume may take ${needed} s`
          : `there is no startup probe, the liveness probe restarts the member after ${sum}, and reading the volume may take ${needed} s`,
        fix: startup
          ? `let it fail ${Math.ceil((needed - first.initialDelaySeconds) / first.periodSeconds)} times`
          : `add a startup probe that may fail for ${needed} s`,
      },
    ];
  },
);
