import type { Duration } from 'cdk8s';
import { madeFrom } from './made-from';

/**
 * The longest times that operators take in an outage that does not end without them.
 *
 * Without them such an outage is counted from the operator's commit, and no recovery time can be promised for it.
 */
export interface OnCall {
  /** From the loss until an operator who may act has seen it. Whole seconds, up to 7 days. */
  readonly notice: Duration;
  /** From then until the operator has decided and committed the change. Whole seconds, up to 7 days. */
  readonly decide: Duration;
  /** Time to prove that the old group is stopped, where another group takes over. Whole seconds, up to 7 days. */
  readonly fence: Duration;
}

export const OnCall = {
  /** How long operators take to notice a loss, to decide, and to prove that the old group is stopped. */
  of: (props: OnCall): OnCall => madeFrom({}, props),
} as const;
