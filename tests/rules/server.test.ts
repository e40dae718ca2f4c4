import fc from 'fast-check';
import table from '../../lib/manifests/api/fields.json';
import type { Json } from '../../lib/manifests/yaml/json';
import { runs, sample } from '../extent';
import { added, mutations, originals } from './mutations';
import { recorded } from './recorded';
import { markOf, said } from './server-verdict';

/** What a finding says: a problem and a fix, no remains of a program in it, on one line. */
const sound = /^(?!.*(undefined|NaN|\[object))[^\n]+[^.]; [^\n]+[^.]$/;

const ofAdded = mutations(added);

const fieldNames = [...new Set(Object.values(table.types).flatMap(type => Object.keys(type)))];

describe('objects that a server takes', () => {
  it('are taken by the rules about it', () => {
    expect(originals.length).toBeGreaterThan(100);
    expect(originals.flatMap(object => said(object, '1.34'))).toEqual([]);
  });

  it('are taken for a cluster of any version that has their fields', () => {
    const newer = sample(['1.35', '1.36', '1.37'], 3, 2).flatMap(version => originals.flatMap(object => said(object, version)));
    expect(newer).toEqual([]);
  });
});

describe('the mutations', () => {
  const all = mutations(sample(originals, 7));

  it('are many, and of no two the same', () => {
    expect(all.length).toBeGreaterThan(runs(20_000));
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it('are the same every time', () => {
    const some = sample(originals, 29);
    expect(markOf(mutations(some))).toBe(markOf(mutations(some)));
  });
});

describe('anything else that a file can hold', () => {
  const kinds = [...new Map(originals.map(({ apiVersion, kind }) => [kind, { apiVersion, kind }])).values()];
  const near = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;
  const spec = fc.letrec<{ part: Json }>(tie => ({
    part: fc.oneof(
      { depthSize: 'small' },
      near,
      fc.dictionary(fc.constantFrom(...fieldNames), tie('part'), { maxKeys: 5 }),
      fc.array(tie('part'), { maxLength: 3 }),
    ),
  })).part;

  it('is judged, and never breaks a rule', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), spec, spec, spec, (kind, metadata, inner, data) => {
        for (const { rule, problem, fix } of said({ ...kind, metadata, spec: inner, data, rules: data, subjects: inner }, '1.34'))
          expect([rule, `${problem}; ${fix}`]).toEqual([rule, expect.stringMatching(sound)]);
      }),
      { numRuns: runs(2000), seed: 1 },
    );
  });
});

describe('what a real server did with the mutations of objects that users add', () => {
  const { kubernetes, mark, verdicts } = recorded();
  const all = ofAdded;

  it('is written down of exactly these (GEORAFT_MUTATIONS=record npm run test:live writes it anew)', () => {
    expect(kubernetes).toMatch(/^v1\.\d+\.\d+$/);
    expect([all.length, markOf(all)]).toEqual([verdicts.length, mark]);
    for (const verdict of ['refuses', 'takes', 'alters'] as const) expect(verdicts).toContain(verdict);
  });

  it('is what the rules say that it does, in words', () => {
    const told = sample(
      all.map((mutation, at) => ({ ...mutation, verdict: verdicts[at] })),
      13,
    );
    const judged = told.map(({ name, object, verdict }) => ({ name, found: said(object, kubernetes), verdict }));
    expect(judged.filter(({ found, verdict }) => (found.length === 0) !== (verdict === 'takes'))).toEqual([]);
    const texts = new Set(judged.flatMap(({ found }) => found.map(({ rule, problem, fix }) => `${rule}: ${problem}; ${fix}`)));
    expect([...texts].filter(text => !sound.test(text) || text.length > 400)).toEqual([]);
  });
});
