import { chmodSync, closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../lib/domain/finding';
import { isFullRun, sample } from '../extent';
import { must } from '../fixtures';
import { compiledCopy } from '../synth/compiled';
import { emptyFolder } from '../synth/example';
import { type Called, georaft, withExample, withFiles } from './georaft';

/** What a check of `dist` finds; in a process, with little memory and little time. */
function check(cwd: string, called: Called = {}): readonly Finding[] {
  const { code, out, err } = georaft(['check', '--format', 'json'], {
    cwd,
    ...called,
    node: ['--max-old-space-size=384', ...(called.node ?? [])],
  });
  expect({ code: code === 0 || code === 1, err }).toEqual({ code: true, err: '' });
  const { findings } = JSON.parse(out) as { readonly findings: readonly Finding[] };
  expect(code).toBe(findings.some(({ severity }) => severity === 'error') ? 1 : 0);
  return findings;
}

const unreadable = (cwd: string, called?: Called): readonly string[] =>
  check(cwd, called).flatMap(({ rule, location, problem }) => (rule === 'output/unreadable' ? [`${location?.file}: ${problem}`] : []));

const object = (name: string, data = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: tools\n${data}`;

/** A file of a size that takes no space. */
function sparse(path: string, size: number): void {
  const file = openSync(path, 'w');
  ftruncateSync(file, size);
  closeSync(file);
}

/** The command in a process that cannot read a file of more than 128 MiB, however it tries. */
function unread(): Called {
  const guard = join(emptyFolder(), 'guard.js');
  writeFileSync(
    guard,
    `const fs = require('node:fs');
     const { readSync, readFileSync, fstatSync, statSync } = fs;
     const guarded = (read, sizeOf) => (file, ...rest) => {
       if (sizeOf(file).size > 128 * 1024 ** 2) throw new Error('a large file is read');
       return read(file, ...rest);
     };
     fs.readSync = guarded(readSync, fstatSync);
     fs.readFileSync = guarded(readFileSync, file => (typeof file === 'number' ? fstatSync : statSync)(file));`,
  );
  return { alone: true, node: ['--require', guard] };
}

describe('a folder that is not ours', () => {
  it('is an error when it is empty', () => {
    expect(check(withFiles({})).map(({ rule }) => rule)).toEqual(['output/empty', 'output/plan']);
  });

  it('is an error when it holds sources only', () => {
    const cwd = withFiles({ 'src/main.ts': 'const a = 1;\n', 'README.md': '# a\n', 'package.json': '{}' });
    expect(check(cwd).map(({ rule }) => rule)).toEqual(['output/empty', 'output/plan']);
  });

  it('may be a chart of Helm: its templates are named, and an error is that there is nothing else', () => {
    const cwd = withFiles({
      'chart/Chart.yaml': 'name: a\n',
      'chart/templates/a.yaml': '{{- if .Values.x }}\nkind: {{ .Values.kind }}\n{{- end }}\n',
    });
    expect(check(cwd).map(({ rule, problem }) => [rule, problem])).toEqual([
      ['output/empty', 'the folder has no Kubernetes object, in 2 files'],
      ['output/plan', expect.any(String)],
      ['output/no-manifest', 'it looks like a template, with {{- if .Values.x }}'],
    ]);
  });

  it('may hold manifests of another tool, and gets a warning that there is no plan', () => {
    const cwd = withFiles({ 'manifests.yaml': object('a'), 'other/b.yml': object('b') });
    expect(check(cwd).map(({ rule, severity }) => [rule, severity])).toEqual([['output/plan', 'warning']]);
  });
});

describe('a YAML file', () => {
  const path = 'dublin/tools/tools.yaml';
  const only = (content: string | Uint8Array, called?: Called): readonly string[] => unreadable(withFiles({ [path]: content }), called);
  const named = (problem: string): readonly unknown[] => [expect.stringContaining(`${path}: it cannot be read: ${problem}`)];

  it('that is cut off is named with the line', () => {
    const cwd = withExample();
    const file = join(cwd, 'dist', 'dublin', 'settings', 'settings.yaml');
    const text = readFileSync(file, 'utf8');
    const cut = text.indexOf('"', text.indexOf('kind: StatefulSet')) + 1;
    writeFileSync(file, text.slice(0, cut));
    const [finding] = check(cwd).filter(({ rule }) => rule === 'output/unreadable');
    expect(finding?.location?.file).toBe('dublin/settings/settings.yaml');
    expect(finding?.location?.line).toBe(text.slice(0, cut).split('\n').length);
  });

  it('of aliases without end is refused', () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 30; level += 1)
      bomb.push(
        `a${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    expect(only(`${object('a')}data:\n  ${bomb.join('\n  ')}\n`)).toEqual(named('Excessive alias count'));
  });

  it('whose alias is its own part is refused', () => {
    expect(only(`${object('a')}data: &a\n  b: *a\n`)).toEqual(named('it is nested too deeply'));
  });

  it.each(
    sample(
      [
        ['lists without an end', '['.repeat(200_000)],
        ['lists in lists', `${object('a')}data: ${'['.repeat(50_000)}${']'.repeat(50_000)}\n`],
        ['maps in maps', `${object('a')}${Array.from({ length: 20_000 }, (_, depth) => `${' '.repeat(depth % 5000)}k:`).join('\n')}\n`],
        ['lists by dashes', `${object('a')}data:\n  ${'- '.repeat(100_000)}x\n`],
      ],
      3,
    ),
  )('of %s is refused', (_, text) => {
    expect(only(text)).toEqual(named(''));
  });

  it('of 200 MiB is refused by its size, unread', () => {
    const cwd = withFiles({ [path]: '' });
    sparse(join(cwd, 'dist', path), 200 * 1024 ** 2);
    expect(unreadable(cwd, unread())).toEqual(named('it has 200 MiB, and the limit is 16 MiB'));
  });

  it('of 15 MiB is read, when it holds objects that a server takes', () => {
    const objects = Array.from({ length: 15_500 }, (_, index) => object(`a-${index}`, `data:\n  a: "${'x'.repeat(950)}"\n`)).join('---\n');
    expect(objects.length).toBeGreaterThan(15 * 1024 ** 2);
    expect(only(objects, { alone: true })).toEqual([]);
  });

  it.each(
    sample(
      [
        ['one text', `data:\n  a: "${'x'.repeat(15 * 1024 ** 2)}"\n`],
        ['a list', `data: [${'1,'.repeat(7 * 1024 ** 2)}1]\n`],
        ['keys', `data:\n${Array.from({ length: 900_000 }, (_, index) => `  k${index}: v\n`).join('')}`],
      ],
      3,
      1,
    ),
  )('of 14 MiB in %s is no object that a server takes', (_, data) => {
    expect(only(object('a', data), { alone: true })).toEqual(named('the object has'));
  });

  it('of a map with very many keys is read in time, in any style', () => {
    const keys = Array.from({ length: isFullRun ? 150_000 : 6000 }, (_, index) => `k${index}: v`);
    const styles = [`data: {${keys.join(', ')}}\n`, `data: &all\n  ${keys.join('\n  ')}\n`];
    for (const style of sample(styles, 2)) expect(only(object('a', style), { alone: true })).toEqual([]);
  });

  it('with a key that occurs twice is refused', () => {
    expect(only(object('a', 'data:\n  a: 1\n  a: 2\n'))).toEqual(named("the key 'a' occurs twice"));
  });

  it.each(
    sample(
      [
        ['binary noise', Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 256), 'it is not text in UTF-8'],
        ['zeros', new Uint8Array(1000), 'it has control characters'],
        ['half a character', Uint8Array.from([0x61, 0x3a, 0x20, 0xc3]), 'it is not text in UTF-8'],
        ['UTF-16', Buffer.from(`\ufeff${object('a')}`, 'utf16le'), 'it is not text in UTF-8'],
        ['escape codes', `${object('a')}data:\n  a: "\u001b[31m"\n`, 'it has control characters'],
      ],
      3,
      1,
    ),
  )('of %s is refused', (_, content, problem) => {
    expect(only(content)).toEqual(named(problem));
  });

  it.each(
    sample(
      [
        ['ends of lines of Windows', object('a', 'data:\n  a: b\n').replaceAll('\n', '\r\n')],
        ['a byte order mark', `\ufeff${object('a')}`],
        ['no end of line at its end', object('a').trimEnd()],
        ['an empty document', `---\n---\n${object('a')}---\n`],
        ['a comment only, after an object', `${object('a')}---\n# nothing\n`],
        ['values of every type', object('a', 'data: {a: 1, b: 1.5, c: yes, d: null, e: [], f: 2001-01-01, g: 0x1f, h: !!binary aGk=}\n')],
        ['fields of the wrong type', 'apiVersion: [1]\nkind: {a: b}\nmetadata: 5\nspec: text\n'],
        ['names of every object', object('a', 'constructor: 5\n__proto__: {toString: 1}\nhasOwnProperty: {}\n')],
        ['keys that are no texts', object('a', 'data:\n  ? [a, b]\n  : c\n  5: d\n  yes: e\n')],
      ],
      4,
    ),
  )('with %s is read', (_, text) => {
    expect(only(text)).toEqual([]);
  });

  it.each(sample(['- 1\n', '5\n', '"text"\n', '[]\n'], 3))('that is %j holds no object', text => {
    const { rule, problem } = must(
      check(withFiles({ [path]: text, 'a.yaml': object('a') })).find(({ location }) => location !== undefined),
    );
    expect([rule, problem]).toEqual(['output/no-manifest', 'it has no object']);
    const cwd = withExample();
    writeFileSync(join(cwd, 'dist', 'dublin', 'tools.yaml'), text);
    expect(unreadable(cwd)).toEqual(['dublin/tools.yaml: it cannot be read: it is not an object']);
  });
});

