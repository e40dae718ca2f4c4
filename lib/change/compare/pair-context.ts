import type { SeatDocument, SystemDocument } from '../../plan/document/system-document';
import type { Change, Place } from '../change';

/** What the plans say about the place of a pair of objects. */
export interface PairContext {
  readonly place: Place;
  /** Whether the members there have formed their group; for an object of no system, whether any group of the fleet has. */
  readonly formed: boolean;
  /** The system in the first output and in the second one; undefined for a chart, and where an output has no such system. */
  readonly old: SystemDocument | undefined;
  readonly now: SystemDocument | undefined;
  /** Whether the ledger of its group advances by one step. If so, the changes to its manifests belong to that step. */
  readonly stepped: boolean;
  /** The seat of the system in the cluster, in the first output. */
  readonly seat: SeatDocument | undefined;
  /** The same in the second output. */
  readonly nextSeat: SeatDocument | undefined;
  /** Values that the texts of kinds name in braces. */
  readonly values: Readonly<Record<string, string>>;
}

/** What is said of each change at a place: what was, and what is. */
export type Differ = (kind: Change['kind'], before?: unknown, after?: unknown) => Change;
