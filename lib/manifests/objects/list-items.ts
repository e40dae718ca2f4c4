import { isObject, type JsonObject, type Path, textAt } from '../yaml/json';

/** An object of a document, and the way to it from the top of the document: empty but for items of a list. */
export interface DocumentObject {
  readonly data: JsonObject;
  readonly within: Path;
}

/** Lists in lists deeper than this are nobody's manifests. */
const deepest = 10;

/**
 * The objects of a document: itself, or, of a `List`, `ConfigMapList` or the like, its items.
 *
 * kubectl applies the items one by one. An item of a typed list that says neither kind nor version has those of the list.
 * Source: k8s.io/apimachinery pkg/apis/meta/v1/unstructured, helpers.go: decodeToList.
 */
export function objectsIn(data: JsonObject, within: Path = []): readonly DocumentObject[] {
  const kind = textAt(data, 'kind') ?? '';
  const { items } = data;
  if (!kind.endsWith('List') || !Array.isArray(items) || within.length > 2 * deepest) return [{ data, within }];
  return items.flatMap((item: unknown, position): readonly DocumentObject[] =>
    isObject(item as JsonObject) ? objectsIn(typed(item as JsonObject, kind, data), [...within, 'items', position]) : [],
  );
}

function typed(item: JsonObject, listKind: string, { apiVersion }: JsonObject): JsonObject {
  const kind = listKind.slice(0, -'List'.length);
  return kind === '' || item['kind'] !== undefined || item['apiVersion'] !== undefined ? item : { apiVersion, kind, ...item };
}