describe('a plan', () => {
  const plan = (content: string | Uint8Array): readonly string[] => {
    const cwd = withExample();
    writeFileSync(join(cwd, 'dist', 'fleet.json'), content);
    return unreadable(cwd);
  };

  it.each(
    sample(
      [
        ['that is cut off', '{"version": 1, "fleet": {', ''],
        ['that is empty', '', ''],
        ['that is no object', 'null', 'fleet.json is null'],
        ['that is a list', '[]', 'fleet.json is []'],
        ['of another version', '{"version": 2}', 'it has version 2, and this georaft reads version 1'],
        ['without a version', '{}', 'fleet.json.version is missing'],
        ['that is nested without an end', '['.repeat(1_000_000), ''],
        ['of noise', Uint8Array.from({ length: 1000 }, (_, index) => (index * 7919) % 256), 'it is not text in UTF-8'],
      ],
      4,
      1,
    ),
  )('%s is named', (_, content, problem) => {
    expect(plan(content)).toEqual([expect.stringContaining(`fleet.json: it cannot be read: ${problem}`)]);
  });

  it('of 200 MiB is refused by its size, unread', () => {
    const cwd = withExample();
    rmSync(join(cwd, 'dist', 'fleet.json'));
    sparse(join(cwd, 'dist', 'fleet.json'), 200 * 1024 ** 2);
    expect(unreadable(cwd, unread())).toEqual(['fleet.json: it cannot be read: it has 200 MiB, and the limit is 128 MiB']);
  });

  it('with a byte order mark is read', () => {
    const cwd = withExample();
    const file = join(cwd, 'dist', 'fleet.json');
    writeFileSync(file, `\ufeff${readFileSync(file, 'utf8')}`);
    expect(check(cwd)).toEqual([]);
  });
});

