import { Cluster } from '../../domain/cluster';
import type { MembershipContext } from '../../domain/engine';
import type { GroupLedger } from '../../domain/operating-state';
import { packageFile } from '../../programs/package-file';
import { plainObject } from '../input/answer-shape';
import { engineTaskShape } from '../input/engine-shape';
import { answered } from '../input/strategy-answer';
import { hasFormed } from '../members/has-formed';
import { memberDomain, membershipJobName, poolName, tlsFolder } from '../members/object-names';
import { firstVolume, membersIn, poolIn } from '../members/recorded-seats';
import type { RecordedMember, SeatAssignment } from '../members/seat-assignment';
import type { GroupPlan, GuardPlan, MembershipTask, SeatPlan, VolumeLedger } from '../model/system-plan';
import type { SystemBase } from './seat-surroundings';

/** Whether jobs change the membership of a group: it is recorded, there is an image for them, and the engine has a program. */
export const hasMembershipJobs = ({ name }: Pick<GroupPlan, 'name'>, { system, state }: Pick<SystemBase, 'system' | 'state'>): boolean =>
  system.operations !== undefined && system.engine.membership !== undefined && state.groups?.[name] !== undefined;

/**
 * What this cluster does to the membership of its group: a member that comes or goes is added, promoted or removed by its own cluster,
 * where nothing but a sync of that cluster has to be waited for. A cluster that is thawed or to be drained asks whether its members may be
 * restarted: what an earlier drain has evicted is back then.
 */
export function planMembership({ cluster, votes }: SeatAssignment, group: GroupPlan, base: SystemBase): SeatPlan['membership'] {
  const { name, system, state, fleet } = base;
  const ledger = state.groups?.[group.name];
  if (!ledger || !hasMembershipJobs(group, base)) return [];
  const tls = system.peerTls?.kind === 'cert-manager';
  const task = (asked: Pick<MembershipContext, 'action'> & Partial<MembershipContext>): MembershipTask['task'] =>
    answered(name, `${name}.engine.membership.task()`, engineTaskShape, () =>
      system.engine.membership?.task({ member: undefined, voters: group.voters, restarted: [], tls, ...asked }),
    );
  const changes = [...membersIn(ledger, cluster.name), ...left(cluster, ledger, group, base)].flatMap((here): readonly MembershipTask[] => {
    const { name: pod, role, volume } = here;
    const member = { name: pod, host: `${pod}.${memberDomain(here.cluster, name, fleet.dns.zone)}` };
    const about = (action: 'add' | 'promote' | 'remove', runs: MembershipTask['runs']): MembershipTask => {
      const asked = task({ action, member });
      const told = runs === 'beside-members' ? [system.operations?.image, system.engine.pullSecret, asked] : undefined;
      return { action, member: pod, job: membershipJobName(pod, action, volume, told), runs, task: asked };
    };
    // An older ledger says only of the whole cluster whether its learners were added.
    if (role === 'learner') return state.formed.includes(cluster.name) ? [] : [about('add', 'before-members')];
    if (role === 'joining-learner') return [about('add', 'before-members')];
    if (role === 'joining') return [about('add', 'before-members'), about('promote', 'beside-members')];
    return role === 'leaving' || role === 'lost' ? [about('remove', 'before-members')] : [];
  });
  const restarted = group.voters.filter(voter => voter.cluster === cluster.name);
  if (!votes || restarted.length === 0 || ![...state.thawed, ...state.drained].includes(cluster.name)) return changes;
  const prove = task({ action: 'prove', restarted });
  const job = membershipJobName(poolName(name, 'voter'), 'prove');
  return [...changes, { action: 'prove', member: undefined, job, runs: 'before-members', task: prove }];
}

/** Members that lost clusters still have in the group: the first cluster that has voters removes them in their stead. */
function left(here: Cluster, ledger: GroupLedger, { voters }: GroupPlan, { fleet }: SystemBase): readonly RecordedMember[] {
  const [lost, living] = [
    Cluster.inOrder(fleet.clusters).filter(gone => gone.lost),
    Cluster.inOrder(fleet.clusters).filter(kept => !kept.lost),
  ];
  const stands = living.find(({ name }) => voters.some(voter => voter.cluster === name));
  return here.name === stands?.name ? lost.flatMap(({ name }) => membersIn(ledger, name).filter(({ role }) => role === 'leaving')) : [];
}

/** The program that changes the membership of a group, and its image; undefined where people do. */
export const planOperations = (group: GroupPlan, base: SystemBase): SeatPlan['operations'] => {
  const { operations, engine } = base.system;
  return operations && engine.membership && hasMembershipJobs(group, base)
    ? { image: operations.image, files: engine.membership.files }
    : undefined;
};

/** Which volume each member of this cluster votes with: what the ledger says, and their first where it does not name them. */
export function planGuard({ cluster, votes }: SeatAssignment, group: GroupPlan, base: SystemBase): GuardPlan | undefined {
  const { name, system, state } = base;
  if (!system.operations) return undefined;
  const ledger = state.groups?.[group.name];
  const recorded = ledger && poolIn(ledger, name, cluster.name, votes ? 'voter' : 'learner');
  const members = recorded
    ? recorded.map(({ name: pod, role, volume }) => [pod, { role, volume }] as const)
    : [...group.voters, ...group.learners]
        .filter(member => member.cluster === cluster.name)
        .map(({ name: pod, role }) => [pod, { role, volume: firstVolume(state, name, pod) }] as const);
  const formed = votes ? hasFormed(state, name, group.name) : state.formed.includes(cluster.name);
  const program = packageFile('lib/programs/lost-disk-guard.cjs');
  const asks = planAsks(cluster.name, group, base);
  return {
    image: system.operations.image,
    program,
    standing: system.engine.membership?.standing?.module,
    ledger: { system: name, formed, members: Object.fromEntries(members), ...(asks ? { asks } : {}) },
  };
}

/** What a member of this cluster that joins asks its group with; undefined where none does. */
function planAsks(cluster: string, group: GroupPlan, { name, system }: SystemBase): VolumeLedger['asks'] {
  const joining = group.joining.filter(member => member.cluster === cluster);
  const { standing } = system.engine.membership ?? {};
  if (joining.length === 0 || !standing) return undefined;
  const context = { voters: group.voters, joining, tlsFolder: system.peerTls?.kind === 'cert-manager' ? tlsFolder : undefined };
  return answered(name, `${name}.engine.membership.standing.asks()`, plainObject, () => standing.asks(context));
}

/** Members that no disruption takes: those that the ledger has here, whatever they do now, less what may go; undefined without a ledger. */
export function planFloor(
  { cluster, votes }: SeatAssignment,
  { name: group }: GroupPlan,
  allowedDown: number,
  { name, state }: SystemBase,
): number | undefined {
  const ledger = state.groups?.[group];
  if (!ledger) return undefined;
  return Math.max(0, poolIn(ledger, name, cluster.name, votes ? 'voter' : 'learner').length - allowedDown);
}
