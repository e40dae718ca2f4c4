import type { Fleet } from '../../../lib';
import type { GroupLedger, OperatingState } from '../../../lib/domain/operating-state';
import type { RaftSystem } from '../../../lib/domain/raft-system';
import type { StepPlan } from '../../../lib/plan/model/step-plan';
import { must } from '../../fixtures';
import { broken, type Desired, type Job, rendered, type Volume } from './rendered';

/** What is asked of the code under test: each leads from one ledger to another, or is not possible. */
export interface Moves {
  readonly next: (ledger: OperatingState, target: number) => StepPlan | undefined;
  /** @param listed who is in the group, and whether it votes: what the group says when it is asked */
  readonly replace: (ledger: OperatingState, pod: string, listed: ReadonlyMap<string, 'voter' | 'learner'>) => OperatingState | undefined;
  readonly undo: (ledger: OperatingState) => OperatingState | undefined;
  /** What becomes of what a cluster is told, where it is made worse. */
  readonly worsen?: (desired: Desired) => Desired;
  readonly drain: (ledger: OperatingState, cluster: string, target: number) => OperatingState | undefined;
}

/** A ledger in Git with what it makes each cluster do, in the numbers that a state is written with. */
export interface Commit {
  readonly id: number;
  readonly target: number;
  readonly ledger: OperatingState;
  readonly group: GroupLedger;
  /** The step that was committed last: what it says of the losses that it does not survive. */
  readonly step: StepPlan | undefined;
  /** By cluster, the number of what it is told; -1 where it is told nothing. */
  readonly told: readonly number[];
  /** By pod: 0 none, 1 learner, 2 voter, as the group has it while no change runs. */
  readonly roles: readonly number[];
  /** The pods that may differ from it, by role: joining, leaving or lost. One at most, or the ledger is wrong. */
  readonly changing: ReadonlyMap<number, string>;
  readonly thawed: readonly number[];
  readonly drained: readonly number[];
  /** Clusters that the program knows to be gone for ever, and those of them that the step knew of, one bit each. */
  readonly lost: number;
  readonly known: number;
}

/** A commit that may be: what it renders is looked at once it is made. */
export type Later = () => Commit;

/** What a cluster is told, in numbers. */
export interface Told {
  readonly pods: readonly number[];
  readonly frozen: number;
  readonly image: number;
  readonly thawed: boolean;
  readonly votes: boolean;
  readonly waits: boolean;
  readonly before: readonly NumberedJob[];
  readonly during: readonly NumberedJob[];
  readonly voters: readonly number[];
  readonly initial: readonly number[];
  /** How many members no eviction takes, and whether nodes are drained here. */
  readonly floor: number;
  readonly drained: boolean;
  /** The number of its claim template, and of the claims that it applies beside it. */
  readonly claim: number;
  readonly claims: readonly { readonly pod: number; readonly claim: number }[];
  /** By pod that the ledger has here: the volume that it means, and whether the pod may begin with an empty one. */
  readonly volumes: ReadonlyMap<number, { readonly volume: number; readonly role: string }>;
}

export interface NumberedJob {
  readonly action: Job['action'];
  /** -1 where it is about nobody. */
  readonly pod: number;
}

/** What of the rendered objects is looked at: where nothing can come of it, it would only make the world larger. */
export interface LookedAt {
  readonly budgets: 'none' | 'drained' | 'anywhere';
  readonly volumes: boolean;
}

/** Everything that may be committed on the way from a ledger to one of several targets, found as it is needed. */
export class Course {
  readonly clusters: readonly string[];
  /** By pod: its name, its cluster, its place in it. */
  readonly pods: readonly { readonly name: string; readonly cluster: number; readonly at: number }[];
  readonly told: readonly Told[][];
  private readonly commits: Commit[] = [];
  private readonly known = new Map<string, Commit>();
  private readonly made = new Map<string, Commit>();
  private readonly steps = new Map<number, StepPlan | undefined>();
  private readonly toldAs: readonly Map<string, number>[];
  private readonly numbers: ReadonlyMap<string, number>;
  private readonly images: Pick<Desired, 'image' | 'broken' | 'timing'>[] = [];
  private readonly claims: Volume[] = [];
  private readonly losts: readonly number[];
  readonly first: Commit;

