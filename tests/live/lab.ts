import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** What `lab info` prints of one site. */
export interface Site {
  readonly number: number;
  readonly name: string;
  readonly region: string;
  readonly zone: string;
  readonly node: string;
  readonly kubeconfig: string;
  readonly podCidr: string;
  readonly serviceCidr: string;
  readonly tsig: { readonly name: string; readonly algorithm: string; readonly secret: string };
}

export interface LabInfo {
  readonly zone: string;
  readonly dns: string;
  readonly kubernetes: string;
  readonly sites: readonly Site[];
}

/** The checkout, whether this runs from it or from its `build`. */
export const checkout = ((): string => {
  let at = __dirname;
  while (!existsSync(join(at, 'package.json'))) at = dirname(at);
  return at;
})();

const folder = join(checkout, '..', 'shared', 'lab');
const program = join(folder, 'lab');
const caches = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');

/** Why the lab cannot run here; undefined where it can. */
export function missing(): string | undefined {
  if (!existsSync(program)) return 'the lab is not beside the checkout (../shared/lab)';
  if (process.getuid?.() !== 0) return 'the lab needs root';
  if (spawnSync('go', ['version']).status !== 0) return 'the lab needs Go';
  return undefined;
}

/** Real clusters on this machine, driven by their own command. */
export const lab = {
  /** Runs a command of the lab and returns what it prints. @throws with its error output when it fails */
  run: (...args: readonly string[]): string => output(program, args),
  /** Runs a command of the lab and returns whether it succeeds. */
  runs: (...args: readonly string[]): boolean => spawnSync(program, args, { stdio: 'ignore' }).status === 0,
  info: (): LabInfo => JSON.parse(lab.run('info')) as LabInfo,
  kubectl: (site: number, ...args: readonly string[]): string => lab.run('kubectl', String(site), ...args),
  /** Runs kubectl and returns its exit code and everything it prints. */
  try: (site: number, args: readonly string[], input?: string): { readonly code: number; readonly text: string } => {
    const { status, stdout, stderr } = spawnSync(program, ['kubectl', String(site), ...args], {
      encoding: 'utf8',
      input,
      maxBuffer: 1 << 28,
    });
    return { code: status ?? -1, text: `${stdout}${stderr}` };
  },
  /** Runs a program where every site and every server is reachable, and returns what it prints. @throws with its output when it fails, or takes longer than 60 s */
  inside: (args: readonly string[], { input, env }: Given = {}): string =>
    output(program, ['exec', 'timeout', '--kill-after=5', '60', ...args], { input, env }),
  /** The path of a program that the lab built. */
  built: (name: string): string => join(process.env.LAB_HOME ?? join(caches, 'multicluster-lab'), 'bin', name),
  /** A folder that stays when the lab goes down: for what is slow to get. */
  keep: (name: string): string => join(caches, 'georaft-live', name),
  apply: (site: number, object: object): void => {
    const { code, text } = lab.try(site, ['apply', '--server-side', '--force-conflicts', '-f', '-'], JSON.stringify(object));
    if (code !== 0) throw new Error(text);
  },
  get: <T>(site: number, ...args: readonly string[]): T => JSON.parse(lab.kubectl(site, 'get', ...args, '-o', 'json')) as T,
  /** Makes an image of a static program and puts it into every site. */
  image: (tar: string, name: string, entry: readonly string[], ...files: readonly string[]): void => {
    output('python3', [join(folder, 'image.py'), tar, name, JSON.stringify(entry), ...files]);
    lab.run('load', tar);
  },
  program,
};

/** What a program gets beside its arguments. */
interface Given {
  readonly input?: string | undefined;
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

function output(command: string, args: readonly string[], { input = '', env }: Given = {}): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', input, stdio: 'pipe', env: { ...process.env, ...env }, maxBuffer: 1 << 28 });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')}\n${stdout ?? ''}${stderr ?? ''}`);
  }
}

/** A condition is waited for so many seconds at least: what takes some of them takes many times as long on a machine that is busy. */
const leastSeconds = 180;

/** Waits for a condition, asked again and again; what it last said is the error when the time is over. */
export async function until<T>(what: string, seconds: number, ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const patience = Math.max(seconds, leastSeconds);
  const end = Date.now() + patience * 1000;
  let last = 'no answer yet';
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
      last = 'not yet true';
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    if (Date.now() > end) throw new Error(`after ${patience} s still waiting for ${what}: ${last.slice(-2000)}`);
    await new Promise(wake => setTimeout(wake, 1000));
  }
}
