import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OutputFolder, OutputFolderError } from '../../lib/synth/output-folder';
import { runs } from '../extent';
import { startProgram } from './compiled';
import { emptyFolder, exampleApp } from './example';
import { tree } from './output';
import type { RunningProgram } from './running-program';

/** Puts files into a folder as somebody else would. */
function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Writes files as the program does. */
function write(folder: string, files: Readonly<Record<string, string>>, ours: readonly string[] = []): readonly string[] {
  const output = OutputFolder.open(OutputFolder.recover(folder), new Set(ours));
  for (const [path, content] of Object.entries(files)) output.write(path, content);
  return output.commit();
}

const beside = (folder: string): readonly string[] => readdirSync(dirname(folder)).filter(name => name.startsWith('.georaft-'));

const entries = (folder: string): Readonly<Record<string, string>> => Object.fromEntries(tree(folder));

let folder: string;
beforeEach(() => {
  folder = join(emptyFolder(), 'dist');
});

describe('a folder that is written for the first time', () => {
  it('holds what was written', () => {
    write(folder, { 'a.yaml': 'a', 'b/c/d.yaml': 'd' });
    expect(entries(folder)).toEqual({ 'a.yaml': 'a', 'b/c/d.yaml': 'd' });
  });

  it('leaves nothing beside itself', () => {
    write(folder, { 'a.yaml': 'a' });
    expect(beside(folder)).toEqual([]);
  });

  it('may lie deeper than anything that exists', () => {
    const deep = join(folder, 'some', 'where');
    write(deep, { 'a.yaml': 'a' });
    expect(entries(deep)).toEqual({ 'a.yaml': 'a' });
  });
});

