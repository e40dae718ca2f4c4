import { checkIds } from '../../domain/health-checks';
import { seatRule } from '../rule';

/**
 * Health checks move clients without a decision. That is safe only for a standby of the same group, which loses no
 * write and has no second leader.
 */
export const checkedStandby = seatRule(
  {
    name: 'dns/checked-standby',
    severity: 'error',
    demands: 'A standby with a group of its own has no health check.',
    why: 'A health check moves clients by itself; their writes to a group that was not promoted would be stranded.',
    source: 'Arithmetic of groups: a write that reaches a standby with a group of its own is not in the group that served before.',
  },
  ({ cluster }, { system: { access, topology } }) => {
    if (topology.kind !== 'active-standby' || access.kind !== 'dns' || !checkIds(access.healthChecks).has(cluster.name)) return [];
    // The declared kind counts: an emergency commit that promotes the standby must not be refused because of the checks.
    const declared = topology.standbys.find(standby => standby.cluster.name === cluster.name)?.kind;
    if (declared !== 'hot' && declared !== 'cold') return [];
    return [
      {
        problem: `a ${declared} standby has a health check, and clients must not move to it before it is promoted`,
        fix: 'remove its health check, or declare a voting standby',
      },
    ];
  },
);
