import { reasonOf } from './reason';

/**
 * Where a system stands in its life, kept in `clusters/state/<system>.json` and changed by commits.
 */
export interface OperatingState {
  /** Set once all voters of the stretched or active group have formed it. Members that are created later then join and never form a new group. */
  readonly bootstrapped: boolean;
  /** Standbys whose own group (hot, cold) has formed, or whose learners have joined. A cold one has not until it first ran. */
  readonly formed: readonly string[];
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
  initial: (): OperatingState => Object.freeze({ bootstrapped: false, formed: [], epoch: 1, thawed: [], drained: [] }),
  /**
   * A state from the text of its file. Keys that are left out have their initial value.
   *
   * A text that is no state must not pass for a system that has never run: what is wrong with it is given on as the state, which the
   * checks then show and refuse.
   */
  parse: (json: string): OperatingState => {
    const given = parsed(json);
    const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
    return isObject ? Object.freeze({ ...OperatingState.initial(), ...given }) : (given as OperatingState);
  },
} as const;

function parsed(json: unknown): unknown {
  if (typeof json !== 'string') return json === undefined ? 'no text' : `no text, but of type ${typeof json}`;
  try {
    return JSON.parse(json);
  } catch (error) {
    return `no JSON: ${reasonOf(error)}`;
  }
}