  /**
   * @param fleets by target: a cluster may be gone for ever in some of them
   * @param slots by cluster, how many ordinals of its voters and of its learners there can be
   */
  constructor(
    readonly name: string,
    readonly systems: readonly RaftSystem[],
    private readonly fleets: readonly Fleet[],
    ledger: OperatingState,
    slots: readonly { readonly voters: number; readonly learners: number }[],
    private readonly moves: Moves,
    readonly looksAt: LookedAt,
  ) {
    const fleet = must(fleets[0]);
    this.losts = fleets.map(({ clusters }) => clusters.reduce((sum, { lost }, at) => sum + (lost ? 1 << at : 0), 0));
    this.clusters = fleet.clusters.map(cluster => cluster.name);
    this.pods = fleet.clusters.flatMap(({ index }, cluster) =>
      (['voters', 'learners'] as const).flatMap(pool =>
        Array.from({ length: slots[cluster]?.[pool] ?? 0 }, (_, at) => ({
          name: `${pool === 'voters' ? name : `${name}-learner`}-${index * fleet.ordinalStride + at}`,
          cluster,
          at,
        })),
      ),
    );
    this.numbers = new Map(this.pods.map((pod, at) => [pod.name, at]));
    this.told = this.clusters.map(() => []);
    this.toldAs = this.clusters.map(() => new Map());
    this.first = this.commit(ledger, 0, undefined);
  }

  at(id: number): Commit {
    return must(this.commits[id]);
  }

  get size(): number {
    return this.commits.length;
  }

  /** The next step, if there is one. */
  step(commit: Commit): StepPlan | undefined {
    if (!this.steps.has(commit.id)) this.steps.set(commit.id, this.moves.next(commit.ledger, commit.target));
    return this.steps.get(commit.id);
  }

  /** The commit of the next step. */
  next(commit: Commit): Commit {
    return this.once(`next ${commit.id}`, () => {
      const step = must(this.step(commit));
      return this.commit(step.ledger, commit.target, step, this.lost(commit.target));
    });
  }

  /** The program is changed, the ledger is not. */
  retargeted(commit: Commit, target: number): Commit {
    return this.once(`${target} for ${commit.id}`, () => this.commit(commit.ledger, target, commit.step, commit.known));
  }

  /** A member is given up, so that it can come again on a new volume. */
  replaced(commit: Commit, pod: number, listed: ReadonlyMap<string, 'voter' | 'learner'>): Later | undefined {
    const ledger = this.moves.replace(commit.ledger, must(this.pods[pod]).name, listed);
    return ledger && (() => this.commit(ledger, commit.target, undefined));
  }

  /** What was begun is taken back. */
  undone(commit: Commit): Later | undefined {
    const ledger = this.moves.undo(commit.ledger);
    return ledger && (() => this.once(`undo ${commit.id}`, () => this.commit(ledger, commit.target, commit.step, commit.known)));
  }

  /** The nodes of a cluster are to be drained. */
  drained(commit: Commit, cluster: number): Later | undefined {
    const ledger = this.moves.drain(commit.ledger, must(this.clusters[cluster]), commit.target);
    return ledger && (() => this.once(`drain ${cluster} of ${commit.id}`, () => this.commit(ledger, commit.target, undefined)));
  }

  /** A commit that was made before is found by what led to it. */
  private once(by: string, make: Later): Commit {
    const commit = this.made.get(by) ?? make();
    this.made.set(by, commit);
    return commit;
  }

  /** The clusters that are gone for ever in any target. */
  get everLost(): number {
    return this.losts.reduce((sum, lost) => sum | lost, 0);
  }

  /** The clusters that are gone for ever in a target, one bit each. */
  lost(target: number): number {
    return this.losts[target] ?? 0;
  }

  number(pod: string): number {
    return must(this.numbers.get(pod), `a slot for ${pod}`);
  }

  /** Whether members start with the pod template of a target. */
  isBroken(target: number): boolean {
    const { engine, resources } = must(this.systems[target]);
    return engine.image === broken.image || resources?.cpu === broken.cpu;
  }

