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
  ({ cluster }, { system: { access, topology } }) => {
    if (topology.kind !== 'active-standby' || access.kind !== 'dns' || !checkIds(access.healthChecks).has(cluster.name)) return [];
    // As it is declared: a commit that promotes it in an emergency must not be refused for the checks of the others.
    const declared = topology.standbys.find(standby => standby.cluster.name === cluster.name)?.kind;
    if (declared !== 'hot' && declared !== 'cold') return [];
    return [
      {
        problem: `a ${declared} standby has a health check, and clients must not move to it before it is promoted`,
        fix: 'take its check away, or make it a voting standby',
      },
    ];
  },
);
