import fc from 'fast-check';
import { readDocument, splitDocuments } from '../../lib/manifests/yaml/documents';
import { runs } from '../extent';

/** What sigs.k8s.io/yaml 1.6, which every part of Kubernetes reads with, makes of the same lines. */
const read: readonly (readonly [written: string, value: unknown])[] = [
  ['2024-01-01', '2024-01-01'],
  ['2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z'],
  ['12:30:45', '12:30:45'],
  ['0o17', 15],
  ['017', 15],
  ['0x1F', 31],
  ['1_000', 1000],
  ['12e3', 12_000],
  ['yes', true],
  ['off', false],
  ['~', null],
  ['.5', 0.5],
  ['.5e3', 500],
  ['1.', 1],
  ['e2', 'e2'],
  ['.', '.'],
  ['._1', '._1'],
];

/** What it makes of collections in flow style whose lines are not indented. */
const flows: readonly (readonly [situation: string, written: string, value: unknown])[] = [
  ['lines at the column of the key', 'a:\n  b: [ "/bin/sh",\n  "-c",\n  "true" ]\n  c: 1\n', { a: { b: ['/bin/sh', '-c', 'true'], c: 1 } }],
  ['lines before it', 'a:\n    b: [x,\n  z]\n    c: 1\n', { a: { b: ['x', 'z'], c: 1 } }],
  ['lines at the margin', 'a:\n  - - {x: 1,\nz: [2,\n3]}\n    - 4\n', { a: [[{ x: 1, z: [2, 3] }, 4]] }],
  ['a bracket at the margin', 'a:\n  b: [\n    x\n]\nc: 1\n', { a: { b: ['x'] }, c: 1 }],
  ['a comment at the margin', 'a: {x: 1,\n# ]\n}\nb: {x: 2\n# }\n}\n', { a: { x: 1 }, b: { x: 2 } }],
  ['brackets in quotes', `a: ["]",\n'it''s ]', x]\nb: [it's,\n"\\"]"]\n`, { a: [']', "it's ]", 'x'], b: ["it's", '"]'] }],
];

describe('a document', () => {
  it.each(read)('is read as Kubernetes reads it: %s', (written, value) => {
    const document = readDocument(splitDocuments(`a: ${written}\n`)[0] ?? { text: '', line: 1 });
    expect(document).toMatchObject({ kind: 'object', data: { a: value } });
  });

  it.each(flows)('is read as Kubernetes reads it: %s between brackets', (_, written, data) => {
    expect(readDocument({ text: written, line: 1 })).toEqual({ kind: 'object', data });
  });

  it('means the same however the lines between brackets are indented', () => {
    const word = fc.constantFrom('a', '"[ b"', "'c ]'", 'd: {}', 'x y', '1');
    const line = fc.constantFrom('', '\n', '\n ', '\n   ', '\n        ', '\n# {\n');
    const flow = fc.array(fc.tuple(line, word, line), { minLength: 1, maxLength: 5 });
    const written = (parts: readonly (readonly [string, string, string])[], indented: boolean): string => {
      const items = parts.map(([before, text, after]) => (indented ? text : `${before}${text}${after}`));
      return `a:\n  b: [${items.join(',')}]\n  c:\n    - [[${items.join(',')}]]\n    - e\nd: 1\n`;
    };
    fc.assert(
      fc.property(flow, parts => {
        const read = readDocument({ text: written(parts, false), line: 1 });
        expect(read).toEqual(readDocument({ text: written(parts, true), line: 1 }));
        expect(read.kind).toBe('object');
      }),
      { numRuns: runs(600, 20) },
    );
  });

  it.each([
    ['a list that never ends', 'a: [b,\nc\n'],
    ['a bracket too many', 'a: [b,\nc]]\n'],
    ['a key behind the list', 'a: [b,\nc] d: 1\n'],
  ])('is still refused for %s', (_, text) => {
    expect(readDocument({ text, line: 1 })).toMatchObject({ kind: 'broken' });
  });

  it('of ten thousand lists at the margin is read in time', () => {
    const text = `a:\n${'- [b,\nc]\n'.repeat(10_000)}`;
    expect(readDocument({ text, line: 1 })).toMatchObject({ kind: 'object' });
  });
});
