import { type Document, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { withIndentedFlows } from './flow-indent';
import { isObject, type Json, type JsonObject } from './json';
import { jsonValues } from './json-text';
import { QuickYaml } from './quick-yaml';
import { dialect } from './yaml-dialect';

/** One document of a YAML file. */
export interface YamlText {
  readonly text: string;
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
  /** Column at which it begins, from 1. @default 1 */
  readonly column?: number;
}

/** The content of a document, or why it cannot be read. */
export type ReadDocument =
  | { readonly kind: 'object'; readonly data: JsonObject }
  | { readonly kind: 'empty' }
  | { readonly kind: 'broken'; readonly problem: string; readonly line: number; readonly column: number };

/** The most aliases of a document. With more, its content could be larger than its text by orders of magnitude. */
const mostAliases = 100;

/** The most characters of a document. An API server accepts requests of at most 3 MiB and stores less; more would only cost memory. */
const mostCharacters = 4 * 1024 ** 2;

/** The documents of a YAML file. */
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

/** The documents of a JSON file: the values that follow one another in it. */
export function splitJson(file: string): readonly YamlText[] {
  return jsonValues(file).map(({ text, offset }) => {
    const before = file.slice(0, offset);
    return { text, line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
  });
}

/** The documents of a file. Its name says whether it is YAML or JSON. */
export const documentsOf = (name: string, file: string): readonly YamlText[] =>
  name.endsWith('.json') ? splitJson(file) : splitDocuments(file);

/** The problem of a document that is a list or a plain value. */
export const notAnObject = 'it is not an object';

const constructLine = /^# Source: (.+)$/m;

/** A document without the comment at its top that names its construct. The comments of two documents differ even where these are equal. */
export const withoutConstruct = (text: string): string => (text.startsWith('# Source: ') ? text.slice(text.indexOf('\n') + 1) : text);

/** Shared by all files: it remembers the values of texts, and nothing about files. */
const quick = new QuickYaml();

/** The construct that made a document, where it names one. */
export const constructOf = (text: string): string | undefined => constructLine.exec(text)?.[1];

/** Reads a YAML document. */
export function readDocument({ text, line }: YamlText): ReadDocument {
  if (text.length > mostCharacters) return tooLong(text, line);
  const read = quick.read(text);
  if (read === undefined) return byLibrary({ text, line });
  if (read === null) return { kind: 'empty' };
  return isObject(read) ? { kind: 'object', data: read } : { kind: 'broken', problem: notAnObject, line, column: 1 };
}

/** The library's errors for flow collections whose lines are not indented. Kubernetes reads such collections. */
const indentation = /^Flow \w+ in block collection must be sufficiently indented|^Comments must be separated/;

/** Reads a document of a JSON file. */
export function readJson({ text, line }: YamlText): ReadDocument {
  if (text.length > mostCharacters) return tooLong(text, line);
  try {
    const data = JSON.parse(text) as Json;
    if (!isObject(data)) return { kind: 'broken', problem: notAnObject, line, column: 1 };
    return isBounded(data) ? { kind: 'object', data } : { kind: 'broken', problem: tooDeep, line, column: 1 };
  } catch (error) {
    const { message } = error as Error;
    const before = text.slice(0, Number(/position (\d+)/.exec(message)?.[1] ?? 0));
    const at = { line: line + before.split('\n').length - 1, column: before.length - before.lastIndexOf('\n') };
    // Only the position is used: the message itself can repeat the whole text.
    return { kind: 'broken', problem: error instanceof RangeError ? tooDeep : 'it is not JSON', ...at };
  }
}

const tooLong = (text: string, line: number): ReadDocument => ({
  kind: 'broken',
  problem: `the object has ${Math.ceil(text.length / 1024 ** 2)} MiB, and an API server accepts at most 3`,
  line,
  column: 1,
});

function byLibrary({ text, line }: YamlText): ReadDocument {
  let counter = new LineCounter();
  try {
    const options = { ...dialect, uniqueKeys: false } as const;
    let document = parseDocument(text, { ...options, lineCounter: counter });
    if (document.errors.some(({ message }) => indentation.test(message))) {
      const indented = withIndentedFlows(text);
      if (indented !== text) {
        counter = new LineCounter();
        document = parseDocument(indented, { ...options, lineCounter: counter });
      }
    }
    const [error] = document.errors;
    const wrong = error ? { problem: problemOf(error), offset: error.pos[0] } : repeatedKey(document);
    if (wrong) {
      const { line: at, col } = counter.linePos(wrong.offset);
      return { kind: 'broken', problem: wrong.problem, line: line + at - 1, column: col };
    }
    const data = document.toJS({ maxAliasCount: mostAliases });
    if (data === null || data === undefined) return { kind: 'empty' };
    if (!isObject(data)) return { kind: 'broken', problem: notAnObject, line, column: 1 };
    if (!isBounded(data)) return { kind: 'broken', problem: tooDeep, line, column: 1 };
    return { kind: 'object', data };
  } catch (error) {
    return { kind: 'broken', problem: problemOf(error as Error), line, column: 1 };
  }
}

const tooDeep = 'it is nested too deeply';

const problemOf = (error: Error): string => (error instanceof RangeError || error.message.includes('call stack') ? tooDeep : error.message);

/** Whether a value is at most 1000 levels deep. With an alias a value can contain itself, and is then infinitely deep. */
const isBounded = (value: Json | undefined, left = 1000): boolean =>
  typeof value !== 'object' || value === null || (left > 0 && Object.values(value).every(part => isBounded(part, left - 1)));

/** A key that occurs twice in one map. The parser's own check compares each key with every other, which is too slow for a large map. */
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
