import { asked, type Proof, sameQuestion } from '../../manifests/pods/health';
import type { MemberPool } from '../../manifests/pods/member-pool';
import { probeOf } from '../../manifests/pods/probe';
import { memberRule } from '../member-rule';

/** What is wrong with restarting a member by the answer. */
const wrong: Readonly<Partial<Record<Proof, string>>> = {
  member: 'no without a leader',
  quorum: 'no without a quorum',
  active: 'no to every standby',
  nothing: 'yes whatever happens',
  absent: 'no always, as the program has no such path',
};

/** A probe that restarts a member asks for its process only. */
export const liveness = memberRule(
  {
    name: 'probes/liveness',
    severity: 'error',
    demands: 'The probes that restart a member, for liveness and at startup, ask whether its process answers, and nothing of its peers.',
    why: 'When the quorum is lost, all members are restarted together and again, while those that are cut off could not help it; the group never comes back by itself.',
    source:
      'etcd server/etcdserver/api/etcdhttp/health.go; etcd-druid pull request 1361; rqlite documentation, "Monitoring"; Kubernetes, "Liveness probes".',
  },
  pool =>
    (['livenessProbe', 'startupProbe'] as const).flatMap(kind => {
      const probe = probeOf(pool.member, kind);
      if (!probe) return [];
      const { text, proof } = asked(probe.data, pool);
      const answer = proof
        ? wrong[proof]
        : readinessToo(probe.data, pool)
          ? `no without a ${pool.plan?.system.engine.readiness === 'quorum' ? 'quorum' : 'leader'}, as for readiness`
          : undefined;
      if (answer === undefined) return [];
      const what = kind === 'livenessProbe' ? 'liveness' : 'startup';
      return [
        {
          path: probe.path,
          problem: `the ${what} probe asks ${text}, which says ${answer}; the kubelet restarts the member by it`,
          fix: 'ask what proves the process only, such as /livez of etcd or a TCP connection',
        },
      ];
    }),
);

/** Whether the same is asked for readiness, and readiness needs more than the process. */
function readinessToo(handler: Parameters<typeof sameQuestion>[0], { member, plan }: MemberPool): boolean {
  const readiness = probeOf(member, 'readinessProbe');
  return (
    plan !== undefined && plan.system.engine.readiness !== 'process' && readiness !== undefined && sameQuestion(handler, readiness.data)
  );
}
