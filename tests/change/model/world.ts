import type { Commit, Course, NumberedJob, Told } from './course';
import { type Loss, lossesOf } from './losses';
import { Cluster, commitOf, Data, Head, nothing, Pod, Role, Runs, type State } from './state';

/** What the world is like beyond the list of steps. Each of these can be made worse, to see that the model notices. */
export interface Laws {
  /** What may be lost, one at a time. */
  readonly losses: readonly Loss['kind'][];
  /** Whether a hook that does not get on is given up after a while, so that the newest commit is begun. */
  readonly hooks: 'until-done' | 'given-up';
  /** Whether a job proves the health of the group before it changes the membership. */
  readonly proves: boolean;
  /** Whether who commits waits for the gate. */
  readonly gate: 'holds' | 'skipped';
  /** When a learner is promoted. */
  readonly promotes: 'caught-up' | 'at-once';
  /** Whether a member begins with an empty volume: where the ledger lets it join; where also the group says that it is a learner; always. */
  readonly guard: 'ledger' | 'ledger-and-group' | 'none';
  /** Whether an operation of Argo CD waits for the members to be healthy. */
  readonly waits: boolean;
  /** Learners that the engine admits at a time. */
  readonly learners: number;
  readonly zones: number;
  /** How often the program is changed under way. */
  readonly retargets: number;
  /** How many volumes are lost in all. */
  readonly volumes: number;
}

export const reality: Laws = {
  losses: [],
  hooks: 'until-done',
  proves: true,
  gate: 'holds',
  promotes: 'caught-up',
  guard: 'ledger-and-group',
  waits: true,
  learners: 1,
  zones: 3,
  retargets: 0,
  volumes: 1,
};

/** What happens next: by whom, in words, and what it leaves. */
export interface Event {
  readonly kind: 'write' | 'catch-up' | 'cluster' | 'pod' | 'commit' | 'retarget' | 'loss' | 'return' | 'give-up';
  readonly did: () => string;
  readonly state: State;
}
type Emit = (kind: Event['kind'], did: () => string, state: State) => void;

/** Clusters, volumes, a Raft group and an operator, and everything that can happen next. */
export class World {
  readonly losses: readonly Loss[];
  private readonly clustersAt = Head.size;
  private readonly podsAt: number;
  private readonly size: number;

  constructor(
    readonly course: Course,
    readonly laws: Laws,
  ) {
    this.losses = lossesOf(course, laws.losses, laws.zones);
    this.podsAt = this.clustersAt + Cluster.size * course.clusters.length;
    this.size = this.podsAt + Pod.size * course.pods.length;
  }

  /** The group at rest where its ledger has it. Who has left keeps its old volume, whose id is no member's any more. */
  start(): State {
    const state = new Uint8Array(this.size);
    const { first } = this.course;
    first.told.forEach((told, cluster) => {
      this.set(state, cluster, Cluster.applied, told < 0 ? nothing : told);
      this.set(state, cluster, Cluster.operation, nothing);
      this.set(state, cluster, Cluster.template, this.told(cluster, told)?.image ?? nothing);
    });
    first.roles.forEach((role, pod) => {
      const { name, cluster } = this.course.pods[pod] ?? { name: '', cluster: 0 };
      const left = first.group.left?.[name];
      if (left !== undefined) this.put(state, pod, { mark: left, data: Data.behind, owner: left });
      if (role === Role.none) return;
      const volume = first.group.members[name]?.volume ?? 0;
      const template = this.told(cluster, first.told[cluster] ?? -1)?.image ?? 0;
      this.put(state, pod, { runs: Runs.yes, template, mark: volume, data: Data.all, owner: volume, role, id: volume });
    });
    return state;
  }

  /** Everything that can happen next. */
  next(state: State): readonly Event[] {
    const found: Event[] = [];
    const emit: Emit = (kind, did, after) => found.push({ kind, did, state: this.settled(after) });
    const commit = this.course.at(commitOf(state));
    this.operate(state, commit, emit);
    for (let cluster = 0; cluster < this.course.clusters.length; cluster += 1) {
      if (this.isCut(state, cluster)) continue;
      this.synchronize(state, commit, cluster, emit);
      this.control(state, cluster, emit);
    }
    this.replicate(state, emit);
    this.lose(state, emit);
    return found;
  }

