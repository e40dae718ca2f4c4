import type { OperatingState } from '../../domain/operating-state';

/**
 * What a step does. An `upgrade` runs another image, and whatever else is new in the pod template; a `rollout` the same image. A `narrow` no longer admits old
 * addresses of a cluster, and a `retire` no longer publishes an old name.
 */
export type StepKind =
  | 'record'
  | 'add-voter'
  | 'remove-voter'
  | 'add-learner'
  | 'remove-learner'
  | 'replace'
  | 'upgrade'
  | 'rollout'
  | 'grow'
  | 'template'
  | 'give-up'
  | 'narrow'
  | 'retire'
  | 'reissue'
  | 'settle';

/** One commit on the way from where a group is to where it should be: what it changes, and why that is safe. */
export interface StepPlan {
  readonly kind: StepKind;
  readonly system: string;
  readonly group: string;
  /** The member that it is about, and its cluster; of an upgrade, a rollout or a `narrow` the cluster alone. */
  readonly member?: string;
  readonly cluster?: string;
  /** What is done, in words: `add settings-12 in frankfurt`. */
  readonly does: string;
  /** What must be true before it. */
  readonly gate: string;
  /** The ledger once it is written. */
  readonly ledger: OperatingState;
  /** Members that are restarted or stopped, in this order. */
  readonly restarts: readonly string[];
  /** Members that copy the whole data from the others. */
  readonly copies: readonly string[];
  /** Votes of the group by cluster, before and after it. */
  readonly votes: { readonly before: Readonly<Record<string, number>>; readonly after: Readonly<Record<string, number>> };
  /** Clusters whose loss while it runs leaves no quorum; `any member` where that of one member does. */
  readonly fatal: readonly string[];
  /** Whether it ends what the objectives promise, which held before it. */
  readonly breaksPromise: boolean;
  /** How it is taken back, or why it is not. */
  readonly undo: { readonly possible: boolean; readonly how: string };
  /** The commands of whoever does it by hand, where no job does it. */
  readonly byHand: readonly string[];
  /** Whether it replaces members again before all of them ran what they had been given: one of them may be broken. Left out where not. */
  readonly mends?: true;
}
