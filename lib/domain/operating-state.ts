import { reasonOf } from './reason';

/** The current state of a system: kept in `clusters/state/<system>.json` and changed by commits. */
export interface OperatingState {
  /**
   * Whether all voters of the stretched or active group have formed it. Once it is set, new members join the group and never form
   * a new one.
   */
  readonly bootstrapped: boolean;
  /** Standbys whose own group (hot, cold) has formed, or whose learners have joined. A cold standby has formed once it has run. */
  readonly formed: readonly string[];
  /** Rises with each change of the active cluster. 1 or more. */
  readonly epoch: number;
  /** The cluster that serves now. @default - the topology's active cluster */
  readonly active?: string;
  /** Clusters whose members may be restarted with a new pod template now. One at a time. */
  readonly thawed: readonly string[];
  /** Clusters whose nodes are drained next. The disruption budget is given to them first. */
  readonly drained: readonly string[];
}

export const OperatingState = {
  /** The state of a system that has never run. */
  initial: (): OperatingState => Object.freeze({ bootstrapped: false, formed: [], epoch: 1, thawed: [], drained: [] }),
  /**
   * The state in the text of a file. Keys that are left out have their initial value.
   *
   * A text that is not a state must not look like a system that has never run. So the description of what is wrong is returned as
   * the state, and the checks print and refuse it.
   */
  parse: (json: string): OperatingState => {
    const given = parsed(json);
    const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
    return isObject ? Object.freeze({ ...OperatingState.initial(), ...given }) : (given as OperatingState);
  },
} as const;

function parsed(json: unknown): unknown {
  if (typeof json !== 'string') return json === undefined ? 'no text was given' : `not a text, but of type ${typeof json}`;
  try {
    return JSON.parse(json);
  } catch (error) {
    return `not JSON: ${reasonOf(error)}`;
  }
}
