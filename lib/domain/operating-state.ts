/**
 * Where a system stands in its life, kept in `clusters/state/<system>.json` and changed by commits.
 */
export interface OperatingState {
  /** Set once all voters have formed their group. Members that are created later then join and never form a new group. */
  readonly bootstrapped: boolean;
  /** Rises with each change of the active cluster. 1 or more. */
  readonly epoch: number;
  /** The cluster that serves now. @default - the topology's active cluster */
  readonly active?: string;
  /** Clusters whose members may be replaced by a new pod template now. One at a time. */
  readonly thawed: readonly string[];
  /** Clusters whose nodes are drained next: they get the disruption budget first. */
  readonly drained: readonly string[];
}

export const OperatingState = {
  /** The state of a system that has never run. */
  initial: (): OperatingState => Object.freeze({ bootstrapped: false, epoch: 1, thawed: [], drained: [] }),
  /** A state from the text of its file. Keys that are left out have their initial value. */
  parse: (json: string): OperatingState => Object.freeze({ ...OperatingState.initial(), ...JSON.parse(json) }),
} as const;