describe('a file of ours', () => {
  it('goes when it is not written again, and so does its folder', () => {
    write(folder, { 'a.yaml': 'a', 'b/c.yaml': 'c' });
    expect(write(folder, { 'a.yaml': 'a' }, ['a.yaml', 'b/c.yaml'])).toEqual(['b/c.yaml']);
    expect(entries(folder)).toEqual({ 'a.yaml': 'a' });
  });

  it('keeps its inode and its times when its content does not change', () => {
    write(folder, { 'a.yaml': 'a', 'b.yaml': 'b' });
    const before = statSync(join(folder, 'a.yaml'), { bigint: true });
    write(folder, { 'a.yaml': 'a', 'b.yaml': 'B' }, ['a.yaml', 'b.yaml']);
    const after = statSync(join(folder, 'a.yaml'), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
    expect(readFileSync(join(folder, 'b.yaml'), 'utf8')).toBe('B');
  });

  it('may become a folder, and a folder of ours a file', () => {
    write(folder, { a: 'file', 'b/c': 'in a folder' });
    write(folder, { 'a/d': 'in a folder', b: 'file' }, ['a', 'b/c']);
    expect(entries(folder)).toEqual({ 'a/d': 'in a folder', b: 'file' });
  });

  it('does not change another link to it when its content changes', () => {
    write(folder, { 'a.yaml': 'a' });
    linkSync(join(folder, 'a.yaml'), join(dirname(folder), 'kept'));
    write(folder, { 'a.yaml': 'A' }, ['a.yaml']);
    expect(readFileSync(join(dirname(folder), 'kept'), 'utf8')).toBe('a');
  });
});

describe('a folder in which nothing changes', () => {
  it('stays the folder that it was, with what others put into it', () => {
    write(folder, { 'same/a.yaml': 'a', 'same/b/c.yaml': 'c', 'changed/a.yaml': 'a', 'gone/a.yaml': 'a' });
    put(folder, { 'same/notes.txt': 'not ours', 'changed/notes.txt': 'not ours' });
    const inode = statSync(join(folder, 'same')).ino;
    const ours = ['same/a.yaml', 'same/b/c.yaml', 'changed/a.yaml', 'gone/a.yaml'];
    write(folder, { 'same/a.yaml': 'a', 'same/b/c.yaml': 'c', 'changed/a.yaml': 'A' }, ours);
    expect(entries(folder)).toEqual({
      'changed/a.yaml': 'A',
      'changed/notes.txt': 'not ours',
      'same/a.yaml': 'a',
      'same/b/c.yaml': 'c',
      'same/notes.txt': 'not ours',
    });
    expect(statSync(join(folder, 'same')).ino).toBe(inode);
    expect(beside(folder)).toEqual([]);
  });
});

describe('what somebody else put into the folder', () => {
  beforeEach(() => {
    put(folder, { 'README.md': 'read me', 'frankfurt/notes/today.txt': 'note' });
    mkdirSync(join(folder, 'empty', 'inside'), { recursive: true });
    symlinkSync('README.md', join(folder, 'link'));
    symlinkSync('nowhere', join(folder, 'dangling'));
    symlinkSync('frankfurt', join(folder, 'to-folder'));
  });

  it('is carried over: files, empty folders and links', () => {
    write(folder, { 'frankfurt/a.yaml': 'a' });
    expect(entries(folder)).toEqual({
      'README.md': 'read me',
      'frankfurt/notes/today.txt': 'note',
      'frankfurt/a.yaml': 'a',
      'empty/inside/': '',
      link: '-> README.md',
      dangling: '-> nowhere',
      'to-folder': '-> frankfurt',
    });
  });

  it('keeps its inode', () => {
    const before = statSync(join(folder, 'README.md')).ino;
    write(folder, { 'a.yaml': 'a' });
    expect(statSync(join(folder, 'README.md')).ino).toBe(before);
  });

  it('stays and is reported where a file of ours is to stand', () => {
    const output = OutputFolder.open(OutputFolder.recover(folder), new Set());
    expect(output.write('README.md', 'ours')).toBe('foreign');
    output.discard();
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe('read me');
  });

  it('is no obstacle when it is what we would write', () => {
    const output = OutputFolder.open(OutputFolder.recover(folder), new Set());
    expect(output.write('README.md', 'read me')).toBe('unchanged');
    output.discard();
  });

  it('stays and is reported where a link that leads nowhere stands in our place', () => {
    const output = OutputFolder.open(OutputFolder.recover(folder), new Set());
    const written = output.write('dangling', 'ours');
    output.discard();
    expect(written).toBe('foreign');
  });

  it('stays and is reported where a folder stands in the place of a file of ours', () => {
    const output = OutputFolder.open(OutputFolder.recover(folder), new Set());
    const written = output.write('frankfurt', 'ours');
    output.discard();
    expect(written).toBe('foreign');
  });

  it('stays and is reported where a file stands in the place of a folder of ours', () => {
    const output = OutputFolder.open(OutputFolder.recover(folder), new Set());
    const written = output.write('README.md/a.yaml', 'ours');
    output.discard();
    expect(written).toBe('foreign');
  });
});

describe('a fleet whose output folder holds a file of somebody else', () => {
  it.each([
    ['where a file of ours is to stand', { 'dublin/whitewater/whitewater.yaml': 'mine' }],
    ['where a folder of ours is to stand', { dublin: 'mine' }],
    ['below a file of ours', { 'dublin/whitewater/whitewater.yaml/mine': 'mine' }],
  ])('%s is refused with a finding, and the file stays', (_, files) => {
    const place = emptyFolder();
    put(join(place, 'dist'), files);
    const { findings } = exampleApp(place).synthesize();
    expect(findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)).toContain('output/foreign-file');
    expect(entries(join(place, 'dist'))).toEqual(files);
    expect(existsSync(join(place, 'cdktf.out'))).toBe(false);
    expect(beside(join(place, 'dist'))).toEqual([]);
  });
});

