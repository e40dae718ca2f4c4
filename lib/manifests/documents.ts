import { LineCounter, parseDocument, type ScalarTag, type Tags } from 'yaml';
import { isObject, type JsonObject } from './json';

/** One document of a YAML file. */
export interface YamlText {
  readonly text: string;
  /** Line of the file that it begins on, from 1. */
  readonly line: number;
}

/** What a document says, or why it cannot be read. */
export type ReadDocument =
  | { readonly kind: 'object'; readonly data: JsonObject; readonly construct: string | undefined }
  | { readonly kind: 'empty' }
  | { readonly kind: 'broken'; readonly problem: string; readonly line: number; readonly column: number };

/** More aliases than this make a document that is larger than its text by orders of magnitude. */
const mostAliases = 100;

/** What Kubernetes does not read of YAML 1.1: dates, times of day as numbers of base 60, bytes. They are texts. */
const unread = /:(timestamp|binary)$/;

/** What it reads of YAML 1.2 beside that: `0o644`. */
const octal: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+]?0o[0-7]+$/,
  resolve: text => Number(text.replace(/^[-+]/, '')) * (text.startsWith('-') ? -1 : 1),
};

/** The dialect that Kubernetes reads: YAML 1.1, where `yes` is true (sigs.k8s.io/yaml). */
const dialect = {
  version: '1.1',
  prettyErrors: false,
  uniqueKeys: true,
  customTags: (tags: Tags): Tags => [
    octal,
    ...tags.filter(tag => typeof tag === 'string' || !(unread.test(tag.tag) || tag.format === 'TIME')),
  ],
} as const;

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

/** What a document says. */
export function readDocument({ text, line }: YamlText): ReadDocument {
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
    return { kind: 'object', data, construct: constructLine.exec(text)?.[1] };
  } catch (error) {
    return {
      kind: 'broken',
      problem: error instanceof RangeError ? 'it is nested too deeply' : String((error as Error).message),
      line,
      column: 1,
    };
  }
}
