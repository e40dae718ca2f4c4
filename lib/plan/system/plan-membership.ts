import { Cluster } from '../../domain/cluster';
import type { MembershipContext } from '../../domain/engine';
import type { GroupLedger } from '../../domain/operating-state';
import { PeerTls } from '../../domain/peer-tls';
import type { RaftSystem } from '../../domain/raft-system';
import { packageFile } from '../../programs/package-file';
import { plainObject } from '../input/answer-shape';
import { engineTaskShape } from '../input/engine-shape';
import { answered } from '../input/strategy-answer';
import { hasFormed } from '../members/has-formed';
import { memberDomain, membershipJobName, poolName, tlsFolder } from '../members/object-names';
import { firstVolume, membersIn, poolIn } from '../members/recorded-seats';
import { listensWithTls, recordedTls, switchesPeerTls, tlsOf } from '../members/recorded-tls';
import type { RecordedMember, SeatAssignment } from '../members/seat-assignment';
import type { GroupPlan, GuardPlan, MembershipTask, PeerTlsPlan, SeatPlan, VolumeLedger } from '../model/system-plan';
import type { SystemBase } from './seat-surroundings';

/** Whether jobs change the membership of a group: it is recorded, there is an image for them, and the engine has a program. */
export const hasMembershipJobs = ({ name }: Pick<GroupPlan, 'name'>, { system, state }: Pick<SystemBase, 'system' | 'state'>): boolean =>
  system.operations !== undefined && system.engine.membership !== undefined && state.groups?.[name] !== undefined;

/**
 * What this cluster does to the membership of its group: a member that comes or goes is added, promoted or removed by its own cluster,
 * where nothing but a sync of that cluster has to be waited for. A cluster that is thawed or to be drained asks whether its members may be
 * restarted: what an earlier drain has evicted is back then.
 */
export function planMembership(
  { cluster, votes }: SeatAssignment,
  group: GroupPlan,
  base: SystemBase,
  secured: PeerTlsPlan | undefined,
): SeatPlan['membership'] {
  const { name, system, state, fleet } = base;
  const ledger = state.groups?.[group.name];
  if (!ledger || !hasMembershipJobs(group, base)) return [];
  const folder = folderOf(secured);
  const task = (asked: Pick<MembershipContext, 'action'> & Partial<MembershipContext>): MembershipTask['task'] =>
    answered(name, `${name}.engine.membership.task()`, engineTaskShape, () =>
      system.engine.membership?.task({ member: undefined, voters: group.voters, restarted: [], tlsFolder: folder, ...asked }),
    );
  const changes = [...membersIn(ledger, cluster.name), ...left(cluster, ledger, group, base)].flatMap((here): readonly MembershipTask[] => {
    const { name: pod, role, volume } = here;
    const tls = listensWithTls(ledger, here.cluster, system);
    const member = { name: pod, host: `${pod}.${memberDomain(here.cluster, name, fleet.dns.zone)}`, ...(tls ? { tls } : {}) };
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
  const own = (member: { readonly cluster: string }): boolean => member.cluster === cluster.name;
  const restarted = group.voters.filter(own);
  const all: MembershipTask[] = [...changes];
  const isThawed = state.thawed.includes(cluster.name);
  if (votes && restarted.length > 0 && (isThawed || state.drained.includes(cluster.name))) {
    const job = membershipJobName(poolName(name, 'voter'), 'prove');
    all.push({ action: 'prove', member: undefined, job, runs: 'before-members', task: task({ action: 'prove', restarted }) });
  }
  // The group has its members by addresses with a scheme. Who listens with another one is told to it once he does.
  const listening = [...group.voters, ...group.learners].filter(own);
  if (switchesPeerTls(system) && listening.length > 0 && isSwitched(ledger, system, cluster.name, isThawed)) {
    const asked = task({ action: 'update', restarted: listening });
    const told = [system.operations?.image, system.engine.pullSecret, asked];
    const job = membershipJobName(poolName(name, votes ? 'voter' : 'learner'), 'update', undefined, told);
    all.push({ action: 'update', member: undefined, job, runs: 'beside-members', task: asked });
  }
  return all;
}

/** Whether members of a cluster listen with another scheme than before, or may, until all of the group are where the program wants them. */
function isSwitched(ledger: GroupLedger, system: RaftSystem, cluster: string, isThawed: boolean): boolean {
  const wanted = PeerTls.certificatesOf(system.peerTls) ? 'on' : 'off';
  const modes = Object.values(ledger.templates ?? {}).map(template => tlsOf(template).peerTls);
  const isOver = modes.every(mode => mode === wanted);
  // Where a rollout was taken back, members listen with either scheme until it is begun again.
  const isEven = recordedTls(ledger, cluster) !== undefined && !ledger.stopped?.includes(cluster);
  return isEven && modes.some(mode => mode !== 'off') && (!isOver || isThawed);
}

/** Where a member of a cluster finds its certificate; undefined where it has none. */
const folderOf = (tls: PeerTlsPlan | undefined): string | undefined => (tls && tls.mode !== 'off' ? tlsFolder : undefined);

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
export function planGuard(
  { cluster, votes }: SeatAssignment,
  group: GroupPlan,
  base: SystemBase,
  tls: PeerTlsPlan | undefined,
): GuardPlan | undefined {
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
  const asks = planAsks(cluster.name, group, base, tls);
  return {
    image: system.operations.image,
    program,
    standing: system.engine.membership?.standing?.module,
    ledger: { system: name, formed, members: Object.fromEntries(members), ...(asks ? { asks } : {}) },
  };
}

/** What a member of this cluster that joins asks its group with; undefined where none does. */
function planAsks(cluster: string, group: GroupPlan, { name, system }: SystemBase, tls: PeerTlsPlan | undefined): VolumeLedger['asks'] {
  const joining = group.joining.filter(member => member.cluster === cluster);
  const { standing } = system.engine.membership ?? {};
  if (joining.length === 0 || !standing) return undefined;
  const context = { voters: group.voters, joining, tlsFolder: folderOf(tls) };
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
