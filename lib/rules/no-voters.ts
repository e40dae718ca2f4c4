import { seatRule } from './rule';

/** A seat that is to vote has votes. */
export const noVoters = seatRule('quorum/no-voters', ({ pool, role }) =>
  pool.role === 'voter' && pool.declared === 0
    ? [{ problem: `a cluster that is ${role} has 0 voters`, fix: 'give it 1 or more, or leave the cluster out' }]
    : [],
);
