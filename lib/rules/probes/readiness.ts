import { asked } from '../../manifests/pods/health';
import { runs } from '../../manifests/pods/member-pool';
import { failureSeconds, probeOf } from '../../manifests/pods/probe';
import { plannedMemberRule } from '../member-rule';

/** Clients reach the members that can serve them, and an election does not send all of them away. */
export const readiness = plannedMemberRule(
  {
    name: 'probes/readiness',
    severity: 'error',
    demands:
      'A member has a readiness probe that proves what the plan says, and that fails for longer than two election timeouts before it counts.',
    why: 'Without one, or with one that proves the process only, clients are sent to members that cannot serve and a rollout goes on without a quorum; one that gives up during an election takes every member from its clients at once.',
    source: 'k3k pull request 1168: a rollout passed members without a quorum; Raft, section 5.2: an election takes up to two timeouts.',
  },
  (pool, { system, role, group }) => {
    const probe = probeOf(pool.member, 'readinessProbe');
    const needs = role === 'learner' && system.engine.readiness !== 'process' ? 'member' : system.engine.readiness;
    if (!probe) {
      const problem = 'the member has no readiness probe, so it counts as ready as soon as its process runs';
      return [{ path: pool.member.path, problem, fix: 'ask what proves that it can serve' }];
    }
    if (needs === 'process') return [];
    const { text, proof } = asked(probe.data, pool);
    const weak = {
      process: 'the process only',
      nothing: 'nothing: the answer is yes either way',
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
              problem: `the readiness probe asks ${text}, which proves ${given}, and the plan wants ${needs === 'quorum' ? 'a quorum' : 'a leader'} for it`,
              fix: runs(pool, 'etcd') ? 'ask /readyz' : 'ask what needs them',
            },
          ]
        : []),
      ...(seconds <= election
        ? [
            {
              path: probe.path,
              problem: `the readiness probe gives up after ${seconds} s (${probe.failureThreshold} × ${probe.periodSeconds} s), and an election takes up to ${election} s (2 × ${group.electionMillis} ms)`,
              fix: `let it fail ${Math.floor(election / probe.periodSeconds) + 1} times`,
            },
          ]
        : []),
    ];
  },
);
