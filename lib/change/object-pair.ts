import { type AppliedObject, groupOf } from '../manifests/objects/applied-object';

/** One object as two outputs have it. At least one of them has it. */
export interface ObjectPair {
  readonly cluster: string;
  /** The system or chart that it belongs to. */
  readonly unit: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** API group; empty for the core. */
  readonly apiGroup: string;
  readonly file: string;
  readonly before: AppliedObject | undefined;
  readonly after: AppliedObject | undefined;
}

/** The identity of an object: objects of two outputs with one identity are compared. */
export const identityOf = (object: AppliedObject): string => `${groupOf(object)}/${object.kind} ${object.namespace}/${object.name}`;

/** The pair of two objects with one identity. */
export function objectPair(before: AppliedObject | undefined, after: AppliedObject | undefined): readonly ObjectPair[] {
  const one = after ?? before;
  if (!one) return [];
  const { cluster, unit, kind, name, namespace, file } = one;
  return [{ cluster, unit, kind, name, namespace, apiGroup: groupOf(one), file, before, after }];
}
