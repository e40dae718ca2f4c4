import type { Path } from './json';

/** Two positions in a JSON text; each function says which. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether a document is written in JSON. */
export const isJson = (text: string): boolean => /^\s*\{\s*["}]/.test(text);

/** The values that follow one another in a text, as `kubectl` reads a JSON file. A broken text is returned as one value. */
export function jsonValues(text: string): readonly { readonly text: string; readonly offset: number }[] {
  const values: { readonly text: string; readonly offset: number }[] = [];
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    const end = valueEnd(text, at);
    if (end === undefined) return [{ text, offset: 0 }];
    values.push({ text: text.slice(at, end), offset: at });
    at = end;
  }
  return values;
}

/** Position of a field in a JSON text: of its key, or of an item's first character. Where the field is missing, that of its nearest parent. */
export function jsonPosition(text: string, path: Path): number {
  let nearest = skipSpace(text, 0);
  let value = nearest;
  for (const step of path) {
    const found = typeof step === 'number' ? itemAt(text, value, step) : fieldAt(text, value, step);
    if (!found) break;
    nearest = found.start;
    value = found.end;
  }
  return nearest;
}

/** A field of the object that begins at `start`: the beginnings of its key (`start`) and of its value (`end`). */
function fieldAt(text: string, start: number, key: string): Span | undefined {
  if (text[start] !== '{') return undefined;
  let at = skipSpace(text, start + 1);
  while (text[at] === '"') {
    const keyEnd = stringEnd(text, at);
    const colon = skipSpace(text, keyEnd);
    if (text[colon] !== ':') return undefined;
    const value = skipSpace(text, colon + 1);
    if (keyOf(text.slice(at, keyEnd)) === key) return { start: at, end: value };
    const end = valueEnd(text, value);
    if (end === undefined) return undefined;
    const comma = skipSpace(text, end);
    if (text[comma] !== ',') return undefined;
    at = skipSpace(text, comma + 1);
  }
  return undefined;
}

function keyOf(quoted: string): string | undefined {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}

/** An item of the list that begins at `start`: both positions are the item's beginning. */
function itemAt(text: string, start: number, position: number): Span | undefined {
  if (text[start] !== '[') return undefined;
  let at = skipSpace(text, start + 1);
  for (let left = position; left > 0; left -= 1) {
    const end = valueEnd(text, at);
    const comma = end === undefined ? -1 : skipSpace(text, end);
    if (text[comma] !== ',') return undefined;
    at = skipSpace(text, comma + 1);
  }
  return at < text.length && text[at] !== ']' ? { start: at, end: at } : undefined;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] ?? '')) at += 1;
  return at;
}

/** Position after a value; undefined where the value does not end. */
function valueEnd(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      at = stringEnd(text, at) - 1;
      if (depth === 0) return at + 1;
    } else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth <= 0) return depth === 0 ? at + 1 : undefined;
    } else if (depth === 0 && /[\s,:]/.test(character ?? '')) return at === start ? undefined : at;
    // A number or a word ends before the comma or bracket that follows it.
    if (depth === 0 && /[,}\]]/.test(text[at + 1] ?? '')) return at + 1;
  }
  return depth === 0 && start < text.length ? text.length : undefined;
}

/** Position after a quoted text. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}