  // ——— reading and writing a state

  get(state: State, cluster: number, field: number): number {
    return state[this.clustersAt + cluster * Cluster.size + field] ?? 0;
  }
  of(state: State, pod: number, field: number): number {
    return state[this.podsAt + pod * Pod.size + field] ?? 0;
  }
  told(cluster: number, number: number): Told | undefined {
    return this.course.told[cluster]?.[number];
  }
  private set(state: State, cluster: number, field: number, value: number): void {
    state[this.clustersAt + cluster * Cluster.size + field] = value;
  }
  private put(state: State, pod: number, fields: Partial<Record<keyof typeof Pod, number>>): void {
    for (const field in fields)
      state[this.podsAt + pod * Pod.size + Pod[field as keyof typeof Pod]] = fields[field as keyof typeof Pod] ?? 0;
  }
  private changed(state: State, change: (copy: State) => void): State {
    const copy = state.slice();
    change(copy);
    return copy;
  }

  // ——— the group

  isUp(state: State, pod: number): boolean {
    return this.of(state, pod, Pod.runs) === Runs.yes;
  }
  /** Voters, and those of them that can answer for what they once acknowledged. */
  votes(state: State): { readonly all: number; readonly living: number; readonly ignorant: number } {
    let all = 0;
    let living = 0;
    let ignorant = 0;
    for (let pod = 0; pod < this.course.pods.length; pod += 1) {
      if (this.of(state, pod, Pod.role) !== Role.voter) continue;
      all += 1;
      const data = this.of(state, pod, Pod.data);
      const own = this.of(state, pod, Pod.owner) === this.of(state, pod, Pod.id);
      if (own && data >= Data.behind && this.isUp(state, pod)) living += 1;
      if (own && (data === Data.incomplete || data === Data.behind)) ignorant += 1;
    }
    return { all, living, ignorant };
  }
  hasQuorum(state: State): boolean {
    const { all, living } = this.votes(state);
    return living >= majority(all);
  }
  private podsWith(state: State, role: number): readonly number[] {
    const found: number[] = [];
    for (let pod = 0; pod < this.course.pods.length; pod += 1) if (this.of(state, pod, Pod.role) === role) found.push(pod);
    return found;
  }

  /** Writes are acknowledged by a quorum, any one; the others catch up at any time. */
  private replicate(state: State, emit: Emit): void {
    if (!this.hasQuorum(state)) return;
    const voters = this.podsWith(state, Role.voter);
    const up = voters.filter(pod => this.isUp(state, pod));
    for (const pod of [...voters, ...this.podsWith(state, Role.learner)]) {
      const data = this.of(state, pod, Pod.data);
      if (this.isUp(state, pod) && (data === Data.incomplete || data === Data.behind))
        emit(
          'catch-up',
          () => `${this.name(pod)} catches up`,
          this.changed(state, copy => this.put(copy, pod, { data: Data.all })),
        );
    }
    // Only a log that is complete leads; who leads has what it wrote.
    for (const wrote of subsets(up, majority(voters.length))) {
      if (!wrote.some(pod => this.of(state, pod, Pod.data) === Data.all)) continue;
      emit(
        'write',
        () => `a write on ${wrote.map(pod => this.name(pod)).join(', ')}`,
        this.changed(state, copy => {
          for (let pod = 0; pod < this.course.pods.length; pod += 1)
            if (this.of(copy, pod, Pod.data) === Data.all) this.put(copy, pod, { data: Data.behind });
          for (const pod of wrote) this.put(copy, pod, { data: Data.all });
        }),
      );
    }
  }

  // ——— Argo CD

