import { readDocument, splitDocuments } from '../../lib/manifests/yaml/documents';
import { isObject, type Json, type JsonObject, pathText, textAt } from '../../lib/manifests/yaml/json';
import type { EditedOutput } from './edited-output';

/** So many changes are told; what a case is about is among the first. */
const most = 4;

/** What was changed in an output, one line for each field. */
export function changesOf(before: EditedOutput, after: EditedOutput): readonly string[] {
  const lines = [...new Set([...before.files, ...after.files])].sort().flatMap(file => {
    if (!after.files.includes(file)) return [`dist/${file} is gone`];
    const [one, other] = [before.files.includes(file) ? before.read(file) : '', after.read(file)];
    if (one === other) return [];
    if (file.endsWith('.json')) return differences(JSON.parse(one), JSON.parse(other), []).map(line => `dist/${file}: ${line}`);
    return changedObjects(objectsIn(one), objectsIn(other)).map(line => `dist/${file}: ${line}`);
  });
  return lines.length > most ? [...lines.slice(0, most), `and ${lines.length - most} more changes`] : lines;
}

/** The objects of a file by what they are called; what cannot be read is called so. */
function objectsIn(text: string): ReadonlyMap<string, JsonObject> {
  const objects = new Map<string, JsonObject>();
  for (const document of splitDocuments(text)) {
    const read = readDocument(document);
    if (read.kind === 'broken') objects.set('what cannot be read', {});
    if (read.kind !== 'object') continue;
    const called = `${textAt(read.data, 'kind')} ${textAt(read.data, 'metadata', 'name')}`;
    objects.set(objects.has(called) ? `${called} once more` : called, read.data);
  }
  return objects;
}

function changedObjects(before: ReadonlyMap<string, JsonObject>, after: ReadonlyMap<string, JsonObject>): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(name => {
    const [one, other] = [before.get(name), after.get(name)];
    if (!other) return [`${name} is gone`];
    return one ? differences(one, other, []).map(line => `${name}: ${line}`) : [`${name} is new`];
  });
}

function differences(one: Json | undefined, other: Json | undefined, path: readonly (string | number)[]): readonly string[] {
  if (isObject(one) && isObject(other)) {
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap(key => differences(one[key], other[key], [...path, key]));
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    if (one.length === other.length) return one.flatMap((item, position) => differences(item, other[position], [...path, position]));
    return [
      ...missingIn(other, one).map(item => `${pathText(path)}: without ${shown(item)}`),
      ...missingIn(one, other).map(item => `${pathText(path)}: with ${shown(item)}`),
    ];
  }
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  const from = typeof one === 'string' && typeof other === 'string' ? sameUntil(one, other) : 0;
  return [`${pathText(path)}: ${shown(one, from)} -> ${shown(other, from)}`];
}

/** Items of the second list that the first does not have, or not so often. */
function missingIn(first: readonly Json[], second: readonly Json[]): readonly Json[] {
  const left = first.map(item => JSON.stringify(item));
  return second.filter(item => {
    const at = left.indexOf(JSON.stringify(item));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** How far two texts are the same, to the beginning of the word in which they differ. */
function sameUntil(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return one.slice(0, at).search(/[^\s/.,:=]*$/);
}

/** A value on one line, as far as it says what changed. */
function shown(value: Json | undefined, from = 0): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(cut(from > 20 ? `...${value.slice(from)}` : value));
  return cut(JSON.stringify(value));
}

const cut = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text);
