import { options, Scalars } from './scalars';
import { stringify } from './yaml-library';

/** A value that the fast printer cannot print as the library does. */
class Unusual extends Error {}

/**
 * Prints documents byte for byte as cdk8s does, several times as fast. It writes the layout; the `yaml` library writes every text.
 * The library prints a whole document with unusual values (nulls, long keys, objects that are not plain).
 */
export class YamlPrinter {
  private readonly scalars = new Scalars();

  /** One document with the keys in the order given. */
  print(document: unknown): string {
    return this.attempt(document, false) ?? stringify(document, options);
  }

  /**
   * An API object as `ApiObject.toJson` and the library would print it: `apiVersion`, `kind` and `metadata` first, all other keys sorted at
   * every depth, without nulls. Undefined when the object has a value that only cdk8s can resolve.
   */
  printObject(object: Readonly<Record<string, unknown>>): string | undefined {
    return this.attempt(object, true);
  }

  private attempt(document: unknown, sorted: boolean): string | undefined {
    if (typeof document !== 'object' || document === null || Array.isArray(document)) return undefined;
    try {
      const keys = sorted ? objectKeys(document) : Object.keys(document);
      return keys.length === 0 ? undefined : `${this.mapping(document as Record<string, unknown>, keys, '', sorted)}\n`;
    } catch (error) {
      if (error instanceof Unusual) return undefined;
      throw error;
    }
  }

  private mapping(map: Readonly<Record<string, unknown>>, keys: readonly string[], indent: string, sorted: boolean): string {
    let text = '';
    for (const key of keys) {
      const value = map[key];
      if (value === undefined || value === null) {
        if (sorted) continue; // cdk8s leaves them out
        throw new Unusual();
      }
      const printed = this.scalars.key(key);
      if (printed === undefined) throw new Unusual();
      text += text === '' ? printed : `\n${indent}${printed}`;
      text += this.afterKey(value, `${indent}  `, sorted);
    }
    return text;
  }

  /** The text after a key, with the colon. */
  private afterKey(value: unknown, indent: string, sorted: boolean): string {
    if (typeof value !== 'object') return `: ${this.scalar(value, indent)}`;
    const block = this.collection(value as object, indent, sorted);
    return block === '[]' || block === '{}' ? `: ${block}` : `:\n${indent}${block}`;
  }

  private collection(value: object, indent: string, sorted: boolean): string {
    if (Array.isArray(value)) {
      if (value.length === 0) return '[]';
      let text = '';
      for (const item of value) {
        if (item === null || item === undefined) throw new Unusual();
        const printed = typeof item === 'object' ? this.collection(item, `${indent}  `, sorted) : this.scalar(item, `${indent}  `);
        text += text === '' ? `- ${printed}` : `\n${indent}- ${printed}`;
      }
      return text;
    }
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) throw new Unusual();
    const keys = sorted ? inOrder(sortedFew(Object.keys(value))) : Object.keys(value);
    return this.mapping(value as Record<string, unknown>, keys, indent, sorted) || '{}';
  }

  private scalar(value: unknown, indent: string): string {
    switch (typeof value) {
      case 'string':
        return this.scalars.value(value, indent);
      case 'boolean':
        return value ? 'true' : 'false';
      case 'number':
        if (Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value);
        throw new Unusual();
      default:
        throw new Unusual();
    }
  }
}

/** Sorts in place, in the order of `Array.sort`. There are millions of mappings, and most have a few keys that are almost sorted. */
function sortedFew(keys: string[]): readonly string[] {
  if (keys.length > 20) return keys.sort();
  for (let at = 1; at < keys.length; at += 1) {
    const key = keys[at] as string;
    let to = at;
    for (; to > 0 && (keys[to - 1] as string) > key; to -= 1) keys[to] = keys[to - 1] as string;
    keys[to] = key;
  }
  return keys;
}

/** Keys in the order in which cdk8s prints them, which is that of an object: integer keys come first, by number. */
const inOrder = (keys: readonly string[]): readonly string[] =>
  keys.some(startsWithDigit) ? Object.keys(Object.fromEntries(keys.map(key => [key, 0]))) : keys;

const startsWithDigit = (key: string): boolean => key.charCodeAt(0) >= 48 && key.charCodeAt(0) <= 57;

const first = ['apiVersion', 'kind', 'metadata'];

function objectKeys(object: object): readonly string[] {
  const keys = Object.keys(object);
  return inOrder([...first.filter(key => keys.includes(key)), ...keys.filter(key => !first.includes(key)).sort()]);
}