describe('an error while writing', () => {
  it('leaves the old content, to the inode', () => {
    write(folder, { 'a.yaml': 'a', 'b.yaml': 'b' });
    const before = statSync(folder).ino;
    const output = OutputFolder.open(OutputFolder.recover(folder), new Set(['a.yaml', 'b.yaml']));
    output.write('a.yaml', 'A');
    expect(() => output.write('../outside.yaml', 'x')).toThrow(OutputFolderError);
    output.discard();
    expect(entries(folder)).toEqual({ 'a.yaml': 'a', 'b.yaml': 'b' });
    expect(statSync(folder).ino).toBe(before);
    expect(beside(folder)).toEqual([]);
  });

  it('of a user leaves the old output of the fleet', () => {
    const place = emptyFolder();
    exampleApp(place).synthesize();
    const before = tree(place);
    const app = exampleApp(place);
    const [first] = app.systems;
    Object.defineProperty(first, 'customize', {
      value: () => {
        throw new Error('of a user');
      },
    });
    try {
      app.synthesize();
    } catch (error) {
      expect(String(error)).toContain('of a user');
    }
    expect(tree(place)).toEqual(before);
  });
});

describe('an output folder that the program stands in', () => {
  const start = process.cwd();
  afterEach(() => process.chdir(start));

  it.each([
    ['is the working folder', ''],
    ['is above the working folder', 'deep/down'],
    ['is above a working folder whose name begins with dots', '..deep'],
  ])('is refused when it %s', (_, below) => {
    mkdirSync(join(folder, below), { recursive: true });
    put(folder, { 'precious.ts': 'source' });
    process.chdir(join(folder, below));
    expect(() => OutputFolder.open(OutputFolder.recover(folder), new Set())).toThrow(OutputFolderError);
    process.chdir(start);
    expect(readFileSync(join(folder, 'precious.ts'), 'utf8')).toBe('source');
  });

  it('is refused through a link too', () => {
    mkdirSync(folder);
    symlinkSync(folder, join(dirname(folder), 'link'));
    process.chdir(folder);
    expect(() => OutputFolder.open(OutputFolder.recover(join(dirname(folder), 'link')), new Set())).toThrow('the program runs inside it');
  });

  it('is the root of everything, refused as well', () => {
    expect(() => OutputFolder.open('/', new Set())).toThrow(OutputFolderError);
  });
});

describe('an output folder that is', () => {
  it('a link to a folder is written where it leads', () => {
    const target = join(dirname(folder), 'target');
    mkdirSync(target);
    symlinkSync('target', folder);
    write(folder, { 'a.yaml': 'a' });
    expect(readlinkSync(folder)).toBe('target');
    expect(entries(target)).toEqual({ 'a.yaml': 'a' });
  });

  it('a file is refused', () => {
    writeFileSync(folder, 'a file');
    expect(() => OutputFolder.open(OutputFolder.recover(folder), new Set())).toThrow('it is a file');
    expect(readFileSync(folder, 'utf8')).toBe('a file');
  });
});

describe('two processes', () => {
  const lock = (): string => join(dirname(folder), '.georaft-dist-lock');

  const holding = async (): Promise<RunningProgram> => {
    const child = startProgram(
      `const { OutputFolder } = load('lib/synth/output-folder.js');
       OutputFolder.open(OutputFolder.recover(${JSON.stringify(folder)}), new Set()).write('a.yaml', 'theirs');
       require('node:fs').writeSync(1, 'ready');
       process.stdin.resume();`,
      dirname(folder),
    );
    await child.until(said => said.includes('ready'));
    return child;
  };

  it('of which one is alive: the other is refused with its number', async () => {
    const child = await holding();
    try {
      expect(() => OutputFolder.recover(folder)).toThrow(`process ${child.pid} is writing it`);
      expect(existsSync(lock())).toBe(true);
    } finally {
      await child.kill();
    }
  });

  it('of which one is alive: a fleet says so as a finding', async () => {
    const child = await holding();
    try {
      const { findings } = exampleApp(dirname(folder)).synthesize();
      expect(findings.map(({ rule, problem }) => `${rule}: ${problem}`)).toEqual([`output/folder: process ${child.pid} is writing it`]);
      expect(existsSync(join(dirname(folder), 'cdktf.out'))).toBe(false);
    } finally {
      await child.kill();
    }
  });

  it('of which one is dead: the other goes on', async () => {
    const child = await holding();
    await child.kill();
    expect(existsSync(lock())).toBe(true);
    write(folder, { 'b.yaml': 'ours' });
    expect(entries(folder)).toEqual({ 'b.yaml': 'ours' });
    expect(beside(folder)).toEqual([]);
  });

  it('of which one died before it had written its number: the other goes on', () => {
    writeFileSync(lock(), '');
    expect(() => write(folder, { 'b.yaml': 'ours' })).not.toThrow();
    expect(entries(folder)).toEqual({ 'b.yaml': 'ours' });
  });

  it('of which one belongs to another user: the other is refused', () => {
    writeFileSync(lock(), '4711');
    const kill = jest.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
    });
    try {
      expect(() => OutputFolder.recover(folder)).toThrow('process 4711 is writing it');
    } finally {
      kill.mockRestore();
    }
  });

  it('that begin at the same moment: the later one is refused in words', async () => {
    const recovered = OutputFolder.recover(folder);
    const child = await holding();
    try {
      expect(() => OutputFolder.open(recovered, new Set())).toThrow(OutputFolderError);
    } finally {
      await child.kill();
    }
  });
});

