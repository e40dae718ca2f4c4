/**
 * How clients get away from clusters that are gone. `stays`: they need not. `follows-checks`: what leads them, or they
 * themselves, see it. `follows-commit`: somebody must decide.
 */
export type FailoverMode = 'stays' | 'follows-checks' | 'follows-commit';

/** Whether clusters are lost, or cut off and alive: then checks from outside still reach them. */
export type FailureMode = 'lost' | 'cut-off';

/** Connections that a client waits for in vain before one is answered: at worst, and typically. */
export interface FailedConnections {
  readonly worst: number;
  readonly typical: number;
}
