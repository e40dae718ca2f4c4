import { LineCounter, parseDocument } from 'yaml';
import { isObject, type JsonObject } from './json';
import { QuickYaml } from './quick-yaml';

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

/** The dialect that Kubernetes reads: YAML 1.1, where `yes` is true (sigs.k8s.io/yaml). */
const dialect = { version: '1.1', prettyErrors: false, uniqueKeys: true } as const;

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

/** Marks a document with the construct that made it. */
export const constructComment = (path: string): string => `# Source: ${path.replace(/[\r\n]/g, ' ')}\n`;

/** Remembers what texts mean, and nothing of where they stood. */
const quick = new QuickYaml();

/** The construct that made a document, where it names one. */
export const constructOf = (text: string): string | undefined => constructLine.exec(text)?.[1];

/** What a document says. */
export function readDocument({ text, line }: YamlText): ReadDocument {
  const read = quick.read(text);
  if (read === undefined) return byLibrary({ text, line });
  if (read === null) return { kind: 'empty' };
  return isObject(read) ? { kind: 'object', data: read } : { kind: 'broken', problem: 'it is no object', line, column: 1 };
}

function byLibrary({ text, line }: YamlText): ReadDocument {
  const counter = new LineCounter();
  try {
    const document = parseDocument(text, { ...dialect, lineCounter: counter });
    const [error] = document.errors;
    if (error) {
      const { line: at, col } = counter.linePos(error.pos[0]);
      return { kind: 'broken', problem: error.message, line: line + at - 1, column: col };
    }
    const data = document.toJS({ maxAliasCount: mostAliases });
    if (data === null || data === undefined) return { kind: 'empty' };
    if (!isObject(data)) return { kind: 'broken', problem: 'it is no object', line, column: 1 };
    return { kind: 'object', data };
  } catch (error) {
    return {
      kind: 'broken',
      problem: error instanceof RangeError ? 'it is nested too deeply' : String((error as Error).message),
      line,
      column: 1,
    };
  }
}
