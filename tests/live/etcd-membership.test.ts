import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RaftEngine } from '../../lib';
import type { MembershipAction, PeerAddress } from '../../lib/domain/engine';
import { checkout, lab, until } from './lab';

const server = lab.built('etcd');
const here = existsSync(server);
if (!here) process.stderr.write(`\n*** SKIPPED: the lab has not built etcd yet (${server}) ***\n\n`);

const program = join(checkout, 'lib', 'programs', 'etcd-membership.cjs');
const asked = require(join(checkout, 'lib', 'programs', 'etcd-standing.cjs')) as {
  standing(member: string, asks: object): Promise<string>;
};

/** A port that nobody has. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });

/** One etcd server on loopback, which is started and killed. */
class Server {
  private child: ChildProcess | undefined;

  private constructor(
    readonly name: string,
    private readonly folder: string,
    readonly client: string,
    readonly peer: string,
  ) {}

  static async named(name: string, folder: string): Promise<Server> {
    const [client, peer] = [await freePort(), await freePort()];
    return new Server(name, folder, `http://127.0.0.1:${client}`, `http://127.0.0.1:${peer}`);
  }

  start(peers: readonly Server[], state: 'new' | 'existing'): void {
    const args = [
      `--name=${this.name}`,
      `--data-dir=${join(this.folder, this.name)}`,
      `--listen-peer-urls=${this.peer}`,
      `--initial-advertise-peer-urls=${this.peer}`,
      `--listen-client-urls=${this.client}`,
      `--advertise-client-urls=${this.client}`,
      `--initial-cluster=${peers.map(({ name, peer }) => `${name}=${peer}`).join(',')}`,
      `--initial-cluster-state=${state}`,
    ];
    this.child = spawn(server, args, { stdio: 'ignore' });
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const end = new Promise(resolve => child.once('close', resolve));
    child.kill('SIGKILL');
    await end;
  }

  /** Ends it and forgets what it wrote. */
  async wipe(): Promise<void> {
    await this.kill();
    rmSync(join(this.folder, this.name), { recursive: true, force: true });
  }
}

