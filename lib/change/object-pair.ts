import { type AppliedObject, groupOf } from '../manifests/objects/applied-object';

/** One object in two outputs, of which at least one has it, and which say different things of it. */
export interface ObjectPair {
  readonly cluster: string;
  /** What it belongs to: a system or a chart. */
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

/** What makes an object one and the same. */
export const identityOf = (object: AppliedObject): string => `${groupOf(object)}/${object.kind} ${object.namespace}/${object.name}`;

/** A pair of objects of one identity. */
export function objectPair(before: AppliedObject | undefined, after: AppliedObject | undefined): readonly ObjectPair[] {
  const one = after ?? before;
  if (!one) return [];
  const { cluster, unit, kind, name, namespace, file } = one;
  return [{ cluster, unit, kind, name, namespace, apiGroup: groupOf(one), file, before, after }];
}
