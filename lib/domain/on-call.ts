import type { Duration } from 'cdk8s';
import { madeFrom } from './made-from';

/**
 * What the people who operate a fleet promise each other, at worst: their part of every outage that does not pass by itself.
 *
 * Without it the length of such an outage is counted from the commit on, and no recovery time can be promised for it.
 */
export interface OnCall {
  /** From the loss until somebody who may act has seen it. Whole seconds, up to 7 days. */
  readonly notice: Duration;
  /** From then until it is decided, and the change is committed. Whole seconds, up to 7 days. */
  readonly decide: Duration;
  /** Until it is proved that the old side is stopped, where another group takes over. Whole seconds, up to 7 days. */
  readonly fence: Duration;
}

export const OnCall = {
  /** How long people take to notice a loss, to decide, and to prove that the old side is stopped. */
  of: (props: OnCall): OnCall => madeFrom({}, props),
} as const;
