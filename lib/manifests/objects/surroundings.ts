import type { AppliedObject } from './applied-object';

/**
 * In a folder without a plan: the objects of other units, which may be applied together with those of this unit. What this unit
 * refers to and does not have can be among them. Units that describe the same object as this one are alternatives of it; their
 * objects are left out.
 */
export interface Surroundings {
  /** All objects of a kind. */
  of(kind: string): readonly AppliedObject[];
  /** The objects of a kind and name, in any namespace. */
  named(kind: string, name: string): readonly AppliedObject[];
  /** All objects of a kind in the folder, including those of the unit and of its alternatives. None of them counts as missing. */
  anywhere(kind: string): readonly AppliedObject[];
}
