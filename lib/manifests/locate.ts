import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { splitDocuments } from './documents';
import type { Path } from './json';

/** Line and column in a file, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a field stands in a file: its key, or the nearest that is there of what it belongs to. */
export function locate(file: string, position: number, path: Path): Position {
  const document = splitDocuments(file)[position];
  if (!document) return { line: 1, column: 1 };
  const counter = new LineCounter();
  const parsed = parseDocument(document.text, { lineCounter: counter, version: '1.1' });
  let node = parsed.contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => (isScalar(key) ? key.value : key) === step);
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
    } else if (isSeq(node) && typeof step === 'number') {
      const item = node.items[step] as Node | undefined;
      if (!item) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  const { line, col } = counter.linePos(offset);
  return { line: document.line + line - 1, column: col };
}
