import type { AppliedObject } from './applied-object';

/**
 * The objects of a folder without a plan that lie in other units and may be applied beside those of one: what is looked for
 * and not there can be among them. Units that describe one of the same objects are alternatives of each other, and are not.
 */
export interface Surroundings {
  /** All of a kind. */
  of(kind: string): readonly AppliedObject[];
  /** Those of a kind and name, in any namespace. */
  named(kind: string, name: string): readonly AppliedObject[];
  /** All of a kind in the folder, those of the unit and of its alternatives included. What is among them cannot be called missing. */
  anywhere(kind: string): readonly AppliedObject[];
}
