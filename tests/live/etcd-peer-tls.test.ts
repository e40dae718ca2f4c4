import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperatingState, RaftEngine } from '../../lib';
import { planSteps } from '../../lib/change/plan-steps';
import type { SystemTarget, TlsTarget } from '../../lib/change/target';
import type { EngineTask, PeerAddress } from '../../lib/domain/engine';
import type { GroupLedger } from '../../lib/domain/operating-state';
import { fingerprintOf } from '../../lib/plan/members/authorities';
import { recordedTls } from '../../lib/plan/members/recorded-tls';
import type { StepPlan } from '../../lib/plan/model/step-plan';
import { context } from '../engines/context';
import { checkout, lab, until } from './lab';

const server = lab.built('etcd');
const here = existsSync(server);
if (!here) process.stderr.write(`\n*** SKIPPED: the lab has not built etcd yet (${server}) ***\n\n`);

const engine = RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' });
const system = 'settings';
const sites = ['frankfurt', 'dublin', 'london'] as const;
const votes = [2, 2, 1];
/** Every member has an address of its own on loopback, so that all have the ports that the engine gives them. */
const members = sites.flatMap((cluster, at) =>
  Array.from({ length: votes[at] ?? 0 }, (_, position) => {
    const ordinal = 10 * at + position;
    return { name: `${system}-${ordinal}`, cluster, address: `127.8.${at + 1}.${position + 1}` };
  }),
);
const timing = { heartbeatMillis: 100, electionMillis: 1000 };

const target = (tls: TlsTarget): SystemTarget => ({
  system,
  survive: 'any-one-cluster',
  byJobs: true,
  maxLearners: 1,
  groups: [
    {
      name: system,
      image: engine.image,
      timing,
      tls,
      clusters: sites.map((cluster, at) => ({
        cluster,
        voters: votes[at] ?? 0,
        learners: 0,
        firstOrdinal: 10 * at,
        serves: at === 0,
        template: '0123456789ab',
      })),
    },
  ],
});

/** The part of a ledger that says how peers use TLS. */
const groupOf = ({ groups }: OperatingState): GroupLedger => groups?.[system] ?? { members: {}, images: {} };

