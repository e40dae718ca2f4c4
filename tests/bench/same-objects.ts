import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';

interface Loaded {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

type Objects = ReadonlyMap<string, unknown>;

/**
 * What differs between the objects of two outputs, cluster by cluster, in words; nothing when they hold the same data.
 *
 * How objects are spread over files and the order of keys do not count: `georaft` and cdk8s differ in both.
 */
export function differences(one: string, other: string): readonly string[] {
  const [left, right] = [objectsBelow(one), objectsBelow(other)];
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap(key => {
    if (!left.has(key)) return [`${key} is not in ${one}`];
    if (!right.has(key)) return [`${key} is not in ${other}`];
    const path = difference(left.get(key), right.get(key));
    return path === undefined ? [] : [`${key} differs between ${one} and ${other} at ${path}`];
  });
}

/** Path of the first difference, with both values. */
function difference(one: unknown, other: unknown, path = ''): string | undefined {
  if (isDeepStrictEqual(one, other)) return undefined;
  if (typeof one === 'object' && one !== null && typeof other === 'object' && other !== null) {
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const found = difference((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key], `${path}/${key}`);
      if (found !== undefined) return found;
    }
  }
  return `${path}: ${JSON.stringify(one)} and ${JSON.stringify(other)}`;
}

/** How many objects an output holds. */
export const countObjects = (folder: string): number => objectsBelow(folder).size;

function objectsBelow(folder: string): Objects {
  const objects = new Map<string, unknown>();
  for (const scope of readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory())) {
    for (const path of readdirSync(join(folder, scope.name), { recursive: true, encoding: 'utf8' })) {
      if (!path.endsWith('.yaml')) continue;
      for (const document of parseAllDocuments(readFileSync(join(folder, scope.name, path), 'utf8'), { version: '1.1' })) {
        const object = document.toJS() as Loaded;
        const key = `${scope.name}: ${object.kind} ${object.metadata.namespace ?? ''}/${object.metadata.name}`;
        if (objects.has(key)) throw new Error(`${key} is twice in ${folder}`);
        objects.set(key, object);
      }
    }
  }
  return objects;
}
