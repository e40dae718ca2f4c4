import { parseDocument } from 'yaml';
import type { Json } from './json';
import { dialect } from './yaml-dialect';

/** The most texts in each half of the cache. Only short texts are kept, so it stays below a few MiB. */
const limit = 20_000;
/** The longest text that is kept. */
const longest = 128;

/** Words with a special meaning in YAML 1.1 have at most five letters (`false`). So a longer text that begins with a letter is a plain text. */
const plainText = /^[A-Za-z/$_][^\n]{5,}$/;

/** What only the library reads: flow collections, block scalars, anchors, aliases, tags, directives, merge keys. */
const special = /^(?:[[\]{}|>&*!%@`#,?]|[-:?](?: |$)|<<|=)/;

/** Keys of manifests: words, and names with dots and slashes. */
const plainKey = /^[\w./~][\w./~-]*$/;

/** What a plain text cannot contain: a comment, a key, or a tab, which the library trims. */
const notPlain = /\t| #|: |:$/;

/**
 * The value of a scalar on one line: a text, a number, true, false or null.
 *
 * The `yaml` library decides wherever a scalar could be more than a text. Its answers for short texts are cached, since manifests
 * repeat the same values many times.
 */
export class PlainScalars {
  private recent = new Map<string, Json>();
  private older = new Map<string, Json>();
  private readonly keys = new Map<string, string>();

  /** A value; undefined where the library must read the whole document. */
  value(raw: string): Json | undefined {
    const known = this.recent.get(raw);
    if (known !== undefined) return known;
    const decided = this.decide(raw);
    if (decided === undefined || raw.length > longest || typeof decided === 'object') return decided;
    if (this.recent.size >= limit) {
      this.older = this.recent;
      this.recent = new Map();
    }
    // The engine keeps a whole file in memory while a part of its text is used, so the cache holds copies.
    const copy = typeof decided === 'string' ? copyOf(decided) : decided;
    this.recent.set(decided === raw ? (copy as string) : copyOf(raw), copy);
    return copy;
  }

  /** A key; undefined where the library must read the whole document. */
  key(raw: string, quoted: boolean): string | undefined {
    const known = this.keys.get(raw);
    if (known !== undefined) return known;
    if (raw.length > longest || !plainKey.test(raw)) return undefined;
    if (!quoted && typeof this.value(raw) !== 'string') return undefined;
    const copy = copyOf(raw);
    if (this.keys.size < limit) this.keys.set(copy, copy);
    return copy;
  }

  private decide(raw: string): Json | undefined {
    const old = this.older.get(raw);
    if (old !== undefined) return old;
    if (raw === '[]') return [];
    if (raw === '{}') return {};
    const first = raw[0];
    if (first === '"' || first === "'") return quoted(raw, first);
    if (special.test(raw) || notPlain.test(raw)) return undefined;
    return plainText.test(raw) || raw.startsWith('--') ? raw : byLibrary(raw);
  }
}

function quoted(raw: string, quote: string): Json | undefined {
  const inner = raw.slice(1, -1);
  if (raw.length < 2 || !raw.endsWith(quote)) return undefined;
  if (!inner.includes(quote) && !inner.includes('\\')) return inner;
  return byLibrary(raw);
}

function byLibrary(raw: string): Json | undefined {
  // Another key follows the value: at the end of a document the library does not notice a missing quotation mark.
  const document = parseDocument(`value: ${raw}\nend: 1\n`, dialect);
  if (document.errors.length > 0) return undefined;
  const { value, end }: { value?: unknown; end?: unknown } = document.toJS();
  if (end !== 1) return undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null ? value : undefined;
}

/** A copy of a text that shares no memory with the file that the text is from. */
const copyOf = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');
