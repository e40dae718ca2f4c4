import { numberAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';

/** A member that was replaced has been there for a while before the next one goes. */
export const soak = plannedMemberRule(
  {
    name: 'disruption/soak',
    severity: 'warning',
    demands: 'A member counts as available when it has been ready for longer than two election timeouts: minReadySeconds.',
    why: 'A member that has just become ready can have an election before it, and still lag behind. The next one that goes is then a second one that is missing.',
    source: 'Kubernetes enhancement 2599, "minReadySeconds for StatefulSets"; Raft, section 5.2: an election takes up to two timeouts.',
  },
  ({ object }, { group }) => {
    const given = numberAt(object.data, 'spec', 'minReadySeconds') ?? 0;
    const needed = (2 * group.electionMillis) / 1000;
    if (given > needed) return [];
    const problem = `the next member goes ${given} s after the last one became ready, and an election takes up to ${needed} s (2 × ${group.electionMillis} ms)`;
    return [{ path: ['spec', 'minReadySeconds'], problem, fix: `make it ${Math.max(10, Math.floor(needed) + 1)}` }];
  },
);
