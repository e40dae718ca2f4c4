import { constructOf, splitDocuments } from './documents';
import type { Path } from './json';

/** Line and column in a file, from 1, and the construct that made what stands there. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly construct?: string;
}

/**
 * Where a field stands in a file: its key, or the nearest that is there of what it belongs to.
 *
 * Lines are compared by their indentation, without reading what they say: in collections in flow style the nearest is
 * the line that they begin on.
 */
export function locate(file: string, position: number, path: Path): Position {
  const document = splitDocuments(file)[position];
  if (!document) return { line: 1, column: 1 };
  const lines = document.text.split('\n');
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

/** A line that says something, and how deep what it says stands. */
interface Line {
  readonly line: number;
  readonly indent: number;
}

const depthOf = (line: string): number => line.search(/[^ ]/);
const isDash = (line: string, indent: number): boolean => line[indent] === '-' && (line[indent + 1] === ' ' || indent + 1 === line.length);

/** The first line from here on that says something and is deeper than `above`; undefined where one comes before that is not. */
function first(lines: readonly string[], from: number, above: number): Line | undefined {
  for (let line = from; line < lines.length; line += 1) {
    const indent = depthOf(lines[line] ?? '');
    if (indent === -1 || lines[line]?.[indent] === '#') continue;
    return indent > above ? { line, indent } : undefined;
  }
  return undefined;
}

/** What stands below a key: deeper, or, for a list, as deep as the key. */
function below(lines: readonly string[], key: Line): Line | undefined {
  const next = first(lines, key.line + 1, key.indent - 1);
  return next && (next.indent > key.indent || isDash(lines[next.line] ?? '', next.indent)) ? next : undefined;
}

/** What stands behind a dash, as a line of its own. */
function afterDash(lines: readonly string[], { line, indent }: Line): Line | undefined {
  const text = lines[line] ?? '';
  const behind = text.slice(indent + 1).search(/[^ ]/);
  return behind === -1 ? first(lines, line + 1, indent) : { line, indent: indent + 1 + behind };
}

/** The lines of one block, from its first on: those that are as deep, until one is less deep. */
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
