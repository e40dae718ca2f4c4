import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PeerTls } from '../../lib';
import { isFullRun } from '../extent';
import { lab, missing, until } from './lab';
import { system } from './safe-change/change-fleet';
import { ChangeRun } from './safe-change/change-run';

const why = missing();
if (why) process.stderr.write(`\n*** LIVE SUITE SKIPPED: ${why} ***\n\n`);
// It takes as long as most others together; real servers go the same steps without clusters in each run (etcd-peer-tls.test.ts).
const live = why || !isFullRun ? describe.skip : describe;

/** An authority whose certificate and key are in every site, as a ClusterIssuer. */
const young = 'young-ca';

live('a group of etcd that is led to TLS and to another authority, delivered by Argo CD, with certificates of cert-manager', () => {
  const run = new ChangeRun();
  const folder = mkdtempSync(join(tmpdir(), 'georaft-authority-'));
  const [key, certificate] = [join(folder, 'tls.key'), join(folder, 'tls.crt')];

  beforeAll(async () => {
    await run.open();
    await until('cert-manager', 20 * 60, () => lab.run('certmanager', 'up') !== undefined || undefined);
    const made = ['-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', `/CN=${young}`];
    const ability = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign'];
    execFileSync('openssl', ['req', '-x509', ...made, '-keyout', key, '-out', certificate, ...ability], { stdio: 'pipe' });
    const stringData = { 'tls.key': readFileSync(key, 'utf8'), 'tls.crt': readFileSync(certificate, 'utf8') };
    for (const { number } of lab.info().sites) {
      lab.apply(number, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: young, namespace: 'cert-manager' },
        type: 'kubernetes.io/tls',
        stringData,
      });
      lab.apply(number, {
        apiVersion: 'cert-manager.io/v1',
        kind: 'ClusterIssuer',
        metadata: { name: young },
        spec: { ca: { secretName: young } },
      });
    }
    await run.begin();
  }, 45 * 60_000);

  afterAll(async () => {
    await run.end();
    rmSync(folder, { recursive: true, force: true });
  }, 300_000);

  const old = (): string => {
    const { data } = lab.get<{ data: Readonly<Record<string, string>> }>(1, '-n', 'cert-manager', 'secret', 'lab-ca');
    return Buffer.from(data['tls.crt'] ?? '', 'base64').toString();
  };
  /** The schemes by which the group knows its members. */
  const schemes = (): readonly string[] => [
    ...new Set(
      (JSON.parse(run.stage.etcdctl('member', 'list', '-w', 'json')) as { members: { peerURLs: string[] }[] }).members.flatMap(
        ({ peerURLs }) => peerURLs.map(url => url.split(':')[0] ?? ''),
      ),
    ),
  ];
  const rollouts = (...kinds: readonly string[]): readonly string[] =>
    ['s2', 's3', 's1'].flatMap(site => kinds.map(kind => `${kind} ${site}`));

  it(
    'gets certificates in every site, then listens with TLS in one site after the other',
    async () => {
      run.stage.wants({ peerTls: PeerTls.certManager({ issuer: 'lab-ca', authorities: [old()] }) });
      expect(await run.walk()).toEqual([...rollouts('rollout'), ...rollouts('rollout'), 'settle']);
      expect(schemes()).toEqual(['https']);
      expect(run.lost()).toEqual([]);
    },
    45 * 60_000,
  );

  it(
    'gets another authority: all trust both, certificates are issued anew, all forget the old one',
    async () => {
      run.stage.wants({ peerTls: PeerTls.certManager({ issuer: young, authorities: [readFileSync(certificate, 'utf8')] }) });
      expect(await run.walk()).toEqual([...rollouts('rollout'), 'reissue', ...rollouts('rollout'), 'settle']);
      for (const { number } of lab.info().sites) {
        const { data } = lab.get<{ data: Readonly<Record<string, string>> }>(number, '-n', system, 'configmap', `${system}-peer-trust`);
        expect(data['ca.crt']?.trim()).toBe(readFileSync(certificate, 'utf8').trim());
      }
      expect(schemes()).toEqual(['https']);
      expect(run.lost()).toEqual([]);
    },
    45 * 60_000,
  );
});
