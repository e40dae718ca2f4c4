import type { LastSystem } from '../../plan/document/last-output';
import { hasFormed } from '../../plan/members/has-formed';
import type { SystemPlan } from '../../plan/model/system-plan';
import { fleetRule, type PlanFound } from '../rule';

/** Who is in a formed group changes by steps, and never by the program alone. */
export const memberChange = fleetRule(
  {
    name: 'change/members',
    severity: 'error',
    demands: 'The voters of a group that has formed are those of the last output, or those that the ledger has.',
    why: 'A group does not know what a manifest says: members that are taken away stay in it as voters that are missing, and members that are added crash for ever, since nobody told the group of them.',
    source: 'etcd documentation, "Runtime reconfiguration"; Kubernetes scales a StatefulSet without asking the group.',
  },
  ({ systems }, previous) =>
    systems.flatMap(plan => {
      const before = previous?.systems.find(({ name }) => name === plan.name);
      return before ? plan.groups.flatMap(group => unrecorded(plan, before, group)) : [];
    }),
);

function unrecorded({ name, state }: SystemPlan, before: LastSystem, group: SystemPlan['groups'][number]): readonly PlanFound[] {
  const last = before.groups.find(other => other.name === group.name);
  const voters = (last?.members ?? []).filter(({ role }) => role === 'voter').map(member => member.name);
  if (voters.length === 0 || state.groups?.[group.name]) return [];
  // It is the members of the last output that have formed it, even where only this commit says so.
  if (!hasFormed(state, name, group.name)) return [];
  const now = new Set(group.voters.map(voter => voter.name));
  const gone = voters.filter(voter => !now.has(voter));
  const come = [...now].filter(voter => !voters.includes(voter));
  if (gone.length + come.length === 0) return [];
  const changes = [...(come.length > 0 ? [`adds ${come.join(', ')}`] : []), ...(gone.length > 0 ? [`takes away ${gone.join(', ')}`] : [])];
  return [
    {
      at: name,
      problem: `group ${group.name} has formed with ${voters.length} voters, its ledger does not name them, and the program ${changes.join(' and ')}`,
      fix: `change the topology back, synthesize, record the members with 'georaft step ${name}', then change it: the steps lead there`,
    },
  ];
}
