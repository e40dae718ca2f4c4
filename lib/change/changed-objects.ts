import { type AppliedObject, appliedObject } from '../manifests/objects/applied-object';
import { objectsIn } from '../manifests/objects/list-items';
import { readDocument, splitDocuments, withoutConstruct, type YamlText } from '../manifests/yaml/documents';
import type { JsonObject } from '../manifests/yaml/json';
import { fleetFile } from '../plan/document/fleet-document';
import { pairedBy } from './by-name';
import { identityOf, type ObjectPair, objectPair } from './object-pair';
import type { Output } from './output';
import { isSameValue } from './same-value';

/** The differences between the files of one unit, in all clusters. */
export interface UnitChanges {
  readonly unit: string;
  readonly pairs: readonly ObjectPair[];
  /** Files that cannot be read. */
  readonly unreadable: readonly string[];
  /** Files that are not manifests. */
  readonly others: readonly { readonly file: string; readonly before: boolean; readonly after: boolean }[];
}

/** Cluster and unit of a file: `<cluster>/<unit>/…`, or `<cluster>/<unit>.yaml`. */
function placeOf(path: string): { readonly cluster: string; readonly unit: string } {
  const [first = '', second = '', ...rest] = path.split('/');
  if (second === '') return { cluster: '', unit: first };
  return { cluster: first, unit: rest.length > 0 ? second : second.replace(/\.ya?ml$/, '') };
}

/**
 * The differences of all units, in the order of their names.
 *
 * Only files with different digests are read, and of these only documents that differ are parsed.
 */
export function* changedObjects(before: Output, after: Output): Generator<UnitChanges> {
  const units = new Map<string, string[]>();
  for (const file of new Set([...before.files.keys(), ...after.files.keys()])) {
    if (file === fleetFile || before.files.get(file) === after.files.get(file)) continue;
    const { unit } = placeOf(file);
    const files = units.get(unit);
    if (files) files.push(file);
    else units.set(unit, [file]);
  }
  for (const [unit, files] of [...units].sort(([a], [b]) => (a < b ? -1 : 1))) yield changesOf(unit, files.sort(), before, after);
}

const isManifest = (file: string): boolean => /\.ya?ml$/.test(file);

function changesOf(unit: string, files: readonly string[], before: Output, after: Output): UnitChanges {
  const manifests = files.filter(isManifest);
  const there = (output: Output): readonly string[] => manifests.filter(file => output.files.has(file));
  const [old, now] = [before.read(there(before)), after.read(there(after))];
  const unreadable = new Set([...there(before).filter(file => !old.has(file)), ...there(after).filter(file => !now.has(file))]);
  const reader = new Reader(unreadable);
  const read: (readonly [readonly AppliedObject[], readonly AppliedObject[]])[] = [];
  for (const file of manifests) {
    const [one, other] = [documentsOf(old.get(file)), documentsOf(now.get(file))];
    read.push([reader.objects(file, unlike(one, other)), reader.objects(file, unlike(other, one))]);
  }
  // An object that moves to another file of its unit does not change.
  const key = (object: AppliedObject): string => `${object.cluster} ${identityOf(object)}`;
  const pairs = pairedBy(
    read.flatMap(([one]) => one),
    read.flatMap(([, other]) => other),
    key,
  ).flatMap(({ before: one, after: other }) => objectPair(one, other));
  return {
    unit,
    pairs: pairs.filter(({ before: one, after: other }) => !one || !other || !isSameValue(one.data, other.data)),
    unreadable: [...unreadable],
    others: files.filter(file => !isManifest(file)).map(file => ({ file, before: before.files.has(file), after: after.files.has(file) })),
  };
}

const documentsOf = (text: string | undefined): readonly YamlText[] =>
  text === undefined ? [] : splitDocuments(text).map(document => ({ ...document, text: withoutConstruct(document.text) }));

function unlike(documents: readonly YamlText[], others: readonly YamlText[]): readonly YamlText[] {
  const known = new Set(others.map(({ text }) => text));
  return documents.filter(({ text }) => !known.has(text));
}

/** Reads documents. Many clusters have equal ones: each text is parsed once, and its objects share the content. */
class Reader {
  private readonly contents = new Map<string, JsonObject>();

  constructor(private readonly unreadable: Set<string>) {}

  objects(file: string, documents: readonly YamlText[]): readonly AppliedObject[] {
    const { cluster, unit } = placeOf(file);
    return documents.flatMap((document, position) => {
      const data = this.content(document, file);
      return data ? objectsIn(data).map(each => appliedObject({ file, position, within: each.within, cluster, unit }, each.data)) : [];
    });
  }

  private content(document: YamlText, file: string): JsonObject | undefined {
    const known = this.contents.get(document.text);
    if (known) return known;
    const read = readDocument(document);
    if (read.kind === 'broken') this.unreadable.add(file);
    if (read.kind !== 'object') return undefined;
    this.contents.set(document.text, read.data);
    return read.data;
  }
}
