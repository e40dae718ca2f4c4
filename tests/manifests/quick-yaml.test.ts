import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseDocument, stringify } from 'yaml';
import { splitDocuments } from '../../lib/manifests/yaml/documents';
import { QuickYaml } from '../../lib/manifests/yaml/quick-yaml';
import { dialect } from '../../lib/manifests/yaml/yaml-dialect';
import { filesBelow } from '../../lib/synth/output-folder';
import { runs } from '../extent';

const golden = join(__dirname, '..', 'golden');
const documents = filesBelow(golden)
  .filter(path => path.endsWith('.yaml'))
  .flatMap(path => splitDocuments(readFileSync(join(golden, path), 'utf8')).map(({ text }) => text));

/** What the library reads; undefined where it finds a mistake. */
function byLibrary(text: string): unknown {
  try {
    const document = parseDocument(text, dialect);
    return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

/** The quick reader says the same as the library, or nothing at all. */
function agrees(text: string, reader = new QuickYaml()): boolean {
  const quick = reader.read(text);
  if (quick === undefined) return false;
  expect([text, quick]).toEqual([text, byLibrary(text)]);
  return true;
}

describe('the quick reader', () => {
  it('reads everything that is rendered, as the library does', () => {
    const reader = new QuickYaml();
    for (const text of documents) expect([text, agrees(text, reader)]).toEqual([text, true]);
  });

  it('reads texts of every kind as the library does, or leaves them to it', () => {
    const word = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'ab01:-#\'"[]{}|>&*!%@`,? ~.+_/=<\n\t\\') }),
      fc.constantFrom(
        'yes',
        'No',
        'on',
        'null',
        '~',
        '1e3',
        '0123',
        '0o17',
        '12:30',
        '.inf',
        '-.5',
        '2001-01-01',
        'true',
        '- a',
        'a: b',
        ' a',
        '<<',
      ),
    );
    fc.assert(
      fc.property(fc.dictionary(word, fc.oneof(word, fc.array(word), fc.dictionary(word, word))), data => {
        agrees(stringify(data, { version: '1.1' }));
      }),
      { numRuns: runs(2000, 30) },
    );
  });

  it('never reads anything else than the library, whatever a hand has done to a file', () => {
    const reader = new QuickYaml();
    const short = documents.filter(text => text.length < 1500);
    const noise = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom('\n', '  ', '- ', ': ', '"', "'", '#', '|', '&a ', '*a', '{', '[', '\t', '\r\n', '---'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...short), fc.nat(), fc.nat({ max: 12 }), noise, (text, at, cut, put) => {
        const from = at % text.length;
        agrees(text.slice(0, from) + put + text.slice(from + cut), reader);
      }),
      { numRuns: runs(20_000, 30) },
    );
  });

  it.each([
    ['a text over several lines', 'a: one\n  two\n'],
    ['collections in flow style', 'a: {b: [1, 2]}\n'],
    ['anchors and aliases', 'a: &x 1\nb: *x\n'],
    ['tags', 'a: !!str 1\n'],
    ['a key that is given twice', 'a: 1\na: 2\n'],
    ['keys that every object has', '__proto__: 1\n'],
    ['tabs', 'a:\n\tb: 1\n'],
    ['lines that end with a carriage return', 'a: 1\r\nb: 2\r\n'],
  ])('leaves %s to the library', (_, text) => {
    expect(new QuickYaml().read(text)).toBeUndefined();
  });
});
