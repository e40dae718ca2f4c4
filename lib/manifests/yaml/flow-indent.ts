import { Lexer } from 'yaml';

/** Marks that the lexer inserts: before a scalar, and where it ends a flow collection too early. They are not in the source. */
const scalarMark = '\u001f';
const flowEnd = '\u0018';
const marks: ReadonlySet<string> = new Set([scalarMark, flowEnd, '\u0002']);

/**
 * The document with its flow collections indented as YAML 1.2 demands; the same text where they are so already.
 *
 * The parser of Kubernetes ignores indentation between brackets, so a line there may begin at the column of the key, or before it. The
 * `yaml` library refuses that. Spaces at the beginning of these lines have no other meaning. The number of lines stays the same.
 */
export function withIndentedFlows(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const start = prematureFlow(text.slice(from));
    const end = start === undefined ? undefined : flowCloses(text, from + start);
    if (start === undefined || end === undefined) break;
    const begin = from + start;
    const line = text.lastIndexOf('\n', begin) + 1;
    const indent = ' '.repeat(begin - line + 1);
    parts.push(text.slice(from, begin), text.slice(begin, end).replaceAll('\n', `\n${indent}`));
    const next = text.indexOf('\n', end);
    if (next === -1) {
      from = end;
      break;
    }
    parts.push(text.slice(end, next));
    from = next;
  }
  return from === 0 ? text : [...parts, text.slice(from)].join('');
}

/** Position of the first flow collection that the library ends too early, or refuses a comment of, because a line is not indented. */
function prematureFlow(text: string): number | undefined {
  const open: number[] = [];
  let at = 0;
  let scalar = false;
  let before = '';
  for (const token of new Lexer().lex(text)) {
    if (token === flowEnd || (open.length > 0 && before === '\n' && token.startsWith('#'))) return open[0];
    before = token;
    if (!scalar && (token === '[' || token === '{')) open.push(at);
    else if (!scalar && (token === ']' || token === '}')) open.pop();
    scalar = token === scalarMark;
    if (!marks.has(token)) at += token.length;
  }
  return undefined;
}

/** Position after the bracket that closes the one at `start`; undefined where none does. */
function flowCloses(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (character === '#' && /\s/.test(text[at - 1] ?? '')) {
      at = text.indexOf('\n', at);
      if (at === -1) return undefined;
    } else if ((character === '"' || character === "'") && /[\s[\]{},:]/.test(text[at - 1] ?? '')) {
      at = quoteCloses(text, at, character);
      if (at === -1) return undefined;
    }
  }
  return undefined;
}

/** Position of the quotation mark that ends a text; -1 where none does. */
function quoteCloses(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (quote === '"' && text[at] === '\\') at += 1;
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== quote) return at;
      at += 1;
    }
  }
  return -1;
}
