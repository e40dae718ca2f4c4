import fc from 'fast-check';
import { readJson, splitJson } from '../../lib/manifests/yaml/documents';
import type { Json, Path } from '../../lib/manifests/yaml/json';
import { jsonPosition, jsonValues } from '../../lib/manifests/yaml/json-text';
import { locateIn } from '../../lib/manifests/yaml/locate';
import { runs } from '../extent';

/** Every place of a value. */
function paths(value: Json, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...inner.flatMap(([step, each]) => paths(each as Json, [...path, step]))];
}

const at = (value: Json, path: Path): Json =>
  path.reduce<Json>((from, step) => (from as Record<string | number, Json>)[step] as Json, value);

describe('a text of JSON', () => {
  it('has each of its fields where it says', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (given, indent) => {
        const value = { given } as Json;
        const text = JSON.stringify(value, null, indent);
        const read = JSON.parse(text) as Json;
        for (const path of paths(read)) {
          const rest = text.slice(jsonPosition(text, path));
          const step = path.at(-1);
          const begins = typeof step === 'string' ? JSON.stringify(step) : JSON.stringify(at(read, path), null, indent).slice(0, 1);
          expect([path, rest.startsWith(begins)]).toEqual([path, true]);
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it('may be several values, each where it begins', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.object(), fc.constantFrom(' ', '\n', '\r\n\t')), { minLength: 1 }), given => {
        const texts = given.map(([value]) => JSON.stringify(value));
        const text = given.map(([, space], position) => `${texts[position]}${space}`).join('');
        const values = jsonValues(text);
        expect(values.map(value => value.text)).toEqual(texts);
        for (const value of values) expect(text.slice(value.offset).startsWith(value.text)).toBe(true);
      }),
      { numRuns: runs(200) },
    );
  });

  it('says line and column, from 1, of what is there, and of the nearest where something is missing', () => {
    const [first, second] = splitJson('{"a": 1}\n {\n\t"b": [{\n\t\t"c": null}]}');
    expect(locateIn(first, ['a'])).toEqual({ line: 1, column: 2 });
    expect(locateIn(second, [])).toEqual({ line: 2, column: 2 });
    expect(locateIn(second, ['b', 0, 'c'])).toEqual({ line: 4, column: 3 });
    expect(locateIn(second, ['b', 0, 'd', 1])).toEqual({ line: 3, column: 8 });
    expect(locateIn(second, ['b', 7])).toEqual({ line: 3, column: 2 });
  });

  it.each([
    ['{"a": ', 'it is not JSON'],
    ['{"a": 1,}', 'it is not JSON'],
    ['[1]', 'it is not an object'],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, ''],
    [`{"a":${'['.repeat(2000)}${']'.repeat(2000)}}`, 'it is nested too deeply'],
  ])('that is broken is said to be: %.20s', (text, problem) => {
    expect(readJson({ text, line: 1 })).toMatchObject({ kind: 'broken', problem: expect.stringContaining(problem) });
  });
});