describe('a process that was killed', () => {
  it.each([
    ['before the exchange', 'dist'],
    ['between the two renames', '.georaft-dist-last'],
  ])('%s leaves the old content', (_, oldPlace) => {
    put(join(dirname(folder), oldPlace), { 'a.yaml': 'old' });
    put(join(dirname(folder), '.georaft-dist-next'), { 'a.yaml': 'new' });
    OutputFolder.recover(folder);
    expect(entries(folder)).toEqual({ 'a.yaml': 'old' });
    expect(beside(folder)).toEqual([]);
  });

  it.each([
    ['before it moved any folder', ['same', 'other'], [], undefined],
    ['while it wrote which ones', ['same', 'other'], [], '["sa'],
    ['between two of them', ['other'], ['same'], undefined],
    ['after the last one', [], ['same', 'other'], undefined],
  ])('%s leaves the old content, and all that was in it', (_, atLast, atNext, moving) => {
    const at = (name: string): string => join(dirname(folder), `.georaft-dist-${name}`);
    put(at('last'), { 'a.yaml': 'old', ...Object.fromEntries(atLast.map(name => [`${name}/b.yaml`, name])) });
    put(at('next'), { 'a.yaml': 'new', 'new/b.yaml': 'new', ...Object.fromEntries(atNext.map(name => [`${name}/b.yaml`, name])) });
    writeFileSync(at('moving'), moving ?? JSON.stringify(['same', 'other']));
    OutputFolder.recover(folder);
    expect(entries(folder)).toEqual({ 'a.yaml': 'old', 'other/b.yaml': 'other', 'same/b.yaml': 'same' });
    expect(beside(folder)).toEqual([]);
  });

  it('after the exchange leaves the new content', () => {
    put(folder, { 'a.yaml': 'new' });
    put(join(dirname(folder), '.georaft-dist-last'), { 'a.yaml': 'old' });
    OutputFolder.recover(folder);
    expect(entries(folder)).toEqual({ 'a.yaml': 'new' });
    expect(beside(folder)).toEqual([]);
  });
});

