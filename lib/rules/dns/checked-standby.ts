import { checkIds } from '../../domain/health-checks';
import { seatRule } from '../rule';

/** Health checks move clients by themselves, which only a standby of the same group can bear: it loses nothing, and nothing writes against it. */
export const checkedStandby = seatRule(
  {
    name: 'dns/checked-standby',
    severity: 'error',
    demands: 'A standby with a group of its own has no health check.',
    why: 'A health check moves clients by itself; their writes to a group that was not promoted would be stranded.',
    source: 'georaft design, section 4, rule 9: a planned switchover is two commits.',
  },
  ({ role, cluster, serves, group }, { system, seats }) => {
    if (system.access.kind !== 'dns' || !checkIds(system.access.healthChecks).has(cluster.name)) return [];
    const active = seats.find(seat => seat.role === 'active');
    if (!serves || !active || active.group === group) return [];
    return [
      {
        problem: `a ${role} standby has a health check, and its group is not the one that serves: clients must not move to it before it is promoted`,
        fix: 'take its check away, or make it a voting standby of the group that serves',
      },
    ];
  },
);
