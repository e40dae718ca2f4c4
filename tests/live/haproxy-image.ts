import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lab } from './lab';

/** Debian's program. */
const program = '/usr/sbin/haproxy';

/** Installs Debian's package of HAProxy where it is missing, and returns the program's path. */
export function installHaproxy(): string {
  try {
    execFileSync(program, ['-v'], { stdio: 'ignore' });
  } catch {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    // A machine that is new has no lists of packages.
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'haproxy']])
      execFileSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
  }
  return program;
}

/** Version of the installed program: `2.6.12`. */
export function haproxyVersion(): string {
  const text = execFileSync(installHaproxy(), ['-v'], { encoding: 'utf8' });
  const version = /version (\d+\.\d+\.\d+)/.exec(text)?.[1];
  if (version === undefined) throw new Error(`no version in ${text}`);
  return version;
}

/** Where the program looks for its libraries, and what the libraries are, as `ldd` lists them. */
function libraries(): readonly string[] {
  const listed = execFileSync('ldd', [program], { encoding: 'utf8' });
  const paths = [...listed.matchAll(/(\/\S+) \(0x/g)].flatMap(([, path]) => (path ? [path] : []));
  return paths.map(path => `${realpathSync(path)}=${path}`);
}

/** Puts HAProxy, as Debian packages it, into every site of the lab, and returns the image's name: it has no shell and nothing else. */
export function loadHaproxyImage(): string {
  const name = `docker.io/library/haproxy:${haproxyVersion()}`;
  const folder = mkdtempSync(join(tmpdir(), 'haproxy-'));
  try {
    // The search path of these images has no folder for administrators.
    lab.image(join(folder, 'haproxy.tar'), name, ['/usr/local/bin/haproxy'], `${program}=/usr/local/bin/haproxy`, ...libraries());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return name;
}