describe('a process that is killed at any moment, again and again', () => {
  const files = 300;
  /** One folder in which nothing changes, one in which some files do, and some that come and go. */
  const path = (generation: number, file: number): string =>
    file % 12 === 0
      ? `same/${file % 7}/${file}.yaml`
      : file % 3 === 0
        ? `shared/${file}.yaml`
        : `g${generation % 4}/${file % 7}/${file}.yaml`;
  const content = (generation: number, file: number): string =>
    file % 6 === 0 ? `never changes ${file}\n` : `generation ${generation}\n`.repeat(1 + (file % 50));

  /**
   * Writes one generation after the other, each with other files, and says when one is in place; and a dot before every change of the
   * file system, and a bar before the exchange, so that it can be killed anywhere.
   */
  const writer = (place: string): string => `
    const fs = require('node:fs');
    const { existsSync, readFileSync, writeSync } = fs;
    for (const name of ['copyFileSync', 'linkSync', 'mkdirSync', 'renameSync', 'rmSync', 'symlinkSync', 'writeFileSync']) {
      const change = fs[name];
      fs[name] = (...given) => {
        writeSync(1, '.');
        return change(...given);
      };
    }
    const { OutputFolder } = load('lib/synth/output-folder.js');
    const path = ${path.toString()};
    const content = ${content.toString()};
    const folder = ${JSON.stringify(place)};
    for (;;) {
      const real = OutputFolder.recover(folder);
      const list = real + '/list.json';
      const last = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : { generation: 0, files: [] };
      const generation = last.generation + 1;
      const output = OutputFolder.open(real, new Set([...last.files, 'list.json']));
      const written = [];
      for (let file = 0; file < ${files}; file += 1) {
        output.write(path(generation, file), content(generation, file));
        written.push(path(generation, file));
      }
      output.write('list.json', JSON.stringify({ generation, files: written }));
      writeSync(1, '|');
      output.commit();
      writeSync(1, '\\n' + generation + '\\n');
    }`;

  const expected = (generation: number): ReadonlyMap<string, string> => {
    const all = new Map([['foreign/notes.txt', 'not ours']]);
    if (generation === 0) return all;
    const written: string[] = [];
    for (let file = 0; file < files; file += 1) {
      all.set(path(generation, file), content(generation, file));
      written.push(path(generation, file));
    }
    all.set('list.json', JSON.stringify({ generation, files: written }));
    return new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
  };

  const dots = (said: string): number => said.replaceAll(/[^.]/g, '').length;
  const isOver = (said: string): boolean => /\d\n/.test(said);
  const upTo = (most: number): number => Math.floor(Math.random() * (most + 1));
  /** A moment anywhere in two generations, or anywhere in an exchange: then it is killed, wherever it has got to by the time. */
  const anywhere = (): ((said: string) => boolean) => {
    const [all, ofExchange] = [upTo(2.2 * files), upTo(70)];
    return Math.random() < 0.5
      ? said => dots(said) >= all
      : said => said.includes('|') && (isOver(said) || dots(said.slice(said.indexOf('|'))) >= ofExchange);
  };

  it('always leaves the old content or the new one, whole', async () => {
    put(folder, { 'foreign/notes.txt': 'not ours' });
    let reached = 0;
    for (let kills = 0; kills < runs(60); kills += 1) {
      const child = startProgram(writer(folder), dirname(folder));
      // The first one ends one generation, so that the others have an old content.
      await child.until(kills === 0 ? isOver : anywhere());
      await child.kill();

      OutputFolder.recover(folder);
      const committed = Math.max(
        reached,
        ...child.said
          .split('\n')
          .filter(line => /^\d+$/.test(line))
          .map(Number),
      );
      const found = tree(folder);
      const list = found.get('list.json');
      const generation = list ? (JSON.parse(list) as { generation: number }).generation : 0;
      expect([committed, committed + 1]).toContain(generation);
      expect(new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)))).toEqual(expected(generation));
      expect(beside(folder)).toEqual([]);
      reached = generation;
    }
    expect(reached).toBeGreaterThan(0);
  });

  it('needs nobody to clean up before the next one', async () => {
    for (let kills = 0; kills < runs(20, 20); kills += 1) {
      const child = startProgram(writer(folder), dirname(folder));
      await child.until(anywhere());
      await child.kill();
    }
    const last = startProgram(writer(folder), dirname(folder));
    await last.until(isOver);
    await last.kill();
    OutputFolder.recover(folder);
    const list = JSON.parse(readFileSync(join(folder, 'list.json'), 'utf8')) as { readonly generation: number };
    const found = new Map([...expected(list.generation)].filter(([file]) => !file.startsWith('foreign/')));
    expect(new Map([...tree(folder)].sort(([a], [b]) => (a < b ? -1 : 1)))).toEqual(found);
  });
});
