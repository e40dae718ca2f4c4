import { probeRequest } from '../../manifests/pods/health';
import { runs } from '../../manifests/pods/member-pool';
import { failureSeconds, probeOf } from '../../manifests/pods/probe';
import { memberRule } from '../member-rule';

/** Only members that can serve get clients, and an election does not make all members unready. */
export const readiness = memberRule(
  {
    name: 'probes/readiness',
    severity: 'error',
    demands:
      'A member has a readiness probe that proves what the plan needs. The member becomes unready only after failures for more than two election timeouts.',
    why: 'Without a probe, or with one that proves only the process, clients are routed to members that cannot serve, and a rollout goes on without a quorum. If a probe fails during an election, all members become unready at once.',
    source: 'k3k pull request 1168: a rollout passed members without a quorum; Raft, section 5.2: an election takes up to two timeouts.',
  },
  pool => {
    const { plan } = pool;
    const probe = probeOf(pool.member, 'readinessProbe');
    if (!probe) {
      const problem = 'the member has no readiness probe, so it counts as ready as soon as its process runs';
      return [{ path: pool.member.path, problem, fix: 'add one that proves that it can serve' }];
    }
    // Only the plan says what a probe must prove.
    if (!plan) return [];
    const { readiness: needs, group } = plan;
    if (needs === 'process') return [];
    const { text, proof } = probeRequest(probe.data, pool);
    const weak = {
      process: 'only the process',
      nothing: 'nothing: it always succeeds',
      absent: 'nothing: the program has no such path',
    };
    const given = proof === 'process' || proof === 'nothing' || proof === 'absent' ? weak[proof] : undefined;
    const seconds = failureSeconds(probe);
    const election = (2 * group.electionMillis) / 1000;
    return [
      ...(given !== undefined
        ? [
            {
              path: probe.path,
              problem: `the readiness probe requests ${text}, which proves ${given}, and the plan needs ${needs === 'quorum' ? 'a quorum' : 'a leader'}`,
              fix: runs(pool, 'etcd') ? 'use /readyz' : `use a probe that needs ${needs === 'quorum' ? 'a quorum' : 'a leader'}`,
            },
          ]
        : []),
      ...(seconds <= election
        ? [
            {
              path: probe.path,
              problem: `the readiness probe fails after ${seconds} s (${probe.failureThreshold} × ${probe.periodSeconds} s), and an election takes up to ${election} s (2 × ${group.electionMillis} ms)`,
              fix: `set failureThreshold to ${Math.floor(election / probe.periodSeconds) + 1}`,
            },
          ]
        : []),
    ];
  },
);