  private commit(ledger: OperatingState, target: number, step: StepPlan | undefined, knows = 0): Commit {
    const key = JSON.stringify([target, ledger, step?.kind, step?.fatal, step?.mends, knows]);
    const known = this.known.get(key);
    if (known) return known;
    const group = must(ledger.groups?.[this.name]);
    const told = rendered(this.name, must(this.systems[target]), ledger, must(this.fleets[target]));
    const roles = this.pods.map(() => 0);
    const changing = new Map<number, string>();
    for (const [name, { role }] of Object.entries(group.members)) {
      const pod = this.number(name);
      if (role === 'voter') roles[pod] = 2;
      else if (role === 'learner') roles[pod] = 1;
      else changing.set(pod, role);
    }
    const commit: Commit = {
      id: this.commits.length,
      target,
      ledger,
      group,
      step,
      told: this.clusters.map((cluster, at) => {
        const desired = told.get(cluster);
        return this.toldOf(at, desired && this.moves.worsen ? this.moves.worsen(desired) : desired, group);
      }),
      roles,
      changing,
      thawed: ledger.thawed.map(cluster => this.clusters.indexOf(cluster)),
      drained: ledger.drained.map(cluster => this.clusters.indexOf(cluster)),
      lost: this.lost(target),
      known: knows,
    };
    this.commits.push(commit);
    this.known.set(key, commit);
    return commit;
  }

  private toldOf(cluster: number, desired: Desired | undefined, group: GroupLedger): number {
    if (!desired) return -1;
    const numbered = ({ action, member }: Job): NumberedJob => ({
      action,
      pod: member === undefined ? -1 : this.number(member),
    });
    const adds = [...desired.before, ...desired.during].some(({ action }) => action === 'add');
    const known = Object.entries(group.members).filter(([, member]) => member.cluster === this.clusters[cluster]);
    const here = known.filter(([, { role }]) => role !== 'leaving').map(([name]) => name);
    // A StatefulSet numbers its pods without a gap: what it runs is who the ledger has here, and nobody of another cluster.
    if (
      here.sort().join() !== [...desired.pods].sort().join() ||
      desired.pods.some(name => this.pods[this.number(name)]?.cluster !== cluster)
    )
      throw new Error(
        `${this.clusters[cluster]} runs ${desired.pods.join(', ') || 'nobody'} where the ledger has ${here.join(', ') || 'nobody'}`,
      );
    const numbers = (names: readonly string[]): readonly number[] => names.map(name => this.number(name));
    const told: Omit<Told, 'volumes'> = {
      pods: numbers(desired.pods),
      frozen: desired.frozen,
      image: this.imageOf(desired),
      thawed: desired.thawed,
      votes: desired.votes,
      waits: desired.waits,
      before: desired.before.map(numbered),
      during: desired.during.map(numbered),
      // Who does not change the membership looks at neither list.
      voters: adds || desired.before.length > 0 ? numbers(desired.voters) : [],
      initial: adds ? numbers(desired.initial) : [],
      ...this.budgetOf(desired),
      ...this.claimsOf(desired),
    };
    const volumes = known.map(([name, { volume, role }]) => [this.number(name), { volume, role }] as const);
    const key = JSON.stringify([told, volumes]);
    const same = must(this.toldAs[cluster]);
    const list = must(this.told[cluster]);
    if (!same.has(key)) {
      same.set(key, list.length);
      list.push({ ...told, volumes: new Map(volumes) });
    }
    return must(same.get(key));
  }

  /** What a pod template with this number is. */
  template(number: number): Pick<Desired, 'image' | 'broken' | 'timing'> {
    return must(this.images[number]);
  }

  /** What a claim with this number asks for. */
  volume(claim: number): Volume {
    return must(this.claims[claim]);
  }

  private budgetOf({ floor, drained }: Desired): Pick<Told, 'floor' | 'drained'> {
    const { budgets } = this.looksAt;
    return budgets === 'anywhere' || (budgets === 'drained' && drained) ? { floor, drained } : { floor: 0, drained: false };
  }

  private claimsOf({ claim, claims }: Desired): Pick<Told, 'claim' | 'claims'> {
    if (!this.looksAt.volumes) return { claim: 0, claims: [] };
    return {
      claim: this.claimOf(claim),
      claims: claims.map(one => ({ pod: this.number(one.member), claim: this.claimOf(one) })),
    };
  }

  private claimOf({ storageClass, mebibytes }: Volume): number {
    const known = this.claims.findIndex(other => other.storageClass === storageClass && other.mebibytes === mebibytes);
    return known < 0 ? this.claims.push({ storageClass, mebibytes }) - 1 : known;
  }

  private imageOf({ image, broken, timing }: Desired): number {
    const known = this.images.findIndex(other => other.image === image);
    return known < 0 ? this.images.push({ image, broken, timing }) - 1 : known;
  }
}
