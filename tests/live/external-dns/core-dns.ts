import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Background } from '../background';
import { lab } from '../lab';
import { type DnsServer, dig } from './dig';

const clients = 'http://127.0.0.1:12479';
const peers = 'http://127.0.0.1:12480';

/** A key of etcd as CoreDNS reads it. */
export interface Key {
  readonly path: string;
  readonly host?: string;
  readonly owner?: string;
}

/** CoreDNS that answers from etcd, and that etcd. */
export class CoreDns {
  static readonly etcd = clients;
  static readonly zone = 'facts.etcd.test';
  private readonly server: DnsServer = { host: '127.0.0.1', port: 1153 };
  private readonly scratch = mkdtempSync(join(tmpdir(), 'georaft-facts-'));
  private readonly running: Background[] = [];

  static async up(): Promise<CoreDns> {
    const dns = new CoreDns();
    await dns.start();
    return dns;
  }

  private async start(): Promise<void> {
    const listen = ['--listen-client-urls', clients, '--advertise-client-urls', clients, '--listen-peer-urls', peers];
    const alone = ['--initial-advertise-peer-urls', peers, '--initial-cluster', `default=${peers}`];
    const etcd = [lab.program, 'exec', lab.built('etcd'), '--data-dir', join(this.scratch, 'etcd'), ...listen, ...alone] as const;
    this.running.push(await Background.start(etcd, () => succeeds(() => this.keys())));
    const corefile = join(this.scratch, 'Corefile');
    const { host, port } = this.server;
    writeFileSync(corefile, `${CoreDns.zone}:${port} {\n  bind ${host}\n  etcd {\n    path /skydns\n    endpoint ${clients}\n  }\n}\n`);
    const coredns = [lab.program, 'exec', lab.built('coredns'), '-conf', corefile] as const;
    this.running.push(await Background.start(coredns, () => succeeds(() => this.answers(CoreDns.zone))));
  }

  async down(): Promise<void> {
    for (const server of this.running) await server.kill();
    rmSync(this.scratch, { recursive: true, force: true });
  }

  answers(name: string, type = 'A'): readonly string[] {
    return dig(this.server, name, type);
  }

  /** Every key that CoreDNS reads. */
  keys(): readonly Key[] {
    const lines = this.etcdctl('get', '--prefix', '/skydns/')
      .split('\n')
      .filter(line => line !== '');
    return lines.flatMap((path, at) => (at % 2 === 0 ? [{ path, ...(JSON.parse(lines[at + 1] ?? '{}') as Omit<Key, 'path'>) }] : []));
  }

  /** Removes every key. */
  clear(): void {
    this.etcdctl('del', '--prefix', '/skydns/');
  }

  private etcdctl(...args: readonly string[]): string {
    return lab.inside([lab.built('etcdctl'), '--endpoints', clients, '--command-timeout=2s', ...args]);
  }
}

const succeeds = (ask: () => unknown): boolean => {
  try {
    ask();
    return true;
  } catch {
    return false;
  }
};
