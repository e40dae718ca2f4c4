import { madeFrom } from './made-from';

/**
 * A finding that somebody accepts: of one rule, at one place, for a reason, until a day.
 *
 * There is no wildcard and no switch for all: what is accepted is what was looked at.
 */
export interface Acknowledgement {
  /** Name of the rule, for example `quorum/member-loss`. */
  readonly rule: string;
  /** The place exactly as the finding names it: what stands in its brackets, for example `settings/dublin`. */
  readonly at: string;
  /** Why the risk is taken, on one line. */
  readonly reason: string;
  /** The last day on which it is accepted, `YYYY-MM-DD`, in UTC. */
  readonly until: string;
}

export const Acknowledgement = {
  of: (props: Acknowledgement): Acknowledgement => madeFrom({}, props),
} as const;
