import type { CertificateLedger, GroupLedger } from '../domain/operating-state';
import { memberName } from '../plan/members/object-names';
import { fatalClusters, quorum, survivesAnyCluster, survivesAnyMember, type Votes, voteCount } from '../plan/members/quorum';
import { imageIn, poolIn } from '../plan/members/recorded-seats';
import type { StepKind } from '../plan/model/step-plan';
import { memberInChange, settledGroup, votesOf, withMember } from './ledger-edit';
import { brokenOff, type RolledOut, recordedTemplate, rollOuts, waitsLonger } from './roll-out';
import type { ClusterTarget, GroupTarget, SystemTarget } from './target';
import { volumeChanges, withoutFormer } from './volume-steps';
import { votePath } from './vote-path';

/** One change of a group. A step is made from it. */
export interface GroupChange {
  readonly kind: Exclude<StepKind, 'record' | 'settle' | 'narrow' | 'retire'>;
  readonly member?: string;
  readonly cluster?: string;
  /** The group in the ledger after the change. */
  readonly group: GroupLedger;
  readonly thawed: readonly string[];
  /** Of an upgrade or a rollout: what becomes of the template of its cluster. */
  readonly what?: RolledOut;
  /** Of a reissue: who issues the certificates of peers from now on. */
  readonly reissues?: CertificateLedger;
  /** Whether it replaces members again, before all of them ran what they had been given. */
  readonly mends?: true;
  readonly votes: { readonly before: Votes; readonly after: Votes };
  /** Clusters that are gone for ever and still have votes, or the member, before it. */
  readonly lost?: readonly string[];
}

/**
 * The changes from a group's ledger to what the program wants, in order. Learners are removed first, since an engine may allow only one and
 * voters join as learners. Then voters change one at a time, then volumes, then learners are added, then members restart for a new pod
 * template. They
 * restart first where they must wait longer for a leader, since who joins may be further away. Before all else, a rollout that was broken
 * off, or whose template the program does not want any more, is mended; and before that, members of clusters that are gone are removed.
 *
 * @param thawed the clusters whose members may be replaced now
 */
export function groupChanges(
  ledger: GroupLedger,
  target: GroupTarget,
  system: SystemTarget,
  thawed: readonly string[] = [],
): readonly GroupChange[] {
  const changes: GroupChange[] = [];
  let group = ledger;
  const begin = (
    kind: GroupChange['kind'],
    next: GroupLedger,
    about: Pick<GroupChange, 'member' | 'cluster' | 'what' | 'reissues' | 'mends'>,
    thawed: readonly string[] = [],
  ): void => {
    const before = votesOf(settledGroup(group));
    const gone = target.clusters
      .filter(({ cluster, lost }) => lost && (before.get(cluster) || cluster === about.cluster))
      .map(({ cluster }) => cluster);
    const votes = { before, after: votesOf(settledGroup(next)) };
    changes.push({ kind, ...about, group: next, thawed, votes, ...(gone.length > 0 ? { lost: gone } : {}) });
    group = next;
  };
  const stranded = strandedMember(ledger, target);
  if (stranded) {
    const { name: member, cluster, volume } = stranded;
    const kind = poolIn(ledger, system.system, cluster, 'voter').some(({ name }) => name === member) ? 'remove-voter' : 'remove-learner';
    begin(kind, withMember(group, member, { cluster, role: 'leaving', volume }), { member, cluster });
  }
  const lost = Object.entries(group.members).find(([, { role }]) => role === 'lost');
  if (lost) {
    const [member, { cluster, volume }] = lost;
    const again = withMember(group, member, { cluster, role: 'joining', volume: volume + 1 });
    const volumes = again.volumes?.[cluster];
    const kept = volumes ? { ...again, volumes: { ...again.volumes, [cluster]: withoutFormer(volumes, member) } } : again;
    begin('replace', kept, { member, cluster });
  }
  // While they are in the group, no job finds all voters well.
  for (const here of target.clusters) if (here.lost) removeAll(here);
  restart(brokenOff(ledger, target, thawed));
  if (waitsLonger(ledger, target)) restart();
  for (const here of target.clusters) removeLearners(here);
  const clusters = byPreference(target.clusters);
  const wanted: Votes = new Map(target.clusters.map(({ cluster, voters }) => [cluster, voters]));
  const path = votePath(clusters, votesOf(settledGroup(group)), wanted, isSafe(system));
  if (path.some(({ by }) => by === 1)) makeRoom();
  for (const { cluster, by } of path) {
    const here = target.clusters.find(other => other.cluster === cluster);
    if (!here) continue;
    if (by === 1) addMember(here, 'voter');
    else removeMember(here, 'voter');
  }
  // Who is given up for another volume comes back as a learner.
  if (target.clusters.some(here => volumesOf(here).some(({ kind }) => kind === 'replace'))) makeRoom();
  for (const here of target.clusters) changeVolumes(here);
  for (const here of target.clusters) addLearners(here);
  restart();
  return changes;

  /** The members that stay, by ordinal. */
  function poolOf(of: GroupLedger, cluster: string, role: 'voter' | 'learner') {
    return poolIn(of, system.system, cluster, role).filter(member => member.role !== 'leaving');
  }
  function addMember(here: ClusterTarget, role: 'voter' | 'learner'): void {
    const { cluster, firstOrdinal, volume: offered } = here;
    const now = settledGroup(group);
    const member = memberName(system.system, role, firstOrdinal + poolOf(now, cluster, role).length);
    const volume = (now.left?.[member] ?? 0) + 1;
    const added = withMember(now, member, { cluster, role: role === 'voter' ? 'joining' : 'joining-learner', volume });
    const images = { ...added.images, [cluster]: imageIn(added, cluster, target.image) };
    const template = added.templates && (added.templates[cluster] ?? recordedTemplate(added, here, target));
    const templates = template && { templates: { ...added.templates, [cluster]: template } };
    const volumes = added.volumes && offered ? { volumes: { ...added.volumes, [cluster]: added.volumes[cluster] ?? offered } } : {};
    begin(role === 'voter' ? 'add-voter' : 'add-learner', { ...added, images, ...templates, ...volumes }, { member, cluster });
  }
  /** Removes the last member, since a StatefulSet can drop only its highest ordinal. */
  function removeMember({ cluster }: ClusterTarget, role: 'voter' | 'learner'): void {
    const now = settledGroup(group);
    const last = poolOf(now, cluster, role).at(-1);
    if (!last) return;
    const { name: member, volume } = last;
    const kind = role === 'voter' ? 'remove-voter' : 'remove-learner';
    begin(kind, withMember(now, member, { cluster, role: 'leaving', volume }), { member, cluster });
  }
  /** Who is in a cluster that is gone cannot vote, and whoever joins would wait for it. */
  function removeAll(here: ClusterTarget): void {
    for (const role of ['learner', 'voter'] as const)
      for (let count = poolOf(settledGroup(group), here.cluster, role).length; count > 0; count -= 1) removeMember(here, role);
  }
  function removeLearners(here: ClusterTarget): void {
    for (let count = poolOf(group, here.cluster, 'learner').length; count > here.learners; count -= 1) removeMember(here, 'learner');
  }
  /** A voter joins as a learner: of those that stay some go for that time, the last first, and come again afterwards. */
  function makeRoom(): void {
    const most = Math.max(system.maxLearners - 1, 0);
    const count = (): number => target.clusters.reduce((sum, here) => sum + poolOf(settledGroup(group), here.cluster, 'learner').length, 0);
    for (const here of [...target.clusters].reverse())
      while (count() > most && poolOf(settledGroup(group), here.cluster, 'learner').length > 0) removeMember(here, 'learner');
  }
  function addLearners(here: ClusterTarget): void {
    for (let count = poolOf(settledGroup(group), here.cluster, 'learner').length; count < here.learners; count += 1)
      addMember(here, 'learner');
  }
  /** Restarts cluster by cluster. The clusters that serve clients come last. */
  function restart(only?: readonly string[]): void {
    for (const change of rollOuts(settledGroup(group), target, only)) {
      if ('reissues' in change) {
        begin('reissue', change.group, { reissues: change.reissues });
        continue;
      }
      const { cluster, what, group: next } = change;
      begin(what.image === undefined ? 'rollout' : 'upgrade', next, { cluster, what, ...(only ? { mends: true } : {}) }, [cluster]);
    }
  }
  function volumesOf(here: ClusterTarget) {
    const now = settledGroup(group);
    return volumeChanges(now, here, poolOf(now, here.cluster, 'voter'));
  }
  function changeVolumes(here: ClusterTarget): void {
    for (const { kind, cluster, member, group: next } of volumesOf(here))
      begin(kind, next, { cluster, ...(member === undefined ? {} : { member }) });
  }
}

