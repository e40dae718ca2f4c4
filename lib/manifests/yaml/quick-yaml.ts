import type { Json } from './json';
import { PlainScalars } from './plain-scalars';

/** Thrown where the library must read the document. */
class Unusual extends Error {}

const carriageReturn = 13;
const tab = 9;
const space = 32;
const doubleQuote = 34;
const hash = 35;
const singleQuote = 39;
const dash = 45;
const colon = 58;

/** First characters of flow collections, block scalars, anchors, tags and directives: not of plain texts, keys or list entries. */
const indicators = new Set([...'[]{}|>&*!%@`#,?'].map(character => character.charCodeAt(0)));

/** The deepest indentation that is read. No real object is so deep, and neither this reader nor a rule runs out of stack there. */
const deepest = 1000;

/**
 * Reads documents in the block style that this package and most tools print, ten times as fast as the `yaml` library. It reads the
 * layout itself, and asks the library about every scalar that could be more than a text.
 *
 * It never guesses: a document that is not clearly in that style is left to the library as a whole.
 */
export class QuickYaml {
  private readonly scalars = new PlainScalars();
  private text = '';
  /** Where the next line begins. */
  private next = 0;
  /** The current line: its indentation, and the positions where its content begins and ends. An indentation of -1: there is no line. */
  private indent = -1;
  private start = 0;
  private end = 0;

  /** The content of a document; undefined where the library must read it. */
  read(text: string): Json | undefined {
    this.text = text;
    this.next = 0;
    try {
      this.advance();
      if (this.indent === -1) return null;
      const value = this.block();
      return this.indent === -1 ? value : undefined;
    } catch (error) {
      if (error instanceof Unusual) return undefined;
      throw error;
    } finally {
      this.text = '';
    }
  }

  /** Goes to the next line with content. */
  private advance(): void {
    const { text } = this;
    while (this.next < text.length) {
      const begin = this.next;
      let end = text.indexOf('\n', begin);
      if (end === -1) end = text.length;
      this.next = end + 1;
      let at = begin;
      while (at < end && text.charCodeAt(at) === space) at += 1;
      if (at === end) continue;
      const first = text.charCodeAt(at);
      if (first === hash) continue;
      if (first === tab || text.charCodeAt(end - 1) === carriageReturn) throw new Unusual();
      this.indent = at - begin;
      this.start = at;
      this.end = end;
      return;
    }
    this.indent = -1;
  }

  /** The list or the mapping that begins here. */
  private block(): Json {
    if (this.indent > deepest) throw new Unusual();
    return this.entry() ? this.list() : this.mapping();
  }

  /** Whether the line is an entry of a list. */
  private entry(): boolean {
    return this.text.charCodeAt(this.start) === dash && (this.start + 1 === this.end || this.text.charCodeAt(this.start + 1) === space);
  }

  private mapping(): Json {
    const { indent } = this;
    const mapping: Record<string, Json> = {};
    while (this.indent === indent && !this.entry()) {
      const behind = this.keyEnd();
      if (behind === -1) throw new Unusual();
      const key = this.key(behind);
      if (key in mapping) throw new Unusual(); // a repeated key, or a property that every JavaScript object has
      mapping[key] = this.value(behind + 1, indent);
    }
    if (this.indent > indent) throw new Unusual();
    return mapping;
  }

  /** The value after a key: on the same line, or below it. */
  private value(from: number, indent: number): Json {
    const at = this.content(from);
    if (at < this.end) return this.scalar(at, indent);
    this.advance();
    if (this.indent > indent) return this.block();
    return this.indent === indent && this.entry() ? this.list() : null;
  }

  private list(): Json {
    const { indent } = this;
    const list: Json[] = [];
    while (this.indent === indent && this.entry()) {
      const at = this.content(this.start + 1);
      if (at === this.end) {
        this.advance();
        list.push(this.indent > indent ? this.block() : null);
        continue;
      }
      // The content after the dash is read as a line of its own, with the indentation of its column.
      this.indent += at - this.start;
      this.start = at;
      list.push(this.entry() || this.keyEnd() !== -1 ? this.block() : this.scalar(at, indent));
    }
    if (this.indent > indent) throw new Unusual();
    return list;
  }

  private content(from: number): number {
    let at = from;
    while (at < this.end && this.text.charCodeAt(at) === space) at += 1;
    return at;
  }

  /** Position of the colon after the key of this line; -1 where the line has none. */
  private keyEnd(): number {
    const { text, start, end } = this;
    const first = text.charCodeAt(start);
    if (first === doubleQuote || first === singleQuote) {
      const close = text.indexOf(first === doubleQuote ? '"' : "'", start + 1);
      const after = close + 1;
      if (close === -1 || close >= end || text.charCodeAt(after) !== colon) return -1;
      return after + 1 === end || text.charCodeAt(after + 1) === space ? after : -1;
    }
    if (indicators.has(first)) return -1;
    for (let at = text.indexOf(':', start); at !== -1 && at < end; at = text.indexOf(':', at + 1)) {
      if (at + 1 === end || text.charCodeAt(at + 1) === space) return at;
    }
    return -1;
  }

  private key(behind: number): string {
    const { text, start } = this;
    const first = text.charCodeAt(start);
    const quoted = first === doubleQuote || first === singleQuote;
    const raw = quoted ? text.slice(start + 1, behind - 1) : text.slice(start, behind);
    const key = this.scalars.key(raw, quoted);
    if (key === undefined) throw new Unusual();
    return key;
  }

  /** A value on the line of its key or dash. `indent` is the indentation of that line. */
  private scalar(at: number, indent: number): Json {
    const { text } = this;
    let end = this.end;
    while (text.charCodeAt(end - 1) === space) end -= 1;
    const raw = text.slice(at, end);
    if (raw === '|' || raw === '|-') return this.literal(indent, raw === '|');
    const value = this.scalars.value(raw);
    if (value === undefined) throw new Unusual();
    this.advance();
    if (this.indent > indent) throw new Unusual(); // a text over several lines
    return value;
  }

  /** A literal block scalar. `ends`: whether it ends with a newline. */
  private literal(indent: number, ends: boolean): string {
    const { text } = this;
    const lines: string[] = [];
    let depth = -1;
    while (this.next < text.length) {
      let end = text.indexOf('\n', this.next);
      if (end === -1) end = text.length;
      let at = this.next;
      while (at < end && text.charCodeAt(at) === space) at += 1;
      if (at === end) {
        if (at > this.next || lines.length === 0) throw new Unusual(); // whether its spaces count depends on the other lines
        lines.push('');
        this.next = end + 1;
        continue;
      }
      if (depth === -1) depth = at - this.next;
      if (depth <= indent || at - this.next <= indent) break;
      if (at - this.next < depth || text.charCodeAt(end - 1) === carriageReturn) throw new Unusual();
      lines.push(text.slice(this.next + depth, end));
      this.next = end + 1;
    }
    if (lines.length === 0 || lines.at(-1) === '') throw new Unusual(); // the library decides about empty lines at the end
    this.advance();
    return ends ? `${lines.join('\n')}\n` : lines.join('\n');
  }
}
