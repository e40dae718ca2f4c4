import { seatRule } from '../rule';

/** A seat whose role votes has voters. */
export const noVoters = seatRule(
  {
    name: 'quorum/no-voters',
    severity: 'error',
    demands: 'A cluster whose role has votes has at least one voter.',
    why: 'Without voters it would be rendered and delivered, and would not count for the quorum.',
    source: 'Arithmetic of the topology.',
  },
  // Members of a group that is recorded come and go by steps: before the first and after the last one a cluster has none.
  ({ pool, role, group }, { state }) =>
    pool.role === 'voter' && pool.declared === 0 && !state.groups?.[group.name]
      ? [{ problem: `a cluster that is ${role} has 0 voters`, fix: 'declare 1 or more, or remove the cluster' }]
      : [],
);
