import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../architecture/sources';
import { sample } from '../extent';
import { emptyFolder } from '../synth/example';
import { georaft, mainFile, withExample, withFiles } from './georaft';

const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The example with one error; and, without its plan, with one warning. */
function broken(): string {
  const folder = withExample();
  const file = join(folder, 'dist', 'dublin', 'settings', 'settings.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('podManagementPolicy: Parallel', 'podManagementPolicy: OrderedReady'));
  return folder;
}
const warned = (): string =>
  withFiles({ 'dublin/tools/tools.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: tools\n' });

describe('the command ends with', () => {
  it.each(
    sample(
      [
        ['a clean folder', withExample, [], 0],
        ['an error', broken, [], 1],
        ['an error that is asked for', broken, ['--fail-on', 'error'], 1],
        ['an error that is not to fail', broken, ['--fail-on', 'never'], 0],
        ['an error, where warnings are to fail too', broken, ['--fail-on', 'warning'], 1],
        ['a warning', warned, [], 0],
        ['a warning that is to fail', warned, ['--fail-on=warning'], 1],
        ['a warning that is not to fail', warned, ['--fail-on=never'], 0],
        ['an error as JSON', broken, ['--format', 'json'], 1],
        ['an error as JUnit', broken, ['--format', 'junit'], 1],
        ['an error as SARIF', broken, ['--format', 'sarif'], 1],
        ['an error for GitHub', broken, ['--format', 'github'], 1],
        ['an error and silence', broken, ['--quiet'], 1],
        ['an error in a file', broken, ['--output', 'report.txt'], 1],
      ] as const,
      5,
    ),
  )('%s', (_, folder, args, code) => {
    expect(georaft(['check', ...args], { cwd: folder() })).toMatchObject({ code, err: '' });
  });

  it.each(
    sample(
      [
        ['no command', [], 'a command is missing'],
        ['an unknown command', ['chekc'], "there is no command 'chekc'"],
        ['a name of every object', ['constructor'], "there is no command 'constructor'"],
        ['help for an unknown command', ['help', 'chekc'], "there is no command 'chekc'"],
        ['an unknown option', ['check', '--forma', 'json'], "unknown option '--forma'"],
        ['an unknown short option', ['check', '-x'], "unknown option '-x'"],
        ['an option without its value', ['check', '--format'], '--format'],
        ['an option with a value too much', ['check', '--quiet=yes'], '--quiet'],
        ['an unknown format', ['check', '--format', 'xml'], "--format is 'xml'; use text, json, junit, sarif or github"],
        ['an unknown severity', ['check', '--fail-on', 'info'], "--fail-on is 'info'; use error, warning or never"],
        ['a cluster that is no folder', ['check', '.', '--clusters', 'nowhere'], "--clusters names 'nowhere', and '.' has no such folder"],
        ['clusters without a name', ['check', '.', '--clusters', ''], "--clusters names ''"],
        ['a cluster above the folder', ['check', '.', '--clusters', '..'], "--clusters names '..'"],
        ['two folders', ['check', 'dist', 'other'], "'other' is one argument too many"],
        ['a folder that is not there', ['check', 'nowhere'], "'nowhere' does not exist"],
        ['no folder at all', ['check'], "'dist' does not exist"],
        ['a name that would colour the terminal', ['check', 'a\u001b[31mb'], "'a\\u001b[31mb' does not exist"],
        ['an unknown rule', ['explain', 'quorum/cluster-los'], "there is no rule 'quorum/cluster-los'; did you mean quorum/cluster-loss?"],
        ['a rule like no other', ['explain', 'x'], "there is no rule 'x'; georaft explain lists all of them"],
        ['two rules', ['explain', 'a', 'b'], "'b' is one argument too many"],
      ] as const,
      6,
      1,
    ),
  )('64 for %s', (_, args, says) => {
    const { code, out, err } = georaft(args);
    expect({ code, out }).toEqual({ code: 64, out: '' });
    const [first = '', second] = err.split('\n');
    expect(first.startsWith('georaft: ')).toBe(true);
    expect(first).toContain(says);
    expect(second).toMatch(/^usage: georaft /);
  });

  it('64 for a file in the place of the folder', () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, 'dist'), '');
    expect(georaft(['check'], { cwd })).toMatchObject({ code: 64, err: expect.stringContaining("'dist' is not a folder") });
  });

  it('64 for a report that cannot be written, and leaves nothing behind', () => {
    const cwd = withExample();
    expect(georaft(['check', '--output', 'no/where.txt'], { cwd })).toMatchObject({
      code: 64,
      err: expect.stringContaining("'no/where.txt' cannot be written (ENOENT)"),
    });
    expect(readdirSync(cwd)).toEqual(['dist']);
  });

  it('70 for what nobody expected, and says where it happened', () => {
    const cwd = withExample();
    writeFileSync(join(cwd, 'planted.js'), "require('node:fs').readdirSync = () => { throw new TypeError('planted'); };");
    const preload = ['--require', join(cwd, 'planted.js')];
    // A folder that cannot be listed is no bug; a program that cannot count is one.
    expect(georaft(['check'], { cwd, node: preload, alone: true })).toMatchObject({
      code: 1,
      out: expect.stringContaining('cannot be listed'),
    });
    writeFileSync(join(cwd, 'planted.js'), "require('node:path').relative = () => { throw new TypeError('planted'); };");
    const { code, out, err } = georaft(['check'], { cwd, node: preload, alone: true });
    expect({ code, out }).toEqual({ code: 70, out: '' });
    expect(err).toMatch(/^georaft: this is a bug in georaft /);
    expect(err.split('\n')[0]).toBe(`georaft: this is a bug in georaft ${packageJson.version}; please report it with the text below`);
    expect(err).toContain('TypeError: planted\n    at ');
  });

  it('70 when the package has no file that says its version, and takes no other for it', () => {
    const cwd = withExample();
    const missing = "require('node:fs').existsSync = path => !path.endsWith('package.json');";
    writeFileSync(join(cwd, 'planted.js'), missing);
    const { code, err } = georaft(['--version'], { cwd, node: ['--require', join(cwd, 'planted.js')], alone: true });
    expect(code).toBe(70);
    expect(err.split('\n')[0]).toBe('georaft: this is a bug in georaft of an unknown version; please report it with the text below');
    expect(err).not.toContain(process.version);
  });
});

