import type { ChangeKind } from '../catalogue';
import type { FieldDifference } from '../field-difference';
import type { ObjectPair } from '../object-pair';
import type { PairContext } from './pair-context';

/** The kind of a difference in a StatefulSet; `in-plan` where a change of the plan covers it. */
export type DifferenceKind = ChangeKind | 'in-plan' | undefined;

/** A difference in a StatefulSet, and what is known about its place. */
export interface SetDifference extends FieldDifference {
  readonly pair: ObjectPair;
  readonly context: PairContext;
}
