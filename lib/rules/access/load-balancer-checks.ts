import { systemRule } from '../rule';

/** An election is no failure: it ends by itself, and every cluster of the group is in it. */
export const loadBalancerChecks = systemRule(
  {
    name: 'access/load-balancer-checks',
    severity: 'error',
    demands: 'Load balancers that ask for a leader or a quorum bear with more than two election timeouts before they take a member out.',
    why: 'During an election no member of any cluster passes such a check: all would be taken out at once, connections cut, and clients led to whichever cluster answers first.',
    source: 'Raft, section 5.2: an election takes up to two timeouts as a rule; HAProxy configuration manual, "inter" and "fall".',
  },
  ({ system: { access }, seats }) => {
    if (access.kind !== 'load-balancer' || access.exposure.kind !== 'pod-addresses') return [];
    const active = seats.find(({ role }) => role === 'active');
    const { readiness } = active?.config ?? {};
    if (!active || !readiness || readiness.needs === 'process' || readiness.handler.kind !== 'http') return [];
    const { interval, fall } = access.checks;
    const borne = interval.toMilliseconds() * fall;
    const election = 2 * active.group.timing.electionMillis;
    if (borne > election) return [];
    const enough = Math.floor(election / interval.toMilliseconds()) + 1;
    return [
      {
        problem: `a member is taken out after ${fall} checks in ${borne} ms, and an election of group ${active.group.name} may take ${election} ms`,
        fix: enough <= 10 ? `make 'fall' ${enough} or more` : `check less often, with 'fall' times 'interval' over ${election} ms`,
      },
    ];
  },
);
