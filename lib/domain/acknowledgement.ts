import { madeFrom } from './made-from';

/**
 * A finding that an engineer accepts: of one rule, at one place, for a reason, until a day.
 *
 * There is no wildcard and no switch for all, so that nobody accepts a finding that nobody has read.
 */
export interface Acknowledgement {
  /** Name of the rule, for example `quorum/member-loss`. */
  readonly rule: string;
  /** The place exactly as the finding prints it between brackets, for example `settings/dublin`. */
  readonly at: string;
  /** Why the risk is taken, on one line. */
  readonly reason: string;
  /** The last day on which it is accepted, `YYYY-MM-DD`, in UTC. */
  readonly until: string;
}

export const Acknowledgement = {
  of: (props: Acknowledgement): Acknowledgement => madeFrom({}, props),
} as const;
