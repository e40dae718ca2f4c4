import { systemRule } from './rule';

/** Who fails over must be alive: a decision is a commit, and Argo CD must outlive the cluster that it is about. */
export const deliverySurvives = systemRule('argo/survives', ({ outage, seats }, { fleet }) => {
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
});
