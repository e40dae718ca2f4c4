import { systemRule } from '../rule';

/** A failover by commit needs Argo CD, so Argo CD must survive the loss of the active cluster. */
export const deliverySurvives = systemRule(
  {
    name: 'argo/survives',
    severity: 'warning',
    demands: 'A failover by commit does not depend on the cluster that is lost.',
    why: 'If Argo CD runs on the cluster that serves, the loss of that cluster is also the loss of Argo CD, which would apply the commit.',
    source: 'Arithmetic of the topology: what performs the failover must not be lost with the cluster that fails.',
  },
  ({ outage, seats }, { fleet }) => {
    const runsOn = fleet.delivery?.runsOn.name;
    const lost = seats.some(({ role, cluster }) => role === 'active' && cluster.name === runsOn);
    return lost && outage.ends === 'decision'
      ? [
          {
            severity: 'warning' as const,
            problem: `Argo CD runs on ${runsOn}, which is active: when it is lost, nothing applies the commit that moves the name`,
            fix: 'run Argo CD on a cluster that does not serve, or apply that commit by hand in the remaining clusters',
          },
        ]
      : [];
  },
);