(here ? describe : describe.skip)('the program that changes the membership of etcd, with real servers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'georaft-etcd-'));
  let [one, two, three, four, five]: Server[] = [];
  const all = (): readonly Server[] => [one, two, three, four, five].flatMap(each => each ?? []);
  const named = (name: string): Server => {
    const found = all().find(each => each.name === name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  };

  beforeAll(async () => {
    [one, two, three, four, five] = await Promise.all(['m1', 'm2', 'm3', 'm4', 'm5'].map(name => Server.named(name, folder)));
    const first = ['m1', 'm2', 'm3'].map(named);
    for (const each of first) each.start(first, 'new');
    await until('a group of three', 60, () => order('prove', ['m1', 'm2', 'm3']).code === 0 || undefined);
  }, 120_000);

  afterAll(async () => {
    await Promise.all(all().map(each => each.kill()));
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs the program, which looks once and does what can be done then; or for longer. */
  function order(action: MembershipAction, voters: readonly string[], member?: string, patience = 0) {
    const about = member === undefined ? undefined : named(member);
    const args = [
      action,
      `--voters=${voters.map(name => `${name}=${named(name).client}`).join(',')}`,
      ...(about ? [`--member=${about.name}`, `--endpoint=${about.client}`, `--peer-url=${about.peer}`] : []),
      `--patience=${patience}`,
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
    const lines = stdout.trim().split('\n');
    return { code: status, last: lines.at(-1) ?? '', lines, stderr };
  }

  /** What a guard hears of a member; the reason where it hears nothing. */
  const standing = (voters: readonly string[], member: string): Promise<string> =>
    asked
      .standing(member, {
        voters: Object.fromEntries(voters.map(name => [name, named(name).peer])),
        peerUrls: { [member]: named(member).peer },
      })
      .catch((error: Error) => error.message);

  const ask = async <T>(name: string, path: string, body: object = {}): Promise<T> =>
    (await fetch(`${named(name).client}${path}`, { method: 'POST', body: JSON.stringify(body) })).json() as Promise<T>;
  const members = async (): Promise<readonly { readonly ID: string; readonly name?: string; readonly isLearner?: boolean }[]> =>
    (await ask<{ members: readonly { ID: string; name?: string; isLearner?: boolean }[] }>('m1', '/v3/cluster/member/list')).members;
  const leader = async (): Promise<string> => {
    const { leader: id } = await ask<{ leader: string }>('m1', '/v3/maintenance/status');
    return (await members()).find(({ ID }) => ID === id)?.name ?? '';
  };

  it('is given the arguments that the engine makes', () => {
    const engine = RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' });
    const voter: PeerAddress = { name: 'm1', host: 'm1.example.test' };
    const question = {
      action: 'promote',
      member: { name: 'm4', host: 'm4.example.test', tls: true },
      voters: [voter],
      restarted: [],
      tlsFolder: undefined,
    } as const;
    expect(engine.membership?.task(question).args).toEqual([
      'promote',
      '--voters=m1=http://m1.example.test:2379',
      '--member=m4',
      '--endpoint=http://m4.example.test:2379',
      '--peer-url=https://m4.example.test:2380',
      '--patience=3600',
    ]);
  });

  it('adds a member once, and promotes it once it has started and caught up', async () => {
    const voters = ['m1', 'm2', 'm3'];
    expect(await standing(voters, 'm4')).toBe('none');
    expect(order('add', voters, 'm4', 60)).toMatchObject({ code: 0, last: 'done: m4 is in the group as a learner' });
    expect(order('add', voters, 'm4')).toMatchObject({ code: 0, last: 'done: m4 is in the group as a learner' });
    expect((await members()).filter(({ isLearner }) => isLearner)).toHaveLength(1);
    expect(await standing(voters, 'm4')).toBe('learner');
    expect(order('promote', voters, 'm4')).toMatchObject({ code: 1, last: expect.stringContaining('waits: m4 does not answer') });
    expect(order('add', voters, 'm5').last).toMatch(/^waits: .* is a learner, and a group adds one at a time$/);
    named('m4').start(['m1', 'm2', 'm3', 'm4'].map(named), 'existing');
    expect(order('promote', voters, 'm4', 60)).toMatchObject({ code: 0, last: 'done: m4 votes' });
    expect(order('promote', voters, 'm4')).toMatchObject({ code: 0, last: 'done: m4 votes' });
    expect(order('add', voters, 'm4')).toMatchObject({ code: 0, last: 'done: m4 votes' });
    expect(await standing(voters, 'm4')).toBe('voter');
    expect(order('prove', voters)).toMatchObject({ code: 1, last: 'waits: m4 still votes' });
    expect(order('prove', [...voters, 'm4'], undefined, 60).code).toBe(0);
  }, 180_000);

  it('waits while a voter is down, whatever it was to do, and goes on when it is back', async () => {
    const voters = ['m1', 'm2', 'm3', 'm4'];
    await named('m2').kill();
    expect(order('prove', voters)).toMatchObject({ code: 1, last: 'waits: m2 does not answer' });
    expect(order('add', voters, 'm5')).toMatchObject({ code: 1, last: 'waits: m2 does not answer' });
    expect(order('remove', ['m1', 'm2', 'm3'], 'm4')).toMatchObject({ code: 1, last: 'waits: m2 does not answer' });
    expect(await members()).toHaveLength(4);
    expect(await standing(['m1', 'm2', 'm3'], 'm4')).toBe('voter');
    named('m2').start(['m1', 'm2', 'm3'].map(named), 'existing');
    expect(order('prove', voters, undefined, 60).code).toBe(0);
  }, 180_000);

  it('takes leadership away from the member that it removes', async () => {
    const { ID = '' } = (await members()).find(({ name }) => name === 'm4') ?? {};
    await ask(await leader(), '/v3/maintenance/transfer-leadership', { targetID: ID });
    await until('m4 to lead', 60, async () => (await leader()) === 'm4' || undefined);
    const { code, lines } = order('remove', ['m1', 'm2', 'm3'], 'm4', 60);
    expect([code, lines[0], lines.at(-1)]).toEqual([
      0,
      expect.stringMatching(/^hands leadership to m[123]$/),
      'done: m4 is not in the list of members',
    ]);
    expect(order('remove', ['m1', 'm2', 'm3'], 'm4')).toMatchObject({ code: 0 });
    await named('m4').wipe();
  }, 180_000);

  it('replaces a member that lost its volume: removed while it is away, added on a new one', async () => {
    await named('m3').wipe();
    expect(order('add', ['m1', 'm2'], 'm3').last).toMatch(/^waits: m3 votes and does not answer; .*etcdctl member remove [0-9a-f]+$/);
    expect(order('remove', ['m1', 'm2'], 'm3', 60)).toMatchObject({ code: 0, last: 'done: m3 is not in the list of members' });
    expect(order('add', ['m1', 'm2'], 'm3', 60)).toMatchObject({ code: 0, last: 'done: m3 is in the group as a learner' });
    named('m3').start(['m1', 'm2', 'm3'].map(named), 'existing');
    expect(order('promote', ['m1', 'm2'], 'm3', 60)).toMatchObject({ code: 0, last: 'done: m3 votes' });
  }, 180_000);

  it('removes nobody where no quorum would be left', async () => {
    await Promise.all(['m2', 'm3'].map(name => named(name).kill()));
    const { code, last } = order('remove', ['m1', 'm3'], 'm2');
    expect(code).toBe(1);
    expect(await standing(['m1', 'm2', 'm3'], 'm4')).toMatch(/^1 of 3 voters say whether m4 votes, and 2 are needed \(m2: .*\)$/);
    expect(last).toMatch(/^waits: (the group has no leader that answers|without m2, 1 of 2 voters are healthy, and 2 are needed)$/);
    expect(await members()).toHaveLength(3);
  }, 180_000);
});