describe('what is no plain file', () => {
  it('is not followed: links to themselves, to folders above and to secrets', () => {
    const cwd = withExample();
    const at = (path: string): string => join(cwd, 'dist', path);
    symlinkSync('.', at('loop'));
    symlinkSync('../..', at('dublin/up'));
    symlinkSync('self.yaml', at('self.yaml'));
    writeFileSync(join(cwd, 'secret.yaml'), 'a: [');
    symlinkSync(join(cwd, 'secret.yaml'), at('dublin/secret.yaml'));
    expect(check(cwd)).toEqual([]);
  });

  it('is read where the folder itself is a link', () => {
    const cwd = withExample();
    symlinkSync('dist', join(cwd, 'link'));
    expect(georaft(['check', 'link'], { cwd })).toMatchObject({ code: 0, err: '' });
  });

  it('may be a folder with the name of a manifest', () => {
    expect(check(withFiles({ 'dublin/tools.yaml/a.yaml': object('a') })).map(({ rule }) => rule)).toEqual(['output/plan']);
  });

  it('may be a very long way down', () => {
    const cwd = withFiles({ 'a/b.yaml': object('a') });
    let folder = join(cwd, 'dist');
    for (let depth = 0; depth < 300; depth += 1) folder = join(folder, 'deeper');
    mkdirSync(folder, { recursive: true });
    expect(check(cwd).map(({ rule }) => rule)).toEqual(['output/plan']);
  });
});

