import { isObject, type JsonObject, type Path, textAt } from '../yaml/json';

/** An object of a document, and its path in the document. The path is empty unless the object is an item of a list. */
export interface DocumentObject {
  readonly data: JsonObject;
  readonly within: Path;
}

/** The most lists within lists that are read: no real manifest has more. */
const deepest = 10;

/**
 * The objects of a document: the document itself or, for a `List`, a `ConfigMapList` and the like, its items.
 *
 * kubectl applies the items one by one. An item of a typed list without kind and version has those of the list.
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
