import { numberAt } from '../../manifests/yaml/json';
import { soakSeconds } from '../../plan/members/probes';
import { plannedMemberRule } from '../member-rule';

/** A replaced member is ready for some time before the rollout replaces the next one. */
export const soak = plannedMemberRule(
  {
    name: 'disruption/soak',
    severity: 'warning',
    demands: 'A member counts as available when it has been ready for longer than two election timeouts: minReadySeconds.',
    why: 'A member that has just become ready may still lag behind, or be about to take part in an election. If the next member is stopped then, two are missing.',
    source: 'Kubernetes enhancement 2599, "minReadySeconds for StatefulSets"; Raft, section 5.2: an election takes up to two timeouts.',
  },
  ({ object }, { group }) => {
    const given = numberAt(object.data, 'spec', 'minReadySeconds') ?? 0;
    const needed = (2 * group.electionMillis) / 1000;
    if (given > needed) return [];
    const problem = `the rollout stops the next member ${given} s after the last one became ready, and an election takes up to ${needed} s (2 × ${group.electionMillis} ms)`;
    return [{ path: ['spec', 'minReadySeconds'], problem, fix: `set it to ${soakSeconds(group)}` }];
  },
);