  private synchronize(state: State, commit: Commit, cluster: number, emit: Emit): void {
    const name = this.course.clusters[cluster];
    const operation = this.get(state, cluster, Cluster.operation);
    if (operation === nothing) {
      const wanted = commit.told[cluster] ?? -1;
      const applied = this.get(state, cluster, Cluster.applied);
      if (wanted < 0 && applied !== nothing)
        emit(
          'cluster',
          () => `${name} is given up`,
          this.changed(state, copy => this.set(copy, cluster, Cluster.applied, nothing)),
        );
      if (wanted >= 0 && wanted !== applied)
        emit(
          'cluster',
          () => `${name} begins commit ${commit.id}`,
          this.changed(state, copy => {
            this.set(copy, cluster, Cluster.operation, wanted);
            this.set(copy, cluster, Cluster.phase, 0);
          }),
        );
      return;
    }
    const told = this.told(cluster, operation);
    if (!told) return;
    const phase = this.get(state, cluster, Cluster.phase);
    const further = (copy: State): void => this.set(copy, cluster, Cluster.phase, phase + 1);
    // Of each hook: the proof, then the change.
    const hooks = 2 * told.before.length;
    if (phase < hooks) {
      const job = told.before[phase >> 1];
      if (!job) return;
      if (this.laws.hooks === 'given-up' && phase % 2 === 0)
        emit(
          'give-up',
          () => `${name} gives its hook up`,
          this.changed(state, copy => this.set(copy, cluster, Cluster.operation, nothing)),
        );
      if (phase % 2 === 0) {
        if (!this.laws.proves || this.isProven(state, told, job))
          emit('cluster', () => `${name} has proven the group`, this.changed(state, further));
        return;
      }
      const done = this.done(state, job);
      if (done) emit('cluster', () => `${name}: ${job.action} ${this.name(job.pod)}`, this.changed(done, further));
      return;
    }
    if (phase === hooks) {
      emit(
        'cluster',
        () => `${name} applies its objects`,
        this.changed(state, copy => {
          this.set(copy, cluster, Cluster.applied, operation);
          further(copy);
        }),
      );
      return;
    }
    const job = told.during[phase - hooks - 1];
    if (job) {
      const done = this.done(state, job);
      if (done) emit('cluster', () => `${name}: ${job.action} ${this.name(job.pod)}`, this.changed(done, further));
      return;
    }
    if (!this.laws.waits || this.isHealthy(state, told))
      emit(
        'cluster',
        () => `${name} is synchronized`,
        this.changed(state, copy => this.set(copy, cluster, Cluster.operation, nothing)),
      );
  }

  /** All other voters that the hook knows are the group's, run and are caught up; nobody else votes or learns to. */
  private isProven(state: State, { voters, before }: Told, { pod: about, action }: NumberedJob): boolean {
    const stands = (pod: number): boolean =>
      this.of(state, pod, Pod.role) === Role.voter && this.isUp(state, pod) && this.of(state, pod, Pod.data) === Data.all;
    if (action === 'remove' && this.of(state, about, Pod.role) === Role.none) return true;
    const others = this.podsWith(state, Role.voter).filter(pod => pod !== about && !before.some(job => job.pod === pod));
    return voters.every(pod => pod === about || stands(pod)) && others.every(pod => voters.includes(pod)) && this.hasQuorum(state);
  }

  /** What a membership command leaves; undefined where etcd refuses it. Done twice, it does nothing. */
  private done(state: State, { action, pod }: NumberedJob): State | undefined {
    const role = this.of(state, pod, Pod.role);
    const { all } = this.votes(state);
    const voters = this.podsWith(state, Role.voter);
    const up = voters.filter(voter => this.isUp(state, voter)).length;
    if (!this.hasQuorum(state)) return undefined;
    if (action === 'remove') {
      if (role === Role.none) return state;
      // --strict-reconfig-check: those that are connected stay a majority of what is left.
      const left = up - (role === Role.voter && this.isUp(state, pod) ? 1 : 0);
      if (role === Role.voter && (all === 1 || left < majority(all - 1))) return undefined;
      return this.changed(state, copy => this.put(copy, pod, { role: Role.none, id: 0 }));
    }
    if (action === 'add') {
      if (role !== Role.none) return state;
      if (this.podsWith(state, Role.learner).length >= this.laws.learners || up < all) return undefined;
      const id = Math.max(this.of(state, pod, Pod.owner), this.of(state, pod, Pod.mark)) + 1;
      return this.changed(state, copy => this.put(copy, pod, { role: Role.learner, id }));
    }
    if (role === Role.voter) return state;
    const own = this.of(state, pod, Pod.owner) === this.of(state, pod, Pod.id);
    const caughtUp = own && this.isUp(state, pod) && this.of(state, pod, Pod.data) >= Data.behind;
    if (role !== Role.learner || (this.laws.promotes === 'caught-up' && !caughtUp)) return undefined;
    return this.changed(state, copy => this.put(copy, pod, { role: Role.voter }));
  }

