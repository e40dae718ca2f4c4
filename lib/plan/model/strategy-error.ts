import { reasonOf } from '../../domain/reason';
/** A strategy of the user (an engine, a network, a DNS provider) threw while a system was planned. */
export class StrategyError extends Error {
  constructor(
    readonly system: string,
    readonly reason: unknown,
  ) {
    super(reasonOf(reason));
  }
}
