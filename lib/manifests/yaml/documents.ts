import { type Document, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { isObject, type Json, type JsonObject } from './json';
import { QuickYaml } from './quick-yaml';
import { dialect } from './yaml-dialect';

/** One document of a YAML file. */
export interface YamlText {
  readonly text: string;
  /** Line of the file that it begins on, from 1. */
  readonly line: number;
}

/** What a document says, or why it cannot be read. */
export type ReadDocument =
  | { readonly kind: 'object'; readonly data: JsonObject }
  | { readonly kind: 'empty' }
  | { readonly kind: 'broken'; readonly problem: string; readonly line: number; readonly column: number };

/** More aliases than this make a document that is larger than its text by orders of magnitude. */
const mostAliases = 100;

/** An API server takes requests of 3 MiB at most, and what it stores is smaller still; a larger document only costs memory. */
const mostCharacters = 4 * 1024 ** 2;

/** The documents of a file, apart. */
export function splitDocuments(file: string): readonly YamlText[] {
  const documents: YamlText[] = [];
  let start = 0;
  let line = 1;
  let startLine = 1;
  for (let at = 0; at <= file.length; ) {
    const newline = file.indexOf('\n', at);
    const end = newline === -1 ? file.length : newline;
    if (file.startsWith('---', at) && /^---(\s|$)/.test(file.slice(at, Math.min(end, at + 4)))) {
      documents.push({ text: file.slice(start, at), line: startLine });
      start = end + 1;
      startLine = line + 1;
    }
    if (newline === -1) break;
    at = end + 1;
    line += 1;
  }
  documents.push({ text: file.slice(start), line: startLine });
  return documents;
}

const constructLine = /^# Source: (.+)$/m;

/** A document without the comment at its top that names its construct, which differs where all else is alike. */
export const withoutConstruct = (text: string): string => (text.startsWith('# Source: ') ? text.slice(text.indexOf('\n') + 1) : text);

/** Remembers what texts mean, and nothing of where they stood. */
const quick = new QuickYaml();

/** The construct that made a document, where it names one. */
export const constructOf = (text: string): string | undefined => constructLine.exec(text)?.[1];

/** What a document says. */
export function readDocument({ text, line }: YamlText): ReadDocument {
  if (text.length > mostCharacters) {
    return {
      kind: 'broken',
      problem: `the object has ${Math.ceil(text.length / 1024 ** 2)} MiB, and an API server takes 3`,
      line,
      column: 1,
    };
  }
  const read = quick.read(text);
  if (read === undefined) return byLibrary({ text, line });
  if (read === null) return { kind: 'empty' };
  return isObject(read) ? { kind: 'object', data: read } : { kind: 'broken', problem: 'it is no object', line, column: 1 };
}

function byLibrary({ text, line }: YamlText): ReadDocument {
  const counter = new LineCounter();
  try {
    const document = parseDocument(text, { ...dialect, uniqueKeys: false, lineCounter: counter });
    const [error] = document.errors;
    const wrong = error ? { problem: problemOf(error), offset: error.pos[0] } : repeatedKey(document);
    if (wrong) {
      const { line: at, col } = counter.linePos(wrong.offset);
      return { kind: 'broken', problem: wrong.problem, line: line + at - 1, column: col };
    }
    const data = document.toJS({ maxAliasCount: mostAliases });
    if (data === null || data === undefined) return { kind: 'empty' };
    if (!isObject(data)) return { kind: 'broken', problem: 'it is no object', line, column: 1 };
    if (!ends(data)) return { kind: 'broken', problem: tooDeep, line, column: 1 };
    return { kind: 'object', data };
  } catch (error) {
    return { kind: 'broken', problem: problemOf(error as Error), line, column: 1 };
  }
}

const tooDeep = 'it is nested too deeply';

const problemOf = (error: Error): string => (error instanceof RangeError || error.message.includes('call stack') ? tooDeep : error.message);

/** Whether a value is no part of itself, as an alias can make it, nor deeper than anybody could follow. */
const ends = (value: Json | undefined, left = 1000): boolean =>
  typeof value !== 'object' || value === null || (left > 0 && Object.values(value).every(part => ends(part, left - 1)));

/** A key that occurs twice in one map. The parser itself compares each key with each, which never ends for a large map. */
function repeatedKey(document: Document.Parsed): { readonly problem: string; readonly offset: number } | undefined {
  let found: { readonly problem: string; readonly offset: number } | undefined;
  visit(document, {
    Map: (_, { items }) => {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key) || key.value === '<<') continue;
        if (keys.has(key.value)) {
          found = { problem: `the key '${String(key.value)}' occurs twice`, offset: key.range?.[0] ?? 0 };
          return visit.BREAK;
        }
        keys.add(key.value);
      }
      return undefined;
    },
  });
  return found;
}
