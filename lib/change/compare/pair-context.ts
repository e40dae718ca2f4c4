import type { SeatDocument, SystemDocument } from '../../plan/document/system-document';
import type { Change, Place } from '../change';

/** What the plans say of the place that a pair of objects is in. */
export interface PairContext {
  readonly place: Place;
  /** Whether members there have formed their group; of what belongs to no system, whether any group has. */
  readonly formed: boolean;
  /** The system in the first output and in the second one; undefined for a chart, and where an output has no such system. */
  readonly old: SystemDocument | undefined;
  readonly now: SystemDocument | undefined;
  /** Its part in the cluster. */
  readonly seat: SeatDocument | undefined;
  readonly nextSeat: SeatDocument | undefined;
  /** What the words of kinds refer to. */
  readonly values: Readonly<Record<string, string>>;
}

/** What is said of each change at a place: what was, and what is. */
export type Differ = (kind: Change['kind'], before?: unknown, after?: unknown) => Change;