describe('the process of the command', () => {
  it.each([
    ['nothing is found', withExample, [], { code: 0, err: '' }],
    ['an error is found', broken, [], { code: 1, err: '' }],
    ['it is called wrongly', withExample, ['--forma'], { code: 64, out: '' }],
  ] as const)('ends as the command does, with all that it says, where %s', (_, folder, args, ended) => {
    const cwd = folder();
    const alone = georaft(['check', ...args], { cwd, alone: true });
    expect(alone).toMatchObject(ended);
    expect(alone).toEqual(georaft(['check', ...args], { cwd }));
  });
});

describe('help', () => {
  it.each([[['--help']], [['-h']], [['help']]])('%j lists the commands', args => {
    const { code, out, err } = georaft(args);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const word of ['check', 'explain', 'help', '--version']) expect(out).toContain(word);
  });

  it.each(['check', 'explain'])('of %s is the same however it is asked for', command => {
    const { code, out } = georaft(['help', command]);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^usage: georaft ${command} `));
    for (const args of [
      [command, '--help'],
      [command, '-h'],
    ])
      expect(georaft(args)).toEqual({ code: 0, out, err: '' });
  });

  it('names every option and exit code of check', () => {
    const { out } = georaft(['help', 'check']);
    for (const word of [
      '--format',
      'json',
      'junit',
      'sarif',
      'github',
      '--output',
      '--fail-on',
      '--clusters',
      '--quiet',
      ' 0 ',
      ' 1 ',
      '64',
      '70',
    ]) {
      expect(out).toContain(word);
    }
  });

  it('has the version of the package', () => {
    for (const option of ['--version', '-V']) expect(georaft([option])).toEqual({ code: 0, out: `${packageJson.version}\n`, err: '' });
  });
});

describe('a report in a file', () => {
  it('is the whole report, without colours, while the text is printed', () => {
    const cwd = broken();
    const { out } = georaft(['check', '--format', 'json', '--output', 'report.json'], { cwd, env: { FORCE_COLOR: '1' } });
    expect(out).toContain('\u001b[31merror\u001b[39m');
    expect(JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'))).toMatchObject({ version: 1, summary: { errors: 1 } });
    expect(georaft(['check', '--format', 'json'], { cwd }).out).toBe(readFileSync(join(cwd, 'report.json'), 'utf8'));
    georaft(['check', '--output', 'report.txt'], { cwd, env: { FORCE_COLOR: '1' } });
    expect(readFileSync(join(cwd, 'report.txt'), 'utf8')).not.toContain('\u001b');
    expect(readdirSync(cwd).sort()).toEqual(['dist', 'report.json', 'report.txt']);
  });

  it('takes the place of an older one, also behind a link', () => {
    const cwd = broken();
    writeFileSync(join(cwd, 'real.txt'), 'old');
    symlinkSync('real.txt', join(cwd, 'link.txt'));
    georaft(['check', '--output', 'link.txt', '--quiet'], { cwd });
    expect(readFileSync(join(cwd, 'real.txt'), 'utf8')).toContain('bootstrap/parallel');
    expect(readFileSync(join(cwd, 'link.txt'), 'utf8')).toContain('bootstrap/parallel');
  });

  it('goes into a device, which stays one', () => {
    expect(georaft(['check', '--quiet', '--output', '/dev/null'], { cwd: broken() })).toEqual({ code: 1, out: '', err: '' });
    expect(readFileSync('/dev/null', 'utf8')).toBe('');
  });
});

describe('the table', () => {
  it('says what each system survives, before the report', () => {
    const { code, out } = georaft(['check', '--table'], { cwd: withExample() });
    expect(code).toBe(0);
    const systems = ['ledger', 'settings', 'whitewater'].map(name => out.search(new RegExp(`^${name} \\(`, 'm')));
    const [last = -1] = systems.slice(-1);
    expect(systems).toEqual([...systems].sort((a, b) => a - b));
    expect(Math.min(...systems)).toBe(0);
    expect(out.search(/^18 files, /m)).toBeGreaterThan(last);
  });

  it('is said to be missing where there is no plan', () => {
    expect(georaft(['check', '--table'], { cwd: warned() }).out).toMatch(/^no table: the folder has no plan\n/);
  });

  it('is printed beside a report in a file, and never into one for a program', () => {
    const cwd = withExample();
    expect(georaft(['check', '--table', '--format', 'json', '--output', 'a.json'], { cwd }).out).toMatch(/^ledger \(/);
    expect(JSON.parse(readFileSync(join(cwd, 'a.json'), 'utf8'))).toMatchObject({ version: 1 });
    expect(georaft(['check', '--table', '--format', 'json'], { cwd })).toMatchObject({ code: 64, out: '' });
  });

  it('gives nothing of a plan to the terminal that could act on it', () => {
    const cwd = withExample();
    const file = join(cwd, 'dist', 'fleet.json');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"dublin"', '"\\u001b[31mdublin"'));
    expect(georaft(['check', '--table'], { cwd }).out.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });
});

describe('colours', () => {
  const escapes = (env: Readonly<Record<string, string>>): boolean => georaft(['check'], { cwd: broken(), env }).out.includes('\u001b[');

  it('are not written where the output is no terminal', () => {
    expect(escapes({ TERM: 'xterm-256color' })).toBe(false);
  });

  it('are written anywhere when they are asked for', () => {
    expect(escapes({ FORCE_COLOR: '1' })).toBe(true);
  });
});

describe('a reader that has seen enough', () => {
  it.each(sample(['json', 'text', 'sarif'], 3))('ends %s without a word, and what was found stays found', format => {
    const cwd = broken();
    // More than a pipe holds.
    for (let copy = 0; copy < 300; copy += 1) {
      mkdirSync(join(cwd, 'dist', `site-${copy}`));
      writeFileSync(join(cwd, 'dist', `site-${copy}`, `tools-${copy}.yaml`), 'a: [');
    }
    const script = `'${process.execPath}' '${mainFile()}' check --format ${format} | head -c 10 >/dev/null; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { cwd, encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: '1\n', stderr: '' });
  });
});

