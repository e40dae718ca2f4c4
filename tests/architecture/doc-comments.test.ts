import { lineAt, type Source, source, sources } from './sources';

const declaration = /^export (?:declare |abstract |async )*(interface|type|const|class|function) (\w+)/gm;

interface Declared {
  readonly kind: string;
  readonly name: string;
  readonly place: string;
  readonly documented: boolean;
}

/** What a file exports, and whether a doc comment stands before it, or before the group of lines that it is in. */
const declared = ({ path, text, code }: Source): readonly Declared[] =>
  [...code.matchAll(declaration)].map(({ 1: kind = '', 2: name = '', index }) => ({
    kind,
    name,
    place: `${path}:${lineAt(text, index)} ${name}`,
    documented: docComment.test(text.slice(0, index)),
  }));

/** A doc comment with words in it, and behind it nothing but whole exports of one line each. */
const docComment = /\/\*\*(?:(?!\*\/)[\s\S])*[^\s*/](?:(?!\*\/)[\s\S])*\*\/\n(?:export (?:type|const) [^\n]*;(?: \/\/[^\n]*)?\n)*$/;

/** Exported without a word about it. A factory is described by the noun of the same name. */
function silent(file: Source): readonly string[] {
  // The plan is not public: its data are described, its functions say what they return by their names.
  const all = declared(file).filter(({ kind }) => !file.path.startsWith('lib/plan/') || ['interface', 'type', 'class'].includes(kind));
  const nouns = new Set(all.filter(({ kind, documented }) => documented && kind !== 'const').map(({ name }) => name));
  return all.filter(({ kind, name, documented }) => !documented && !(kind === 'const' && nouns.has(name))).map(({ place }) => place);
}

const library = sources('lib');

describe('everything that is exported', () => {
  it.each([...new Set(library.map(({ path }) => path.split('/')[1] ?? ''))].filter(folder => !folder.endsWith('.ts')))(
    'by lib/%s has a doc comment',
    folder => {
      expect(library.filter(({ path }) => path.startsWith(`lib/${folder}/`)).flatMap(silent)).toEqual([]);
    },
  );

  it('to users has a doc comment where it is declared', () => {
    const files = new Map(library.map(file => [file.path, file]));
    const wrong = library
      .filter(({ path }) => path.endsWith('/index.ts'))
      .flatMap(({ imports }) => imports)
      .flatMap(({ file = '', names }) => {
        const from = files.get(file);
        const all = from ? declared(from) : [];
        return names.filter(name => !all.some(one => one.name === name && one.documented)).map(name => `${file} ${name}`);
      });
    expect(wrong).toEqual([]);
  });
});

describe('a factory of the domain', () => {
  it('says of each way to make a noun what it is, where there are several', () => {
    const wrong = sources('lib/domain').flatMap(({ path, text, code }) =>
      [...code.matchAll(/^export const (\w+) = \{\n([\s\S]*?)\n\} as const;/gm)].flatMap(({ 1: name, 0: whole, index }) => {
        const members = [...whole.matchAll(/^ {2}(\w+): \(/gm)];
        if (members.length < 2) return [];
        return members
          .filter(member => !/\*\/\s*$/.test(text.slice(0, index + member.index)))
          .map(member => `${path}:${lineAt(text, index + member.index)} ${name}.${member[1]}`);
      }),
    );
    expect(wrong).toEqual([]);
  });
});

describe('these tests', () => {
  it('tell a doc comment from another comment', () => {
    const text = '/** A. */\nexport type A = 1;\n// B\nexport type B = 1;\n/* C */\nexport type C = 1;\n/** */\nexport type D = 1;\n';
    expect(silent(source('lib/planted.ts', text))).toEqual(['lib/planted.ts:4 B', 'lib/planted.ts:6 C', 'lib/planted.ts:8 D']);
  });

  it('let one comment speak for a group of lines', () => {
    const text = '/** Names. */\nexport const a = 1;\nexport const b = 2;\n\nexport const c = 3;\n';
    expect(silent(source('lib/planted.ts', text))).toEqual(['lib/planted.ts:5 c']);
  });

  it('let the noun speak for its factory', () => {
    const text = '/** A. */\nexport type A = 1;\n\nexport const A = {} as const;\nexport const B = {} as const;\n';
    expect(silent(source('lib/planted.ts', text))).toEqual(['lib/planted.ts:5 B']);
  });
});
