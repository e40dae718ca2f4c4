import type { ChangeKind } from '../catalogue';
import type { FieldDifference } from '../field-difference';
import type { ObjectPair } from '../object-pair';
import type { PairContext } from './pair-context';

/** What a difference of a StatefulSet is; `said` where the plan says it. */
export type DifferenceKind = ChangeKind | 'said' | undefined;

/** What is known where a difference of a StatefulSet is judged. */
export interface SetDifference extends FieldDifference {
  readonly pair: ObjectPair;
  readonly context: PairContext;
}
