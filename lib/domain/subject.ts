/**
 * What a finding is about: a system, its part in a cluster, an object there, a field of that. What is left out is any of them.
 *
 * Findings are held against each other by it: a fault in one field shows in much that is read from it.
 */
export interface Subject {
  /** The system or the chart; undefined for the fleet. */
  readonly unit?: string;
  readonly cluster?: string;
  /** Kind of the object; undefined for the unit as a whole. */
  readonly kind?: string;
  readonly name?: string;
  /** The field: keys, and positions in lists. An item that is missing from a list has its name in place of a position. */
  readonly field?: readonly (string | number)[];
  /** What stands there. A field with other fields in it is several, and can be wrong in several ways. @default several */
  readonly holds?: 'nothing' | 'one value' | 'several';
}
