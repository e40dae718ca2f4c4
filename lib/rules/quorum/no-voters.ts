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
  ({ pool, role }) =>
    pool.role === 'voter' && pool.declared === 0
      ? [{ problem: `a cluster that is ${role} has 0 voters`, fix: 'give it 1 or more, or leave the cluster out' }]
      : [],
);
