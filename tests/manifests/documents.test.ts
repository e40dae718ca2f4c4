import { readDocument, splitDocuments } from '../../lib/manifests/yaml/documents';

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
];

describe('a document', () => {
  it.each(read)('is read as Kubernetes reads it: %s', (written, value) => {
    const document = readDocument(splitDocuments(`a: ${written}\n`)[0] ?? { text: '', line: 1 });
    expect(document).toMatchObject({ kind: 'object', data: { a: value } });
  });
});