describe('the package', () => {
  it('has the command, compiled from a file that can be run', () => {
    expect(packageJson.bin).toEqual({ georaft: 'build/lib/cli/main.js' });
    const source = join(root, 'lib', 'cli', 'main.ts');
    expect(readFileSync(source, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(readFileSync(mainFile(), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('takes along what the command reads', () => {
    expect(packageJson.files).toContain('lib/rules/RULES.md');
    expect(existsSync(join(root, 'lib', 'rules', 'RULES.md'))).toBe(true);
  });

  it('does not load cdk8s or cdktf for the command', () => {
    const loaded = (args: string): string =>
      `process.argv.splice(1, Infinity, 'georaft', ...${args}); require(${JSON.stringify(mainFile())});
       process.on('exit', () => process.stderr.write(Object.keys(require.cache).filter(file => /node_modules.(cdk8s|cdktf|constructs|@cdktf)/.test(file)).join('\\n')));`;
    for (const args of sample([['--help'], ['check', 'dist'], ['explain', 'quorum/cluster-loss']], 3, 1)) {
      const cwd = withExample();
      const { stderr, status } = spawnSync(process.execPath, ['-e', loaded(JSON.stringify(args))], { cwd, encoding: 'utf8' });
      expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
      rmSync(cwd, { recursive: true });
    }
  });
});
