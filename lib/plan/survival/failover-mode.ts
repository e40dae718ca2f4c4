/**
 * How clients get away from clusters that are gone. `stays`: they need not. `follows-checks`: what leads them, or they
 * themselves, see it. `follows-commit`: somebody must decide.
 */
export type Led = 'stays' | 'follows-checks' | 'follows-commit';

/** Whether clusters are lost, or cut off and alive: then checks from outside still reach them. */
export type Far = 'lost' | 'cut-off';

/** Connections that a client waits for in vain before one is answered: at worst, and typically. */
export interface Waits {
  readonly most: number;
  readonly typical: number;
}