/** The member that joins, or was given up, in a cluster that has gone for ever meanwhile: how far that is nobody can ask any more. */
function strandedMember(ledger: GroupLedger, { clusters }: GroupTarget) {
  const member = memberInChange(ledger);
  return clusters.some(({ cluster, lost }) => lost && cluster === member?.cluster) && member?.role !== 'leaving' ? member : undefined;
}

/** The order in which clusters get a temporary vote: those that serve clients come last. */
const byPreference = (clusters: readonly ClusterTarget[]): readonly string[] =>
  [...clusters].sort((a, b) => Number(a.serves) - Number(b.serves)).map(({ cluster }) => cluster);

/** Whether a change breaks the objective `survive`, which was met before it. */
export const breaksPromise = ({ votes: { before, after }, lost }: GroupChange, system: SystemTarget): boolean =>
  // With votes in a cluster that is gone the objective is not met, whatever the votes say.
  lost === undefined && isSafe(system)(before) && !isSafe(system)(after);

const isSafe =
  ({ survive }: SystemTarget) =>
  (votes: Votes): boolean =>
    survivesAnyMember(votes) && (survive === 'any-one-member' || survivesAnyCluster(votes));

/**
 * The losses that leave no quorum while a change runs, with the votes before it or with those after it. During an upgrade or a rollout, the
 * member that restarts is missing as well.
 */
export const fatalLosses = ({
  kind,
  cluster,
  votes: { before, after },
  lost,
}: Pick<GroupChange, 'cluster' | 'votes' | 'lost'> & { readonly kind: StepKind }): readonly string[] => {
  const restarts = kind === 'upgrade' || kind === 'rollout' ? cluster : undefined;
  if (lost) return fatalBeside(before, lost);
  const clusters = [...new Set([...fatalClusters(before, restarts), ...fatalClusters(after, restarts)])].sort();
  return survivesAnyMember(before, restarts) && survivesAnyMember(after, restarts) ? clusters : ['any member', ...clusters];
};

/** The losses that leave no quorum while the votes of clusters that are gone are missing already. */
function fatalBeside(votes: Votes, lost: readonly string[]): readonly string[] {
  const living = new Map([...votes].filter(([cluster, count]) => count > 0 && !lost.includes(cluster)));
  const spare = voteCount(living) - quorum(voteCount(votes));
  const clusters = [...living].filter(([, count]) => count > spare).map(([cluster]) => cluster);
  return spare > 0 ? clusters : ['any member', ...clusters];
}

/** Whether the last change of a group is not confirmed yet. */
export const isUnsettled = (group: GroupLedger): boolean => memberInChange(group) !== undefined;
