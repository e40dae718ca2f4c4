import type { Finding } from '../../domain/finding';
import { reasonOf } from '../../domain/reason';

/** A strategy of the user (an engine, a network, a DNS provider, a gateway) threw, or answered with what its type does not allow. */
export class StrategyError extends Error {
  constructor(
    readonly system: string,
    readonly reason: unknown,
    /** What is wrong with its answer, where it gave one. */
    readonly findings: readonly Finding[] = [],
  ) {
    super(reasonOf(reason));
  }
}
