/**
 * How clients get away from clusters that are lost. `stays`: they need not. `follows-checks`: the routing mechanism or the client itself
 * detects the loss. `follows-commit`: an operator must commit a change.
 */
export type FailoverMode = 'stays' | 'follows-checks' | 'follows-commit';

/** Whether clusters are lost, or alive and cut off from the others. Checks from outside still reach a cluster that is cut off. */
export type FailureMode = 'lost' | 'cut-off';

/** How many connections of a client time out before one succeeds. */
export interface FailedConnections {
  readonly worst: number;
  readonly typical: number;
}
