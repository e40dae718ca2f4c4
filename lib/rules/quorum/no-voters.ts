import { seatRule } from '../rule';

/** A seat that is to vote has votes. */
export const noVoters = seatRule(
  {
    name: 'quorum/no-voters',
    severity: 'error',
    demands: 'A cluster that is to vote has votes.',
    why: 'It would be rendered, delivered and watched, and count for nothing.',
    source: 'Arithmetic of the topology itself.',
  },
  // Members of a group that is recorded come and go by steps: before the first and after the last one a cluster has none.
  ({ pool, role, group }, { state }) =>
    pool.role === 'voter' && pool.declared === 0 && !state.groups?.[group.name]
      ? [{ problem: `a cluster that is ${role} has 0 voters`, fix: 'give it 1 or more, or leave the cluster out' }]
      : [],
);
