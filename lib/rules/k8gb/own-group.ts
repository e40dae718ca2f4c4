import { isDelegated } from '../../plan/names/delegation';
import { seatRule } from '../rule';

/** k8gb moves clients without a decision. That is safe only between clusters of one group. */
export const k8gbOwnGroup = seatRule(
  {
    name: 'k8gb/own-group',
    severity: 'error',
    demands: 'A system whose name k8gb answers has no standby with a group of its own.',
    why: 'A cluster that cannot reach the others answers with its own members. Clients would write to two groups at once, and the writes to the standby would be lost.',
    source: 'k8gb, docs/splitbrain.md: a secondary that cannot reach the edge DNS answers with itself.',
  },
  ({ role }, plan) =>
    isDelegated(plan) && (role === 'hot' || role === 'cold')
      ? [
          {
            problem: `is a ${role} standby with a group of its own, and k8gb would route clients to it without a decision`,
            fix: 'declare a voting standby, or use a host outside the delegated zone, which a commit moves',
          },
        ]
      : [],
);
