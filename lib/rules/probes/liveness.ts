import { type Proof, probeRequest, sameQuestion } from '../../manifests/pods/health';
import type { MemberPool } from '../../manifests/pods/member-pool';
import { probeOf } from '../../manifests/pods/probe';
import { memberRule } from '../member-rule';

/** Why a probe with this proof must not restart a member. */
const wrong: Readonly<Partial<Record<Proof, string>>> = {
  member: 'fails without a leader',
  quorum: 'fails without a quorum',
  active: 'fails on every standby',
  nothing: 'never fails',
  absent: 'always fails, because the program has no such path',
};

/** A probe that restarts a member depends only on its process. */
export const liveness = memberRule(
  {
    name: 'probes/liveness',
    severity: 'error',
    demands: 'The liveness and startup probes of a member depend only on its process, not on its peers.',
    why: 'Otherwise the loss of the quorum restarts all members together, again and again, although a restart does not help. The group never recovers by itself.',
    source:
      'etcd server/etcdserver/api/etcdhttp/health.go; etcd-druid pull request 1361; rqlite documentation, "Monitoring"; Kubernetes, "Liveness probes".',
  },
  pool =>
    (['livenessProbe', 'startupProbe'] as const).flatMap(kind => {
      const probe = probeOf(pool.member, kind);
      if (!probe) return [];
      const { text, proof } = probeRequest(probe.data, pool);
      const answer = proof
        ? wrong[proof]
        : readinessToo(probe.data, pool)
          ? `fails without a ${pool.plan?.readiness === 'quorum' ? 'quorum' : 'leader'}, as the readiness probe does`
          : undefined;
      if (answer === undefined) return [];
      const what = kind === 'livenessProbe' ? 'liveness' : 'startup';
      return [
        {
          path: probe.path,
          problem: `the ${what} probe requests ${text}, which ${answer}; the kubelet restarts the member by it`,
          fix: 'use a probe that proves only the process, such as /livez of etcd or a TCP connection',
        },
      ];
    }),
);

/** Whether the readiness probe has the same handler, and readiness needs more than the process. */
function readinessToo(handler: Parameters<typeof sameQuestion>[0], { member, plan }: MemberPool): boolean {
  const readiness = probeOf(member, 'readinessProbe');
  return plan !== undefined && plan.readiness !== 'process' && readiness !== undefined && sameQuestion(handler, readiness.data);
}
