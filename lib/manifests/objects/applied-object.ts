import { isObject, type Json, type JsonObject, objectAt, type Path, textAt } from '../yaml/json';

/** A Kubernetes object in a file. */
export interface AppliedObject {
  /** Path of the file relative to the output folder, with '/'. */
  readonly file: string;
  /** Number of its document in the file, from 0. */
  readonly position: number;
  /** Path of the object in its document, where the document is a list of objects. @default - the object is the document */
  readonly within?: Path;
  /** The cluster that applies it: the first folder of its path. */
  readonly cluster: string;
  /** The system or chart that it belongs to: the second folder of its path. */
  readonly unit: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Empty for an object without a namespace. */
  readonly namespace: string;
  readonly data: JsonObject;
}

/** An object from its document. */
export function appliedObject(
  { file, position, within, cluster, unit }: Pick<AppliedObject, 'file' | 'position' | 'within' | 'cluster' | 'unit'>,
  data: JsonObject,
): AppliedObject {
  const { apiVersion, kind, metadata } = data;
  const { name, namespace } = isObject(metadata) ? metadata : ({} as JsonObject);
  return {
    file,
    position,
    ...(within && within.length > 0 ? { within } : {}),
    cluster,
    unit,
    apiVersion: textOr(apiVersion),
    kind: textOr(kind),
    name: textOr(name),
    namespace: textOr(namespace),
    data,
  };
}

const textOr = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** API group of an object; empty for the core. */
export const groupOf = ({ apiVersion }: Pick<AppliedObject, 'apiVersion'>): string =>
  apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';

/** An object as findings name it: `StatefulSet settings`. */
export const objectText = ({ kind, name }: Pick<AppliedObject, 'kind' | 'name'>): string => `${kind} ${name}`;

/** Labels of an object or of a template whose values are texts. */
export function labelsOf(data: JsonObject): Readonly<Record<string, string>> {
  const labels = objectAt(data, 'metadata', 'labels');
  return Object.fromEntries(Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** An annotation of an object; undefined where it has none of that name. */
export const annotationOf = ({ data }: AppliedObject, name: string): string | undefined => textAt(data, 'metadata', 'annotations', name);
