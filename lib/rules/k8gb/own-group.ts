import { isDelegated } from '../../plan/names/delegation';
import { seatRule } from '../rule';

/** k8gb moves clients by itself, which only clusters of one group can bear. */
export const k8gbOwnGroup = seatRule(
  {
    name: 'k8gb/own-group',
    severity: 'error',
    demands: 'A system whose name k8gb answers has no standby with a group of its own.',
    why: 'A cluster that loses sight of the others answers with its own members: clients would write to two groups at a time, and what is written to the standby is lost.',
    source: 'k8gb, docs/splitbrain.md: a secondary that cannot ask the edge DNS answers with itself.',
  },
  ({ role }, plan) =>
    isDelegated(plan) && (role === 'hot' || role === 'cold')
      ? [
          {
            problem: `is a ${role} standby with a group of its own, and k8gb would lead clients to it without a decision`,
            fix: 'make it a voting standby, or take a host outside the delegated zone, which a commit moves',
          },
        ]
      : [],
);
