import { constructOf, splitDocuments, type YamlText } from './documents';
import { withIndentedFlows } from './flow-indent';
import type { Path } from './json';
import { isJson, jsonPosition } from './json-text';

/** Line and column in a file, from 1, and the construct that made the object there. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly construct?: string;
}

/**
 * The position of a field in a file: that of its key or, where the field is missing, of its nearest parent.
 *
 * Only the indentation of lines is compared; values are not parsed. For a field in a flow collection the result is the line on which
 * the collection begins.
 */
export const locate = (file: string, position: number, path: Path): Position => locateIn(splitDocuments(file)[position], path);

/** The same in one document of a file. */
export function locateIn(document: YamlText | undefined, path: Path): Position {
  if (!document) return { line: 1, column: 1 };
  if (isJson(document.text)) return inJson(document, path);
  const lines = linesOf(document.text);
  let found = first(lines, 0, -1) ?? { line: 0, indent: 0 };
  let block: Line | undefined = found;
  for (const step of path) {
    const next: Line | undefined = block && (typeof step === 'number' ? entry(lines, block, step) : field(lines, block, step));
    if (!next) break;
    found = next;
    block = typeof step === 'number' ? afterDash(lines, next) : below(lines, next);
  }
  const construct = constructOf(document.text);
  return { line: document.line + found.line, column: found.indent + 1, ...(construct === undefined ? {} : { construct }) };
}

/** The lines of a document. Lines between brackets can have any indentation, so they are indented first. */
const linesOf = (text: string): readonly string[] => (mayLeaveOpen(text) ? withIndentedFlows(text) : text).split('\n');

/** Whether a line may open a bracket that another line closes: it has more opening brackets than closing ones. */
function mayLeaveOpen(text: string): boolean {
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '[' || character === '{') open += 1;
    else if (character === ']' || character === '}') open -= 1;
    else if (character === '\n') {
      if (open > 0) return true;
      open = 0;
    }
  }
  return false;
}

function inJson({ text, line, column = 1 }: YamlText, path: Path): Position {
  const before = text.slice(0, jsonPosition(text, path));
  const last = before.lastIndexOf('\n');
  // The first line of a document may begin after another document on the same line.
  return { line: line + before.split('\n').length - 1, column: before.length - last + (last === -1 ? column - 1 : 0) };
}

/** A line with content, and the indentation of the content. */
interface Line {
  readonly line: number;
  readonly indent: number;
}

const depthOf = (line: string): number => line.search(/[^ ]/);
const isDash = (line: string, indent: number): boolean => line[indent] === '-' && (line[indent + 1] === ' ' || indent + 1 === line.length);

/** The next line with content from `from` on, where it is indented deeper than `above`; otherwise undefined. */
function first(lines: readonly string[], from: number, above: number): Line | undefined {
  for (let line = from; line < lines.length; line += 1) {
    const indent = depthOf(lines[line] ?? '');
    if (indent === -1 || lines[line]?.[indent] === '#') continue;
    return indent > above ? { line, indent } : undefined;
  }
  return undefined;
}

/** The first line of a key's value: indented deeper than the key or, for a list, as deep. */
function below(lines: readonly string[], key: Line): Line | undefined {
  const next = first(lines, key.line + 1, key.indent - 1);
  return next && (next.indent > key.indent || isDash(lines[next.line] ?? '', next.indent)) ? next : undefined;
}

/** The content after a dash, as a line of its own. */
function afterDash(lines: readonly string[], { line, indent }: Line): Line | undefined {
  const text = lines[line] ?? '';
  const behind = text.slice(indent + 1).search(/[^ ]/);
  return behind === -1 ? first(lines, line + 1, indent) : { line, indent: indent + 1 + behind };
}

/** The lines of one block from its first line on: those with the same indentation, until one with less. */
function* siblings(lines: readonly string[], from: Line): Generator<number> {
  yield from.line;
  for (let line = from.line + 1; line < lines.length; line += 1) {
    const indent = depthOf(lines[line] ?? '');
    if (indent === -1 || indent > from.indent) continue;
    if (indent < from.indent) return;
    yield line;
  }
}

function field(lines: readonly string[], block: Line, key: string): Line | undefined {
  const forms = [`${key}:`, `"${key}":`, `'${key}':`];
  for (const line of siblings(lines, block)) {
    const text = lines[line] ?? '';
    if (forms.some(form => text.startsWith(form, block.indent))) return { line, indent: block.indent };
  }
  return undefined;
}

function entry(lines: readonly string[], block: Line, position: number): Line | undefined {
  let left = position;
  for (const line of siblings(lines, block)) {
    if (!isDash(lines[line] ?? '', block.indent)) return undefined;
    if (left === 0) return { line, indent: block.indent };
    left -= 1;
  }
  return undefined;
}
