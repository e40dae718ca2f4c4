import { added, mutations, originals } from './mutations';
import { recorded } from './recorded';
import { markOf, said } from './server-verdict';

describe('objects that a server takes', () => {
  it('are taken by the rules about it', () => {
    expect(originals.length).toBeGreaterThan(100);
    expect(originals.flatMap(object => said(object, '1.34'))).toEqual([]);
  });

  it('are taken for a cluster of any version that has their fields', () => {
    const newer = ['1.35', '1.36', '1.37'].flatMap(version => originals.flatMap(object => said(object, version)));
    expect(newer).toEqual([]);
  });
});

describe('the mutations', () => {
  const all = mutations();

  it('are many, and of no two the same', () => {
    expect(all.length).toBeGreaterThan(20_000);
    expect(new Set(all.map(({ name, object }) => `${name} ${JSON.stringify(object)}`)).size).toBe(all.length);
  });

  it('are the same every time', () => {
    expect(markOf(mutations())).toBe(markOf(all));
  });
});

describe('what a real server did with the mutations of objects that users add', () => {
  const { kubernetes, mark, verdicts } = recorded();
  const all = mutations(added);

  it('is written down of exactly these (GEORAFT_MUTATIONS=record npm run test:live writes it anew)', () => {
    expect(kubernetes).toMatch(/^v1\.\d+\.\d+$/);
    expect([all.length, markOf(all)]).toEqual([verdicts.length, mark]);
    for (const verdict of ['refuses', 'takes', 'alters'] as const) expect(verdicts).toContain(verdict);
  });

  it('is what the rules say that it does', () => {
    const disagreements = all.filter(({ object }, at) => (said(object, kubernetes).length === 0) !== (verdicts[at] === 'takes'));
    expect(disagreements.map(({ name, object }) => [name, said(object, kubernetes)])).toEqual([]);
  });
});
