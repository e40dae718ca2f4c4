import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { folderTable, libraryPage, quoted, rowsUnder } from './library-page';
import { root, sources } from './sources';

const library = new Map(sources('lib').map(file => [file.path, file]));

/** Whether a text such as `disruption/budget` is the name of a rule, whose file is there. */
const isRule = (path: string): boolean => existsSync(join(root, 'lib', 'rules', `${path}.ts`));

describe('the page about the library', () => {
  it('describes each folder and room in a sentence or two', () => {
    for (const [name = '', what = ''] of [...rowsUnder('folder'), ...rowsUnder('room')]) {
      expect([name, what]).toEqual([name, expect.stringMatching(/^[A-Z].+\.$/)]);
    }
  });

  it.each(rowsUnder('question').map(([question = '', file = '', name = '']) => [question, quoted(file)[0] ?? '', quoted(name)[0] ?? '']))(
    'answers: %s',
    (_, path, name) => {
      const declaration = new RegExp(`^export (const|function|class) ${name}\\b`, 'm');
      expect([path, name, declaration.test(library.get(`lib/${path}`)?.code ?? '')]).toEqual([path, name, true]);
    },
  );

  it('names no file or folder that is not there', () => {
    const pages = libraryPage.replaceAll(/```[\s\S]*?```/g, '');
    const named = quoted(pages).filter(text => /^[\w-]+\/[\w/.-]+$/.test(text));
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter(path => !existsSync(join(root, path.startsWith('tests/') ? '' : 'lib', path)) && !isRule(path))).toEqual([]);
  });

  it('gives each room a dozen files or so', () => {
    const sizes = [...folderTable().keys()]
      .filter(name => name.includes('/'))
      .map(room => [room, [...library.keys()].filter(path => path.startsWith(`lib/${room}/`)).length] as const);
    expect(sizes.filter(([, files]) => files < 2 || files > 20)).toEqual([]);
  });
});

describe('this test', () => {
  it('reads tables by the heading of their first column', () => {
    const page = '| a | b |\n|---|---|\n| `x` | one |\n\n| c | d |\n|---|---|\n| `y` | two |\n';
    expect(rowsUnder('c', page)).toEqual([['`y`', 'two']]);
    expect(folderTable('| room | is | may import |\n|---|---|---|\n| `a/b` | B. | `c`, `d` |')).toEqual(new Map([['a/b', ['c', 'd']]]));
  });
});
