import { failureSeconds, probeOf } from '../../manifests/pods/probe';
import { plannedMemberRule } from '../member-rule';

/** A member has enough time to read its log before a probe restarts it. */
export const startup = plannedMemberRule(
  {
    name: 'probes/startup',
    severity: 'error',
    demands: 'No probe restarts a starting member before it had the time to read its volume.',
    why: 'Otherwise a member with a long log is killed while it replays the log, starts again from the beginning, and never joins its group.',
    source: 'Kubernetes, "Protect slow starting containers with startup probes"; the plan: volume size at 20 MiB/s, at least five minutes.',
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
          ? `the startup probe fails after ${sum}, and reading the volume may take ${needed} s`
          : `there is no startup probe, the liveness probe restarts the member after ${sum}, and reading the volume may take ${needed} s`,
        fix: startup
          ? `set failureThreshold to ${Math.ceil((needed - first.initialDelaySeconds) / first.periodSeconds)}`
          : `add a startup probe that may fail for ${needed} s`,
      },
    ];
  },
);