  /** What Argo CD calls healthy of a StatefulSet: as many ready as there are to be, in the new template as far as it goes. */
  private isHealthy(state: State, { pods, frozen, image, votes }: Told): boolean {
    return pods.every(
      (pod, at) =>
        this.isUp(state, pod) &&
        this.of(state, pod, Pod.role) === (votes ? Role.voter : Role.learner) &&
        this.hasQuorum(state) &&
        (at < frozen || this.of(state, pod, Pod.template) === image),
    );
  }

  // ——— the StatefulSet and its pods

  private control(state: State, cluster: number, emit: Emit): void {
    const applied = this.get(state, cluster, Cluster.applied);
    const told = this.told(cluster, applied);
    const pods = told?.pods ?? [];
    for (let pod = 0; pod < this.course.pods.length; pod += 1) {
      if (this.course.pods[pod]?.cluster !== cluster) continue;
      const runs = this.of(state, pod, Pod.runs);
      const place = pods.indexOf(pod);
      if (place < 0) {
        if (runs !== Runs.none)
          emit(
            'pod',
            () => `${this.name(pod)} is stopped`,
            this.changed(state, copy => this.put(copy, pod, { runs: Runs.none })),
          );
      } else if (runs === Runs.none && told) {
        // Before the partition a pod has the template that the set had; a set that is new has one only.
        const before = this.get(state, cluster, Cluster.template);
        const template = place < told.frozen && before !== nothing ? before : told.image;
        emit(
          'pod',
          () => `${this.name(pod)} is created`,
          this.changed(state, copy => this.put(copy, pod, { runs: Runs.waits, template })),
        );
      } else if (runs === Runs.waits && told) this.begin(state, pod, told, emit);
    }
    if (told) this.roll(state, told, emit);
  }

  /** The guard, then the engine: it goes on with the data of its own id, or begins with none if the list it has is the group's. */
  private begin(state: State, pod: number, told: Told, emit: Emit): void {
    if (this.isLost(state, pod)) return;
    const meant = told.volumes.get(pod);
    const mark = this.of(state, pod, Pod.mark);
    const role = this.of(state, pod, Pod.role);
    const id = this.of(state, pod, Pod.id);
    const runs = (data: number, volume: number): void =>
      emit(
        'pod',
        () => `${this.name(pod)} runs`,
        this.changed(state, copy => this.put(copy, pod, { runs: Runs.yes, data, mark: volume, owner: id })),
      );
    const data = this.of(state, pod, Pod.data);
    const guarded = this.laws.guard !== 'none';
    if (!meant || meant.role === 'lost') return;
    const rightVolume = mark === meant.volume || !guarded;
    if (data !== Data.none && rightVolume) {
      if (role !== Role.none && this.of(state, pod, Pod.owner) === id) runs(data, mark);
      return;
    }
    const mayBegin = meant.role === 'joining' || meant.role === 'learner';
    const asked = this.laws.guard !== 'ledger-and-group' || role === Role.learner;
    if (guarded && !(mayBegin && asked && mark <= meant.volume)) return;
    if (role === Role.none || !this.hasQuorum(state)) return;
    const members = [...this.podsWith(state, Role.voter), ...this.podsWith(state, Role.learner)];
    const listed = told.initial.length === 0 && !guarded ? members : told.initial;
    if (listed.length === members.length && members.every(member => listed.includes(member))) runs(Data.incomplete, meant.volume);
  }

