import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lab, until } from './lab';

const port = 5399;

/** A name server of its own, with one zone that is written by dynamic updates, in the lab's network. */
export class Bind {
  private constructor(
    private readonly folder: string,
    private readonly zone: string,
  ) {}

  /** Starts BIND with a policy for these keys. */
  static async with(zone: string, policy: string, keys: readonly string[]): Promise<Bind> {
    const folder = mkdtempSync(join(tmpdir(), 'bind-'));
    const soa = `$TTL 5\n@ IN SOA ns.${zone}. root.${zone}. ( 1 60 60 600 5 )\n  IN NS ns.${zone}.\nns IN A 127.0.0.1\n`;
    writeFileSync(join(folder, 'zone'), soa);
    const named = new Bind(folder, zone);
    named.configure(policy, keys);
    spawn(lab.program, ['exec', 'named', '-g', '-c', join(folder, 'named.conf')], { stdio: 'ignore' });
    await until('an answer of BIND', 20, () => named.answers(`ns.${zone}`, 'A').includes('127.0.0.1') || undefined);
    return named;
  }

  /** What `named-checkconf` has to say against a policy; nothing where it takes it. */
  static refusal(zone: string, policy: string, keys: readonly string[]): string {
    const folder = mkdtempSync(join(tmpdir(), 'bind-'));
    try {
      const named = new Bind(folder, zone);
      named.configure(policy, keys);
      const { status, stdout, stderr } = spawnSync('named-checkconf', [join(folder, 'named.conf')], { encoding: 'utf8' });
      return status === 0 ? '' : `${stdout}${stderr}`;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /** Exchanges the policy, as somebody who operates it would. */
  async change(policy: string, keys: readonly string[]): Promise<void> {
    this.configure(policy, keys);
    process.kill(this.pid, 'SIGHUP');
    await until('the new policy', 20, () => this.answers(`ns.${this.zone}`, 'A').includes('127.0.0.1') || undefined);
  }

  /** Tries to add a record with a key: what the server answers, in a word. */
  add(key: string, name: string, type: string, value: string): string {
    return this.update(key, `add ${name} 5 ${type} ${value}`);
  }

  /** Tries to take all records of a type away, with a key. */
  remove(key: string, name: string, type: string): string {
    return this.update(key, `delete ${name} ${type}`);
  }

  /** What a name is answered with. */
  answers(name: string, type: string): string {
    return lab.run('exec', 'dig', '+short', '+tries=1', '+time=1', '@127.0.0.1', '-p', String(port), name, type);
  }

  /** Ends BIND and waits for its end: until then it writes into the folder. */
  async stop(): Promise<void> {
    const { pid } = this;
    process.kill(pid, 'SIGTERM');
    await until('the end of BIND', 20, () => !existsSync(`/proc/${pid}`) || undefined);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private update(key: string, what: string): string {
    const input = `server 127.0.0.1 ${port}\nzone ${this.zone}\nupdate ${what}\nsend\n`;
    const args = ['exec', 'nsupdate', '-y', `hmac-sha256:${key}:${secretOf(key)}`];
    const { status, stderr } = spawnSync(lab.program, args, { input, encoding: 'utf8' });
    return status === 0 ? 'NOERROR' : (/update failed: (\w+)/.exec(stderr)?.[1] ?? stderr);
  }

  private get pid(): number {
    return Number(readFileSync(join(this.folder, 'named.pid'), 'utf8'));
  }

  private configure(policy: string, keys: readonly string[]): void {
    const { folder, zone } = this;
    writeFileSync(join(folder, `${zone}.update-policy`), policy);
    const keyText = keys.map(key => `key "${key}" { algorithm hmac-sha256; secret "${secretOf(key)}"; };`).join('\n');
    const options = `directory "${folder}"; listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; pid-file "${folder}/named.pid"; session-keyfile "${folder}/session.key"; dnssec-validation no;`;
    const zoneText = `zone "${zone}" { type primary; file "${folder}/zone"; include "${folder}/${zone}.update-policy"; };`;
    writeFileSync(join(folder, 'named.conf'), `${keyText}\noptions { ${options} };\ncontrols { };\n${zoneText}\n`);
  }
}

/** The same for a name every time, as nobody's real key is. */
const secretOf = (key: string): string => createHash('sha256').update(key).digest('base64');
