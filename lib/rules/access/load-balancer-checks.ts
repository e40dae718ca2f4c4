import { systemRule } from '../rule';

/** Load balancers do not take an election for a failure: it ends by itself, and all clusters of the group are in it at once. */
export const loadBalancerChecks = systemRule(
  {
    name: 'access/load-balancer-checks',
    severity: 'error',
    demands:
      'Load balancers whose health check needs a leader or a quorum wait for more than two election timeouts before they mark a member down.',
    why: 'During an election no member of any cluster passes such a check. All members would be marked down at once, connections would be cut, and clients would be routed to the cluster that answers first.',
    source: 'Raft, section 5.2: an election usually takes up to two timeouts; HAProxy configuration manual, "inter" and "fall".',
  },
  ({ system: { access }, seats }) => {
    if (access.kind !== 'load-balancer' || access.exposure.kind !== 'pod-addresses') return [];
    const active = seats.find(({ role }) => role === 'active');
    const { readiness } = active?.config ?? {};
    if (!active || !readiness || readiness.needs === 'process' || readiness.handler.kind !== 'http') return [];
    const { interval, fall } = access.checks;
    const tolerated = interval.toMilliseconds() * fall;
    const election = 2 * active.group.timing.electionMillis;
    if (tolerated > election) return [];
    const enough = Math.floor(election / interval.toMilliseconds()) + 1;
    return [
      {
        problem: `a member is marked down after ${fall} checks in ${tolerated} ms, and an election of group ${active.group.name} may take ${election} ms`,
        fix: enough <= 10 ? `set 'fall' to ${enough} or more` : `check less often, with 'fall' times 'interval' over ${election} ms`,
      },
    ];
  },
);