  /** The highest ordinal with the old template goes once all above it are ready; the controller does not look below it. */
  private roll(state: State, { pods, frozen, image }: Told, emit: Emit): void {
    for (let at = pods.length - 1; at >= frozen; at -= 1) {
      const pod = pods[at];
      if (pod === undefined) return;
      if (this.of(state, pod, Pod.runs) === Runs.none) return;
      if (this.of(state, pod, Pod.template) !== image) {
        emit(
          'pod',
          () => `${this.name(pod)} is replaced`,
          this.changed(state, copy => this.put(copy, pod, { runs: Runs.none })),
        );
        return;
      }
      if (!this.isUp(state, pod)) return;
    }
  }

  // ——— the operator

  private operate(state: State, commit: Commit, emit: Emit): void {
    const to = (next: Commit, did: string, loss?: number): void =>
      emit(
        'commit',
        () => did,
        this.changed(state, copy => {
          copy[0] = next.id & 255;
          copy[1] = next.id >> 8;
          if (loss !== undefined) copy[Head.loss] = loss;
        }),
      );
    const retargets = state[Head.retargets] ?? 0;
    if (retargets < this.laws.retargets || commit.target === 0) {
      for (let target = 1; target < this.course.systems.length; target += 1) {
        if (target === commit.target) continue;
        const other = this.course.retargeted(commit, target);
        emit(
          'retarget',
          () => `the program wants target ${target}`,
          this.changed(state, copy => {
            copy[0] = other.id & 255;
            copy[1] = other.id >> 8;
            if (commit.target !== 0) copy[Head.retargets] = retargets + 1;
          }),
        );
      }
    }
    if (commit.target === 0) return;
    const lost = this.losses[((state[Head.loss] ?? 0) - 1) >> 1];
    const pod = lost?.kind === 'volume' ? lost.pods[0] : undefined;
    if (pod !== undefined) {
      const change = commit.changing.get(pod);
      if (change === 'lost' && this.isDone(state, commit)) {
        const next = this.course.next(commit);
        if (next) to(next, `commit: ${next.step?.does}`);
      } else if (this.isWiped(state, commit, pod) && (this.isDone(state, commit) || change === 'joining'))
        to(this.course.replaced(commit, pod), `commit: ${this.name(pod)} is lost`);
      if (change !== 'joining') return;
    }
    if (this.laws.gate === 'holds' && !(this.isDone(state, commit) && this.areHealthy(state, commit))) return;
    const next = this.course.next(commit);
    if (next) to(next, `commit: ${next.step?.does}`);
  }

  /** A voter whose volume is not the one that the ledger means: nothing but a replacement brings it back. */
  private isWiped(state: State, { roles, changing, group }: Commit, pod: number): boolean {
    if (this.isUp(state, pod) || this.of(state, pod, Pod.role) !== Role.voter) return false;
    const meant = group.members[this.name(pod)]?.volume;
    return (roles[pod] === Role.voter || changing.get(pod) === 'joining') && this.of(state, pod, Pod.mark) !== meant;
  }

  /** Whether what the last commit began has been done: the gate's first half. */
  isDone(state: State, { changing, thawed, told }: Commit): boolean {
    return (
      [...changing].every(([pod, role]) => this.of(state, pod, Pod.role) === (role === 'joining' ? Role.voter : Role.none)) &&
      thawed.every(cluster => {
        const wanted = this.told(cluster, told[cluster] ?? -1);
        return wanted?.pods.every(pod => this.of(state, pod, Pod.template) === wanted.image && this.isUp(state, pod)) ?? true;
      })
    );
  }

  /** Whether all voters of the ledger answer, follow one leader and are caught up: its second half. */
  areHealthy(state: State, { roles, changing }: Commit): boolean {
    const voters = [...roles.keys()].filter(pod => roles[pod] === Role.voter || changing.get(pod) === 'joining');
    return (
      this.hasQuorum(state) &&
      voters.every(
        pod => this.of(state, pod, Pod.role) === Role.voter && this.isUp(state, pod) && this.of(state, pod, Pod.data) === Data.all,
      )
    );
  }

  // ——— losses

