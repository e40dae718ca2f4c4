import type { Finding } from '../../domain/finding';
import { reasonOf } from '../../domain/reason';

/** A user's strategy (an engine, a network, a DNS provider, a gateway) threw, or returned a value that its type does not allow. */
export class StrategyError extends Error {
  constructor(
    readonly system: string,
    readonly reason: unknown,
    /** What is wrong with the returned value; empty where the strategy threw. */
    readonly findings: readonly Finding[] = [],
  ) {
    super(reasonOf(reason));
  }
}