describe('a file that the user may not read', () => {
  /** Root reads everything, so for root the command runs as nobody. */
  const nobody: Called = process.getuid?.() === 0 ? { alone: true, uid: 65_534 } : {};

  const open = (cwd: string): void => {
    for (const folder of [cwd, compiledCopy()]) chmodSync(folder, 0o755);
  };

  it('is named, and so is a folder that cannot be listed', () => {
    const cwd = withFiles({ 'dublin/a/a.yaml': object('a'), 'dublin/b/b.yaml': object('b'), 'dublin/c/c.yaml': object('c') });
    open(cwd);
    chmodSync(join(cwd, 'dist', 'dublin', 'a', 'a.yaml'), 0o000);
    chmodSync(join(cwd, 'dist', 'dublin', 'b'), 0o000);
    expect([...unreadable(cwd, nobody)].sort()).toEqual([
      'dublin/a/a.yaml: it cannot be read: it cannot be opened (EACCES)',
      'dublin/b: it cannot be read: the folder cannot be listed (EACCES)',
    ]);
    chmodSync(join(cwd, 'dist', 'dublin', 'b'), 0o755);
  });

  it('is a way to call the command wrongly, when it is the folder itself', () => {
    const cwd = withFiles({});
    open(cwd);
    chmodSync(join(cwd, 'dist'), 0o000);
    expect(georaft(['check'], { cwd, ...nobody })).toMatchObject({
      code: 64,
      err: expect.stringContaining("'dist' cannot be read (EACCES)"),
    });
    chmodSync(join(cwd, 'dist'), 0o755);
  });
});

describe('a file with a strange name', () => {
  const names = ['with spaces.yaml', 'line\nbreak.yaml', '\u001b[31mred.yaml', '::error::x.yaml', '-rf.yaml', 'quote\'".yaml', '漢字.yaml'];

  it.each(sample(names, 6))('is named: %j', name => {
    const cwd = withFiles({ [`dublin/${name}`]: 'a: [' });
    expect(check(cwd).map(({ location }) => location?.file)).toContain(`dublin/${name}`);
    const { out } = georaft(['check'], { cwd });
    expect(out.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    for (const format of ['junit', 'sarif', 'github']) {
      expect(georaft(['check', '--format', format], { cwd })).toMatchObject({ code: 1, err: '' });
    }
  });

  it('may be no UTF-8 at all', () => {
    const cwd = emptyFolder();
    mkdirSync(join(cwd, 'dist'));
    writeFileSync(Buffer.concat([Buffer.from(join(cwd, 'dist', 'a')), Buffer.from([0xff]), Buffer.from('.yaml')]), object('a'));
    expect(unreadable(cwd)).toEqual(['a\ufffd.yaml: it cannot be read: it cannot be opened (ENOENT)']);
  });
});
