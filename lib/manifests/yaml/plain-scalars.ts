import { parseDocument } from 'yaml';
import type { Json } from './json';
import { dialect } from './yaml-dialect';

/** Texts that are kept in each half of the memory: a few MiB at most, since only short ones are. */
const limit = 20_000;
const longest = 128;

/** Words that mean something else in YAML 1.1 have five letters at most (`false`), so a longer one that begins with a letter is a text. */
const plainText = /^[A-Za-z/$_][^\n]{5,}$/;

/** What only the library reads: collections in flow style, blocks, anchors, aliases, tags, directives, merge keys. */
const special = /^(?:[[\]{}|>&*!%@`#,?]|[-:?](?: |$)|<<|=)/;

/** Keys of manifests: words, and names with dots and slashes. */
const plainKey = /^[\w./~][\w./~-]*$/;

/** What plain texts cannot hold: a comment, or a key; and what the library trims. */
const notPlain = /\t| #|: |:$/;

/**
 * What a text on one line means: a text, a number, true, false or nothing.
 *
 * Whatever could be more than a text is decided by the `yaml` library; its answers for short texts are kept, since
 * manifests say the same over and over.
 */
export class PlainScalars {
  private recent = new Map<string, Json>();
  private older = new Map<string, Json>();
  private readonly keys = new Map<string, string>();

  /** A value; undefined where the whole document is the library's. */
  value(raw: string): Json | undefined {
    const known = this.recent.get(raw);
    if (known !== undefined) return known;
    const decided = this.decide(raw);
    if (decided === undefined || raw.length > longest || typeof decided === 'object') return decided;
    if (this.recent.size >= limit) {
      this.older = this.recent;
      this.recent = new Map();
    }
    // The copy does not hold on to the file that the text is a part of.
    const copy = typeof decided === 'string' ? copyOf(decided) : decided;
    this.recent.set(decided === raw ? (copy as string) : copyOf(raw), copy);
    return copy;
  }

  /** A key; undefined where the whole document is the library's. */
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
  // In a mapping and before another key: at the end of a document the library does not see that a quotation mark is missing.
  const document = parseDocument(`value: ${raw}\nend: 1\n`, dialect);
  if (document.errors.length > 0) return undefined;
  const { value, end }: { value?: unknown; end?: unknown } = document.toJS();
  if (end !== 1) return undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null ? value : undefined;
}

/** A text that is no part of a longer one: the engine keeps the whole file as long as a part of it lives. */
const copyOf = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');
