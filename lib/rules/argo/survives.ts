import { systemRule } from '../rule';

/** Who fails over must be alive: a decision is a commit, and Argo CD must outlive the cluster that it is about. */
export const deliverySurvives = systemRule(
  {
    name: 'argo/survives',
    severity: 'warning',
    demands: 'A failover by commit does not depend on the cluster that is lost.',
    why: 'Where Argo CD runs on the cluster that serves, the loss of that cluster also takes away whoever would apply the commit.',
    source: 'georaft design, section 4, rule 13: whoever fails over must be alive.',
  },
  ({ outage, seats }, { fleet }) => {
    const runsOn = fleet.delivery?.runsOn.name;
    const lost = seats.some(({ role, cluster }) => role === 'active' && cluster.name === runsOn);
    return lost && outage.ends === 'decision'
      ? [
          {
            severity: 'warning' as const,
            problem: `Argo CD runs on ${runsOn}, which is active: when it is lost, nobody applies the commit that moves the name`,
            fix: 'run Argo CD on a cluster that does not serve, or apply that commit by hand in the clusters that are left',
          },
        ]
      : [];
  },
);