(here ? describe : describe.skip)(
  'a group of real etcd servers whose peers are led to TLS, by the steps of the planner and its jobs',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'georaft-etcd-tls-'));
    const authorities = new Map<string, { readonly key: string; readonly pem: string }>();
    const running = new Map<string, ChildProcess>();
    const acknowledged: string[] = [];
    let state: OperatingState = { ...OperatingState.initial(), bootstrapped: true };
    let stopped = false;
    let writing: Promise<void> = Promise.resolve();
    let longest = 0;

    const openssl = (...args: readonly string[]): string => execFileSync('openssl', [...args], { encoding: 'utf8', stdio: 'pipe' });
    function authority(name: string): string {
      const [key, certificate] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
      const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30'];
      const ability = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign'];
      openssl('req', '-x509', ...made, '-keyout', key, '-out', certificate, '-subj', `/CN=${name}`, ...ability);
      authorities.set(name, { key, pem: readFileSync(certificate, 'utf8') });
      return readFileSync(certificate, 'utf8');
    }
    const pemOf = (name: string): string => authorities.get(name)?.pem ?? '';
    /** The folder in which the members of a cluster find their certificate, as cert-manager and the kubelet fill it. */
    const tlsFolder = (cluster: string): string => join(folder, 'tls', cluster);

    /** Issues the certificate of every cluster by an authority: what cert-manager does for an issuer. */
    function issue(name: string): void {
      const { key = '' } = authorities.get(name) ?? {};
      for (const cluster of sites) {
        const at = tlsFolder(cluster);
        mkdirSync(at, { recursive: true });
        const names = members.filter(member => member.cluster === cluster).map(({ address }) => `IP:${address}`);
        const extensions = join(at, 'extensions');
        // All come from one address here, which etcd looks up in a client's certificate.
        writeFileSync(extensions, `subjectAltName=${[...names, 'IP:127.0.0.1'].join(',')}\nextendedKeyUsage=serverAuth,clientAuth\n`);
        const [request, made, own] = ['request', 'tls.crt.new', 'tls.key.new'].map(file => join(at, file)) as [string, string, string];
        openssl(
          'req',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:prime256v1',
          '-nodes',
          '-keyout',
          own,
          '-out',
          request,
          '-subj',
          `/CN=${cluster}`,
        );
        openssl(
          'x509',
          '-req',
          '-in',
          request,
          '-CA',
          join(folder, `${name}.pem`),
          '-CAkey',
          key,
          '-CAcreateserial',
          '-days',
          '30',
          '-out',
          made,
          '-extfile',
          extensions,
        );
        for (const file of ['tls.crt', 'tls.key']) writeFileSync(join(at, file), readFileSync(join(at, `${file}.new`)));
      }
    }

    /** Whom the members of a cluster trust, as the ledger has it. */
    function trust(cluster: string): void {
      const { authorities: known = [] } = groupOf(state).templates?.[cluster] ?? {};
      const pems = [...authorities.values()].filter(({ pem }) => known.includes(fingerprintOf(pem))).map(({ pem }) => pem);
      if (pems.length > 0) writeFileSync(join(tlsFolder(cluster), 'ca.crt'), pems.join(''));
    }

    const modeOf = (cluster: string) => recordedTls(groupOf(state), cluster)?.peerTls ?? 'off';
    const peers = (): readonly (PeerAddress & { readonly cluster: string })[] =>
      members.map(({ name, cluster, address }) => ({ name, cluster, host: address, ...(modeOf(cluster) === 'on' ? { tls: true } : {}) }));

    /** Starts a member with the arguments that the engine gives it, at its own address. */
    function start({ name, cluster, address }: (typeof members)[number]): void {
      const mode = modeOf(cluster);
      const given = engine.bind(
        context({
          system,
          cluster,
          voters: peers(),
          learners: [],
          timing,
          bootstrapped: acknowledged.length > 0,
          ...(mode === 'off' ? {} : { tlsFolder: tlsFolder(cluster), tlsMode: mode }),
        }),
      );
      const own = (text: string): string =>
        text
          .replace(/\$\(POD_NAME\)\.[^:]*/, address)
          .replace('$(POD_NAME)', name)
          .replace('0.0.0.0', address)
          .replace('/var/lib/etcd', join(folder, name));
      const { ETCD_INITIAL_CLUSTER_STATE: _, ...bootstrap } = given.bootstrap;
      const child = spawn(server, given.args.map(own), { stdio: 'ignore', env: { ...process.env, ...bootstrap } });
      running.set(name, child);
    }
    async function kill(name: string): Promise<void> {
      const child = running.get(name);
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const end = new Promise(resolve => child.once('close', resolve));
      child.kill('SIGTERM');
      await end;
    }
    const isReady = async (address: string): Promise<boolean> =>
      (await fetch(`http://${address}:2381/readyz`, { signal: AbortSignal.timeout(2000) })).status === 200;

    const base64 = (text: string): string => Buffer.from(text).toString('base64');
    async function put(address: string, key: string): Promise<boolean> {
      const body = JSON.stringify({ key: base64(key), value: base64(key) });
      const answer = await fetch(`http://${address}:2379/v3/kv/put`, { method: 'POST', body, signal: AbortSignal.timeout(1000) });
      return answer.status === 200;
    }
    async function write(): Promise<void> {
      let [at, last] = [0, Date.now()];
      for (let number = 0; !stopped; number += 1) {
        const key = `write-${String(number).padStart(8, '0')}`;
        const done = await put(members[at % members.length]?.address ?? '', key).catch(() => false);
        if (done) {
          longest = Math.max(longest, Date.now() - last);
          last = Date.now();
          acknowledged.push(key);
        } else at += 1;
        await new Promise(wake => setTimeout(wake, 50));
      }
    }
    /** Waits for writes after this moment. */
    const goesOn = async (): Promise<void> => {
      const before = acknowledged.length;
      await until('more writes', 60, () => acknowledged.length > before + 5 || undefined);
    };
    async function lost(): Promise<readonly string[]> {
      // While the group answers, more are written.
      const written = [...acknowledged];
      const body = JSON.stringify({ key: base64('write-'), range_end: base64('write.'), keys_only: true });
      const answer = await fetch(`http://${members[0]?.address}:2379/v3/kv/range`, { method: 'POST', body });
      const { kvs = [] } = (await answer.json()) as { kvs?: readonly { key: string }[] };
      const kept = new Set(kvs.map(({ key }) => Buffer.from(key, 'base64').toString()));
      return written.filter(key => !kept.has(key));
    }
    /** The schemes by which the group knows its members, in their order. */
    async function schemes(): Promise<string> {
      const answer = await fetch(`http://${members[0]?.address}:2379/v3/cluster/member/list`, { method: 'POST', body: '{}' });
      const { members: listed } = (await answer.json()) as { members: readonly { name: string; peerURLs: readonly string[] }[] };
      return members
        .map(
          ({ name }) =>
            listed
              .find(each => each.name === name)
              ?.peerURLs.join()
              .split(':')[0],
        )
        .join(' ');
    }

    const task = (action: 'prove' | 'update', cluster: string): EngineTask => {
      const all = peers();
      const tls = modeOf(cluster) === 'off' ? undefined : tlsFolder(cluster);
      const restarted = all.filter(member => member.cluster === cluster);
      const made = engine.membership?.task({ action, member: undefined, voters: all, restarted, tlsFolder: tls });
      if (!made) throw new Error('etcd has jobs');
      return made;
    };
    const argsOf = ({ args }: EngineTask, patience: number): readonly string[] => [
      join(checkout, 'lib', 'programs', 'etcd-membership.cjs'),
      ...args,
      `--patience=${patience}`,
    ];
    const ends = (child: ChildProcess): Promise<number | null> => new Promise(resolve => child.once('close', resolve));
    /** What a job says that looks once. */
    const said = (action: 'prove' | 'update', cluster: string): string =>
      spawnSync(process.execPath, argsOf(task(action, cluster), 0), { encoding: 'utf8' })
        .stdout.trim()
        .split('\n')
        .at(-1) ?? '';

    /** Does what a sync of Argo CD does for a step: the proof, the members one after the other, the highest ordinal first, and the job beside them. */
    async function take({ ledger, kind, cluster, does }: StepPlan, updates = true): Promise<void> {
      state = ledger;
      const begun = Date.now();
      longest = 0;
      if (kind === 'reissue') issue(groupOf(state).certificates?.issuer ?? '');
      if (kind === 'rollout' && cluster !== undefined) {
        trust(cluster);
        const proof = spawnSync(process.execPath, argsOf(task('prove', cluster), 120), { encoding: 'utf8' });
        if (proof.status !== 0) throw new Error(`${does}: ${proof.stdout}${proof.stderr}`);
        const beside = updates ? spawn(process.execPath, argsOf(task('update', cluster), 240), { stdio: 'ignore' }) : undefined;
        const ended = beside && ends(beside);
        for (const member of [...members].reverse().filter(each => each.cluster === cluster)) {
          await kill(member.name);
          start(member);
          await until(`${member.name} to be ready`, 60, async () => (await isReady(member.address)) || undefined);
        }
        if (ended) expect(await ended).toBe(0);
      }
      await goesOn();
      process.stdout.write(`${does}: ${Math.round((Date.now() - begun) / 1000)} s, longest gap ${longest} ms\n`);
    }
    async function walk(wanted: TlsTarget): Promise<readonly string[]> {
      const kinds: string[] = [];
      for (let [next] = planSteps(state, target(wanted)); next; [next] = planSteps(state, target(wanted))) {
        await take(next);
        kinds.push(next.kind);
      }
      return kinds;
    }
    const on = (issuer: string): TlsTarget => {
      const known = { [fingerprintOf(pemOf(issuer))]: pemOf(issuer) };
      return { peerTls: 'on', authorities: Object.keys(known), certificates: { issuer, issuerKind: 'ClusterIssuer', authorities: known } };
    };
    const off: TlsTarget = { peerTls: 'off' };

    beforeAll(async () => {
      for (const name of ['old', 'new']) authority(name);
      issue('old');
      const [record] = planSteps(state, target(off));
      if (record) state = record.ledger;
      for (const member of members) start(member);
      for (const { address, name } of members) await until(`${name} to be ready`, 60, async () => (await isReady(address)) || undefined);
      writing = write();
      await goesOn();
    }, 180_000);

    afterAll(async () => {
      stopped = true;
      await writing;
      await Promise.all(members.map(({ name }) => kill(name)));
      rmSync(folder, { recursive: true, force: true });
    }, 60_000);

    it('has no member that waits for another one on the way there', async () => {
      expect(await walk(on('old'))).toEqual([...Array(6).fill('rollout'), 'settle']);
      expect(await schemes()).toBe('https https https https https');
      expect(await lost()).toEqual([]);
    }, 600_000);

    it('goes on to another authority: all trust both, certificates are issued anew, all forget the old one', async () => {
      const wanted = on('new');
      const kinds: string[] = [];
      for (let [next] = planSteps(state, target(wanted)); next && next.kind !== 'reissue'; [next] = planSteps(state, target(wanted))) {
        await take(next);
        kinds.push(next.kind);
      }
      expect(kinds).toEqual(Array(3).fill('rollout'));
      // Nobody forgets the old authority while certificates are still of it.
      const [reissue, forget] = planSteps(state, target(wanted));
      const [before, { cluster = '' } = {}] = [state, forget];
      if (forget) state = forget.ledger;
      trust(cluster);
      expect(said('prove', cluster)).toMatch(/^waits: the certificate of settings-\d+ is not trusted: .+/);
      state = before;
      trust(cluster);
      if (reissue) await take(reissue);
      expect(await walk(wanted)).toEqual([...Array(3).fill('rollout'), 'settle']);
      expect(readFileSync(join(tlsFolder('london'), 'ca.crt'), 'utf8')).toBe(pemOf('new'));
      expect(await lost()).toEqual([]);
    }, 600_000);

    it('stops before the next cluster while the group has a member of the last one by its old address', async () => {
      const [first, ...more] = planSteps(state, target(off));
      if (!first) throw new Error('a step leads back');
      await take(first, false);
      expect(first.cluster).toBe('dublin');
      const [next] = more;
      const before = state;
      if (next) state = next.ledger;
      expect(said('prove', next?.cluster ?? '')).toMatch(
        /^waits: settings-1[01] is known by https:\/\/127\.8\.2\.[12]:2380, and not by http:\/\/127\.8\.2\.[12]:2380$/,
      );
      state = before;
      expect(said('update', 'dublin')).toMatch(/^done: the group knows settings-10 and settings-11 by the right addresses$/);
    }, 600_000);

    it('goes back to peers without TLS', async () => {
      await walk(off);
      expect(await schemes()).toBe('http http http http http');
      expect(groupOf(state).certificates).toBeUndefined();
      expect(await lost()).toEqual([]);
      process.stdout.write(`${acknowledged.length} acknowledged writes\n`);
    }, 600_000);
  },
);
