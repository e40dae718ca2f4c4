import { readDocument, splitDocuments } from '../../lib/manifests/documents';
import { isObject, type Json, type JsonObject, pathText, textAt } from '../../lib/manifests/json';
import type { EditedOutput } from './edited-output';

/** So many changes are told; what a case is about is among the first. */
const most = 4;

/** What was changed in an output, one line for each field. */
export function changesOf(before: EditedOutput, after: EditedOutput): readonly string[] {
  const lines = [...new Set([...before.files, ...after.files])].sort().flatMap(file => {
    if (!after.files.includes(file)) return [`${file} is gone`];
    const [one, other] = [before.files.includes(file) ? before.read(file) : '', after.read(file)];
    if (one === other) return [];
    if (file.endsWith('.json')) return differences(JSON.parse(one), JSON.parse(other), []).map(line => `${file}: ${line}`);
    return changedObjects(objectsIn(one), objectsIn(other)).map(line => `${file}: ${line}`);
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
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    return one.flatMap((item, position) => differences(item, other[position], [...path, position]));
  }
  return JSON.stringify(one) === JSON.stringify(other) ? [] : [`${pathText(path)}: ${shown(one)} -> ${shown(other)}`];
}

function shown(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
