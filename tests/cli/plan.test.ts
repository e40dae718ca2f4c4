import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder } from '../synth/example';
import { georaft, withExample } from './georaft';

const fleetIn = (folder: string): string => join(folder, 'dist', 'fleet.json');

/** Changes the plan of an output by hand. */
function replan(folder: string, change: (plan: ReturnType<typeof JSON.parse>) => void): void {
  const plan = JSON.parse(readFileSync(fleetIn(folder), 'utf8'));
  change(plan);
  writeFileSync(fleetIn(folder), JSON.stringify(plan, null, 1));
}

const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.test', ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** A repository whose last commit has the example's output. */
function repository(): string {
  const folder = withExample();
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '.');
  git(folder, 'commit', '-q', '-m', 'one');
  return folder;
}

const formed = (plan: ReturnType<typeof JSON.parse>): void => {
  for (const { state } of plan.systems) state.bootstrapped = true;
};

describe('georaft plan', () => {
  it('ends with 0 where nothing changes since the last commit', () => {
    expect(georaft(['plan'], { cwd: repository() })).toEqual({ code: 0, out: 'HEAD → dist: nothing changes\n', err: '' });
  });

  it('ends with 2 where only what is safe changes', () => {
    const folder = repository();
    replan(folder, plan => plan.clusters[0].serviceCidrs.push('10.250.0.0/16'));
    const { code, out } = georaft(['plan'], { cwd: folder });
    expect(code).toBe(2);
    expect(out).toContain('cluster.service-cidrs');
    expect(out).toContain('1 change: 1 safe');
  });

  it('ends with 1 where something else does, and says it first', () => {
    const folder = repository();
    replan(folder, formed);
    git(folder, 'commit', '-aqm', 'two');
    replan(folder, plan => {
      plan.clusters[0].serviceCidrs.push('10.250.0.0/16');
      plan.clusters[1].clusterDomain = 'other.local';
    });
    const { code, out } = georaft(['plan'], { cwd: folder });
    expect(code).toBe(1);
    expect(out.indexOf('cluster.cluster-domain')).toBeLessThan(out.indexOf('cluster.service-cidrs'));
    expect(out).toContain("do: Keep 'cluster.local'");
  });

  it('compares with a revision, and with the same folder below the top of the repository', () => {
    const top = emptyFolder();
    cpSync(join(repository(), 'dist'), join(top, 'below', 'dist'), { recursive: true });
    git(top, 'init', '-q');
    git(top, 'add', '.');
    git(top, 'commit', '-qm', 'one');
    const folder = join(top, 'below');
    replan(folder, plan => plan.clusters[0].serviceCidrs.push('10.250.0.0/16'));
    git(top, 'commit', '-aqm', 'two');
    expect(georaft(['plan'], { cwd: folder }).code).toBe(0);
    expect(georaft(['plan', '--from', 'HEAD~1'], { cwd: folder }).code).toBe(2);
    expect(georaft(['plan', 'below/dist', '--from', 'HEAD~1'], { cwd: top }).code).toBe(2);
  });

  it('compares with a folder, a repository or none', () => {
    const [one, other] = [withExample(), withExample()];
    expect(georaft(['plan', '--from', join(other, 'dist')], { cwd: one }).code).toBe(0);
    replan(one, plan => plan.clusters[0].serviceCidrs.push('10.250.0.0/16'));
    expect(georaft(['plan', '--from', join(other, 'dist'), 'dist'], { cwd: one }).code).toBe(2);
  });

  it('sees what a manifest says and the plan does not', () => {
    const folder = repository();
    const file = join(folder, 'dist', 'frankfurt', 'settings', 'settings.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('podManagementPolicy: Parallel', 'podManagementPolicy: OrderedReady'));
    const { code, out } = georaft(['plan'], { cwd: folder });
    expect(code).toBe(1);
    expect(out).toContain('members.ordered-start');
  });

  it('says that a manifest cannot be read, and compares the rest', () => {
    const folder = repository();
    writeFileSync(join(folder, 'dist', 'frankfurt', 'settings', 'settings.yaml'), 'a: [');
    const { code, out } = georaft(['plan'], { cwd: folder });
    expect(code).toBe(1);
    expect(out).toContain('file.unreadable');
  });

  it('writes a report to a file, and prints nothing where it should not', () => {
    const folder = repository();
    replan(folder, plan => plan.clusters[0].serviceCidrs.push('10.250.0.0/16'));
    expect(georaft(['plan', '--output', 'report.txt', '--quiet'], { cwd: folder })).toEqual({ code: 2, out: '', err: '' });
    expect(readFileSync(join(folder, 'report.txt'), 'utf8')).toContain('cluster.service-cidrs');
  });

  it('changes nothing', () => {
    const folder = repository();
    replan(folder, formed);
    const before = git(folder, 'status', '--porcelain', '--ignored');
    georaft(['plan'], { cwd: folder });
    expect(git(folder, 'status', '--porcelain', '--ignored')).toBe(before);
  });
});

/** What is wrong, where the command is called, how, and what it says of it. */
const wrong: readonly (readonly [string, () => string, readonly string[], string])[] = [
  ['no folder', emptyFolder, ['plan'], "'dist' does not exist"],
  ['a file for a folder', repository, ['plan', 'dist/fleet.json'], 'is not a folder'],
  ['no repository', () => withExample(), ['plan'], "'dist' is not in a Git repository; name a folder with --from"],
  ['a revision that is not there', repository, ['plan', '--from', 'v1'], "'v1' is neither a folder nor a revision"],
  ['a revision that looks like an option', repository, ['plan', '--from=--all'], "'--all' is neither a folder nor a revision"],
  ['an empty revision', repository, ['plan', '--from', ''], '--from is empty'],
  [
    'a repository without a commit',
    () => {
      const folder = withExample();
      git(folder, 'init', '-q');
      return folder;
    },
    ['plan'],
    'the repository has no commit yet',
  ],
  [
    'a shallow clone',
    () => {
      const folder = emptyFolder();
      const origin = repository();
      git(origin, 'commit', '-q', '--allow-empty', '-m', 'two');
      git(folder, 'clone', '-q', '--depth', '1', `file://${origin}`, '.');
      return folder;
    },
    ['plan', '--from', 'HEAD~1'],
    "this clone is shallow and has no 'HEAD~1'; run git fetch --unshallow",
  ],
  [
    'a revision without the folder',
    () => {
      const folder = repository();
      git(folder, 'rm', '-rq', '--cached', 'dist');
      git(folder, 'commit', '-qm', 'two');
      return folder;
    },
    ['plan'],
    "'HEAD' has no 'dist'",
  ],
  [
    'an output of a newer version',
    () => {
      const folder = repository();
      replan(folder, plan => {
        plan.version = 2;
      });
      return folder;
    },
    ['plan'],
    "fleet.json of 'dist' cannot be read: it has version 2, and this georaft reads version 1",
  ],
  [
    'a plan that is cut off',
    () => {
      const folder = repository();
      writeFileSync(fleetIn(folder), readFileSync(fleetIn(folder), 'utf8').slice(0, 1000));
      return folder;
    },
    ['plan'],
    "fleet.json of 'dist' cannot be read",
  ],
  [
    'a plan of a revision that is nonsense',
    () => {
      const folder = repository();
      const good = readFileSync(fleetIn(folder));
      writeFileSync(fleetIn(folder), '{"version": 1}');
      git(folder, 'commit', '-aqm', 'two');
      writeFileSync(fleetIn(folder), good);
      return folder;
    },
    ['plan'],
    "fleet.json of 'dist' at 'HEAD' cannot be read",
  ],
  [
    'a folder without a plan',
    () => {
      const folder = repository();
      rmSync(fleetIn(folder));
      return folder;
    },
    ['plan'],
    "'dist' has no fleet.json",
  ],
  ['an unknown format', repository, ['plan', '--format', 'xml'], "--format is 'xml'"],
  ['an option that it does not have', repository, ['plan', '--force'], "'--force'"],
  ['two folders', repository, ['plan', 'dist', 'other'], "'other' is one argument too many"],
];

describe('georaft plan ends with 64 and says why', () => {
  it.each(wrong)('%s', (_, folder, args, says) => {
    const { code, out, err } = georaft(args, { cwd: folder() });
    expect([code, out]).toEqual([64, '']);
    expect(err).toContain(says);
    expect((err.split('\n')[0] ?? '').length).toBeLessThanOrEqual(300);
  });
});
