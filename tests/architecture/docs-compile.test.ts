import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { hangs } from '../synth/compiled';
import { lineAt, root, sources } from './sources';

/** An example in the documentation. */
interface Block {
  /** `file:line` of its first line. */
  readonly place: string;
  /** Where it is compiled. Blocks of one document that begin with a line such as `// clusters/index.ts` see each other. */
  readonly path: string;
  readonly code: string;
}

const folderOf = (document: string): string => document.replaceAll(/\W+/g, '-');

/** The `ts` blocks of a document in Markdown. */
function blocksOf(document: string, text: string, firstLine = 1): readonly Block[] {
  return [...text.matchAll(/^[ \t]*```(?:ts|typescript)[ \t]*\n([\s\S]*?)^[ \t]*```/gm)].map(({ 1: code = '', index }) => {
    const line = firstLine + lineAt(text, index);
    const name = /^\s*\/\/ ([\w./-]+\.ts)\b/.exec(code)?.[1];
    return { place: `${document}:${line}`, path: join(folderOf(document), name ?? `line-${line}.ts`), code };
  });
}

/** The `ts` blocks of a program's doc comments. */
const blocksOfComments = (path: string, text: string): readonly Block[] =>
  [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap(({ 0: comment, index }) =>
    blocksOf(path, comment.replaceAll(/^[ \t]*\* ?/gm, ''), lineAt(text, index)),
  );

/** What the compiler says of some blocks, each with its place; as users compile: with this repository's own settings. */
function compile(blocks: readonly Block[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'georaft-docs-'));
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
    const compilerOptions = {
      noEmit: true,
      incremental: false,
      declaration: false,
      rootDir: '/',
      types: ['node'],
      paths: { georaft: [join(root, 'lib', 'index.ts')], 'georaft/terraform': [join(root, 'lib', 'terraform', 'index.ts')] },
    };
    const config = { extends: join(root, 'tsconfig.json'), compilerOptions, include: [], files: blocks.map(({ path }) => path) };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    for (const { path, code, place } of blocks) {
      const file = join(folder, path);
      if (existsSync(file)) throw new Error(`${place}: another block of the document is this file already`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${code}\nexport {};\n`);
    }
    const tsc = join(root, 'node_modules', '.bin', 'tsc');
    const { stdout, stderr, status } = spawnSync(tsc, ['--project', folder, '--pretty', 'false'], {
      cwd: root,
      encoding: 'utf8',
      timeout: hangs,
    });
    if (status === 0) return [];
    const said = `${stdout}${stderr}`.split('\n').filter(line => /error TS/.test(line));
    return said.length > 0 ? said.map(line => inDocument(line, blocks)) : [`tsc ended with ${status}: ${stderr}`];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A line of the compiler with the place in the document in front. */
function inDocument(line: string, blocks: readonly Block[]): string {
  const [, file = '', at = '1', problem = line] = /^(?:.*\/)?([^(]*)\((\d+),\d+\): (.*)$/.exec(line.replaceAll('\\', '/')) ?? [];
  const block = blocks.find(({ path }) => line.includes(path) || path.endsWith(`/${file}`));
  if (!block) return line;
  const [document = '', first = '1'] = block.place.split(':');
  return `${document}:${Number(first) + Number(at) - 1}: ${problem}`;
}

const readme = join(root, 'README.md');
const ofReadme = existsSync(readme) ? blocksOf('README.md', readFileSync(readme, 'utf8')) : undefined;
const ofComments = sources('lib').flatMap(({ path, text }) => blocksOfComments(path, text));

/** A document of which one example does not compile. It is compiled with the others, as the compiler reads the library every time. */
const guide = [
  '# Title',
  '```ts',
  '// clusters.ts',
  "import { Network } from 'georaft';",
  'export const network = Network.flat();',
  '```',
  '```ts',
  "import { network } from './clusters';",
  'export const name: number = network.name;',
  '```',
].join('\n');

let said: readonly string[];
beforeAll(() => {
  said = compile([...(ofReadme ?? []), ...ofComments, ...blocksOf('GUIDE.md', guide)]);
});
const isOfGuide = (line: string): boolean => line.startsWith('GUIDE.md:');

describe('the examples in the documentation', () => {
  it('are there', () => {
    expect(ofComments.length).toBeGreaterThan(0);
    if (ofReadme) expect(ofReadme.length).toBeGreaterThan(0);
  });

  it('compile as they stand', () => {
    expect(said.filter(line => !isOfGuide(line))).toEqual([]);
  });
});

describe('this test', () => {
  it('finds an example that does not compile, and says where it stands', () => {
    expect(said.filter(isOfGuide)).toEqual(["GUIDE.md:9: error TS2322: Type 'string' is not assignable to type 'number'."]);
  });

  it('reads the blocks of doc comments without their stars', () => {
    const text = "const a = 1;\n/**\n * @example\n * ```ts\n * import 'georaft';\n *\n * go();\n * ```\n */\n";
    expect(blocksOfComments('lib/a.ts', text)).toEqual([
      { place: 'lib/a.ts:5', path: join('lib-a-ts', 'line-5.ts'), code: "import 'georaft';\n\ngo();\n" },
    ]);
  });
});
