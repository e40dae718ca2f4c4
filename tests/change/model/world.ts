import { synchronize } from './argo-cd';
import type { Course, Told } from './course';
import { afterEvictions, evict } from './drains';
import { afterLosses, isCut, lose } from './failures';
import { goForEver } from './gone';
import type { Laws } from './laws';
import { type Loss, lossesOf } from './losses';
import { operate } from './operator';
import { replicate } from './raft-group';
import { Cluster, commitOf, Data, Head, nothing, Pod, Role, Runs, type State } from './state';
import { completeRollout, control } from './stateful-set';

/** What happens next: of which kind, in words, and what it leaves. */
export interface Event {
  readonly kind:
    | 'write'
    | 'catch-up'
    | 'cluster'
    | 'pod'
    | 'commit'
    | 'by-hand'
    | 'retarget'
    | 'undo'
    | 'drain'
    | 'eviction'
    | 'loss'
    | 'gone'
    | 'return'
    | 'give-up';
  readonly did: () => string;
  readonly after: () => State;
}

export type Change = (copy: State) => void;
export type Emit = (kind: Event['kind'], did: () => string, change: Change) => void;

/**
 * Clusters, volumes, the stretched Raft group of a system and its operator, and everything that can happen next. Left out: groups of a
 * standby's own, elections (a quorum that lives has a leader), and peer TLS.
 */
export class World {
  readonly losses: readonly Loss[];
  private readonly podsAt: number;
  private readonly size: number;

  constructor(
    readonly course: Course,
    readonly laws: Laws,
  ) {
    this.losses = lossesOf(course, laws.losses, laws.zones);
    this.podsAt = Head.size + Cluster.size * course.clusters.length;
    this.size = this.podsAt + Pod.size * course.pods.length;
  }

  /** The group at rest where its ledger has it. Who has left keeps its old volume, whose id is no member's any more. */
  start(): State {
    const state = new Uint8Array(this.size);
    const { first, pods } = this.course;
    first.told.forEach((told, cluster) => {
      this.set(state, cluster, Cluster.applied, told < 0 ? nothing : told);
      this.set(state, cluster, Cluster.operation, nothing);
      this.set(state, cluster, Cluster.template, this.told(cluster, told)?.image ?? nothing);
      this.set(state, cluster, Cluster.claims, this.told(cluster, told)?.claim ?? nothing);
      this.set(state, cluster, Cluster.budget, told < 0 ? nothing : told);
    });
    pods.forEach(({ name, cluster }, pod) => {
      const left = first.group.left?.[name];
      const told = this.told(cluster, first.told[cluster] ?? -1);
      const claim = this.course.looksAt.volumes ? (told?.claim ?? 0) + 1 : 0;
      if (left !== undefined) this.put(state, pod, { mark: left, data: Data.behind, owner: left, claim });
      const role = first.roles[pod] ?? Role.none;
      if (role === Role.none) return;
      const volume = first.group.members[name]?.volume ?? 0;
      this.put(state, pod, {
        runs: Runs.yes,
        template: told?.image ?? 0,
        mark: volume,
        data: Data.all,
        owner: volume,
        role,
        id: volume,
        claim,
      });
    });
    return state;
  }

  next(state: State): readonly Event[] {
    const found: Event[] = [];
    // Of a walk only one is taken: what the others would leave is never written.
    const emit: Emit = (kind, did, change) => found.push({ kind, did, after: () => this.changed(state, change) });
    const commit = this.course.at(commitOf(state));
    operate(this, state, commit, emit);
    for (let cluster = 0; cluster < this.course.clusters.length; cluster += 1) {
      if (isCut(this, state, cluster)) continue;
      synchronize(this, state, commit, cluster, emit);
      control(this, state, cluster, emit);
      if (this.laws.evictions !== 'none') evict(this, state, cluster, emit);
    }
    replicate(this, state, emit);
    lose(this, state, commit, emit);
    if (this.course.everLost > 0) goForEver(this, state, commit, emit);
    return found;
  }

  get(state: State, cluster: number, field: number): number {
    return state[Head.size + cluster * Cluster.size + field] ?? 0;
  }
  of(state: State, pod: number, field: number): number {
    return state[this.podsAt + pod * Pod.size + field] ?? 0;
  }
  told(cluster: number, number: number): Told | undefined {
    return this.course.told[cluster]?.[number];
  }
  isUp(state: State, pod: number): boolean {
    return this.of(state, pod, Pod.runs) === Runs.yes;
  }
  podsWith(state: State, role: number): readonly number[] {
    const found: number[] = [];
    for (let pod = 0; pod < this.course.pods.length; pod += 1) if (this.of(state, pod, Pod.role) === role) found.push(pod);
    return found;
  }
  set(state: State, cluster: number, field: number, value: number): void {
    state[Head.size + cluster * Cluster.size + field] = value;
  }
  put(state: State, pod: number, fields: Partial<Record<keyof typeof Pod, number>>): void {
    for (const field in fields) {
      const known = field as keyof typeof Pod;
      state[this.podsAt + pod * Pod.size + Pod[known]] = fields[known] ?? 0;
    }
  }
  private changed(state: State, change: Change): State {
    const copy = state.slice();
    change(copy);
    for (let cluster = 0; cluster < this.course.clusters.length; cluster += 1) completeRollout(this, copy, cluster);
    if (this.laws.evictions !== 'none') afterEvictions(this, copy);
    return afterLosses(this, copy);
  }
  name(pod: number): string {
    return this.course.pods[pod]?.name ?? String(pod);
  }
}
