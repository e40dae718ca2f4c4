import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { splitDocuments } from '../../lib/manifests/yaml/documents';
import type { Path } from '../../lib/manifests/yaml/json';
import { locate } from '../../lib/manifests/yaml/locate';
import { filesBelow } from '../../lib/synth/output-folder';

const golden = join(__dirname, '..', 'golden');

/** Every field and entry of a document, with the place that the library gives it. */
function* places(node: Node | null, path: Path): Generator<readonly [Path, number]> {
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue;
      const here = [...path, String(key.value)];
      yield [here, key.range?.[0] ?? -1];
      yield* places(value as Node | null, here);
    }
  } else if (isSeq(node)) {
    for (const [position, item] of node.items.entries()) {
      const here = [...path, position];
      yield [here, (item as Node).range?.[0] ?? -1];
      yield* places(item as Node, here);
    }
  }
}

describe('the place of a field', () => {
  const files = filesBelow(golden).filter(path => /^(example|learner|whitewater-init-container)\/.*\.yaml$/.test(path));

  it.each(files)('is found in %s, every one of them', path => {
    const file = readFileSync(join(golden, path), 'utf8');
    for (const [position, { text, line }] of splitDocuments(file).entries()) {
      const counter = new LineCounter();
      const document = parseDocument(text, { lineCounter: counter, version: '1.1' });
      for (const [way, offset] of places(document.contents as Node | null, [])) {
        const { line: at, col } = counter.linePos(offset);
        const { line: found, column } = locate(file, position, way);
        // The library gives an entry the place behind its dash; readers look for the dash.
        const expected = typeof way.at(-1) === 'number' ? [line + at - 1] : [line + at - 1, col];
        expect([way, found, column]).toEqual([way, ...expected, ...(expected.length === 1 ? [expect.any(Number)] : [])]);
      }
    }
  });

  const file = '# Source: clusters/a/b\nspec:\n  list:\n  - one: 1\n    two: {three: 3}\n  -\n    four: 4\n  "quo/ted": 5\n---\nkind: A\n';

  it.each<[string, number, Path, number, number]>([
    ['an entry that is indented like its key', 0, ['spec', 'list', 0], 4, 3],
    ['a field behind a dash', 0, ['spec', 'list', 0, 'one'], 4, 5],
    ['a field below a dash', 0, ['spec', 'list', 1, 'four'], 7, 5],
    ['a key in quotation marks', 0, ['spec', 'quo/ted'], 8, 3],
    ['a collection in flow style, where what is in it is asked for', 0, ['spec', 'list', 0, 'two', 'three'], 5, 5],
    ['what a missing field belongs to', 0, ['spec', 'list', 1, 'five', 6], 6, 3],
    ['what a missing entry belongs to', 0, ['spec', 'list', 7], 3, 3],
    ['an object as a whole', 1, [], 10, 1],
  ])('is that of %s', (_, position, way, line, column) => {
    expect(locate(file, position, way)).toMatchObject({ line, column });
  });

  it('comes with the construct that made it, where the document names one', () => {
    expect(locate(file, 0, ['spec']).construct).toBe('clusters/a/b');
    expect(locate(file, 1, ['kind']).construct).toBeUndefined();
  });
});