  private lose(state: State, emit: Emit): void {
    const now = state[Head.loss] ?? 0;
    if (now === 0) {
      this.losses.forEach(({ kind, pods, cluster }, at) => {
        const hit = pods.filter(pod => this.isUp(state, pod));
        if (hit.length === 0 || (kind === 'volume' && !this.mayLoseVolume(state, hit))) return;
        emit(
          'loss',
          () => `loss of the ${kind} ${kind === 'member' || kind === 'volume' ? this.name(pods[0] ?? 0) : this.course.clusters[cluster]}`,
          this.changed(state, copy => {
            copy[Head.loss] = 2 * at + 1;
            for (const pod of hit) this.put(copy, pod, { runs: Runs.waits });
            if (kind !== 'volume') return;
            copy[Head.volumes] = (copy[Head.volumes] ?? 0) + 1;
            for (const pod of hit) this.put(copy, pod, { mark: 0, data: Data.none, owner: 0 });
          }),
        );
      });
      return;
    }
    if (now % 2 === 1 && this.losses[now >> 1]?.kind !== 'volume')
      emit(
        'return',
        () => 'what was lost comes back',
        this.changed(state, copy => {
          copy[Head.loss] = now + 1;
        }),
      );
  }

  /** A group that needs every vote is restored from a backup, and not by a replacement. */
  private mayLoseVolume(state: State, pods: readonly number[]): boolean {
    const { all, living } = this.votes(state);
    const voting = pods.filter(pod => this.of(state, pod, Pod.role) === Role.voter).length;
    return (state[Head.volumes] ?? 0) < this.laws.volumes && living - voting >= majority(all);
  }

  /** A loss is over once all that it took run again. */
  private settled(state: State): State {
    for (let cluster = 0; cluster < this.course.clusters.length; cluster += 1) this.completeRollout(state, cluster);
    const now = state[Head.loss] ?? 0;
    const loss = this.losses[(now - 1) >> 1];
    if (now === 0 || !loss || (now % 2 === 1 && loss.kind !== 'volume')) return state;
    const missing = loss.pods.some(pod => this.of(state, pod, Pod.role) === Role.voter && !this.isUp(state, pod));
    const gone = loss.kind === 'volume' && loss.pods.some(pod => !this.isUp(state, pod) && !this.isForgotten(state, pod));
    const incomplete = loss.kind === 'volume' && loss.pods.some(pod => this.of(state, pod, Pod.data) === Data.incomplete);
    if (!missing && !gone && !incomplete) state[Head.loss] = 0;
    return state;
  }
  /** A set whose pods all have its template has no older one. */
  private completeRollout(state: State, cluster: number): void {
    const told = this.told(cluster, this.get(state, cluster, Cluster.applied));
    if (!told) this.set(state, cluster, Cluster.template, nothing);
    else if (told.pods.every(pod => this.isUp(state, pod) && this.of(state, pod, Pod.template) === told.image))
      this.set(state, cluster, Cluster.template, told.image);
  }
  private isForgotten(state: State, pod: number): boolean {
    return this.of(state, pod, Pod.role) === Role.none && this.of(state, pod, Pod.runs) === Runs.none;
  }
  private isLost(state: State, pod: number): boolean {
    const now = state[Head.loss] ?? 0;
    const loss = this.losses[now >> 1];
    return now % 2 === 1 && loss !== undefined && loss.kind !== 'volume' && loss.pods.includes(pod);
  }
  private isCut(state: State, cluster: number): boolean {
    const now = state[Head.loss] ?? 0;
    const loss = this.losses[now >> 1];
    return now % 2 === 1 && loss?.kind === 'cluster' && loss.cluster === cluster;
  }

  name(pod: number): string {
    return this.course.pods[pod]?.name ?? String(pod);
  }
}

export const majority = (voters: number): number => Math.floor(voters / 2) + 1;

/** All choices of so many. */
function subsets(of: readonly number[], size: number): readonly (readonly number[])[] {
  if (size === 0) return [[]];
  return of.flatMap((first, at) => subsets(of.slice(at + 1), size - 1).map(rest => [first, ...rest]));
}
