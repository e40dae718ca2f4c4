import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../lib/manifests/yaml/json';
import { lab } from './lab';

/** An answer of a server. */
export interface Answer {
  readonly code: number;
  readonly body: JsonObject;
}

const irregular: Readonly<Record<string, string>> = {
  Ingress: 'ingresses',
  IngressClass: 'ingressclasses',
  NetworkPolicy: 'networkpolicies',
  PriorityClass: 'priorityclasses',
  StorageClass: 'storageclasses',
};

/** How Argo CD applies what is rendered here. */
const asApplied = 'fieldManager=argocd-controller&fieldValidation=Strict&force=true';

/** The API server of a site, over a few connections that stay open. */
export class ApiServer {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 4 });

  private constructor(
    private readonly proxy: ChildProcess,
    private readonly socketPath: string,
  ) {}

  /** Opens a way into the lab's network: a socket in the file system. */
  static async of(site: number): Promise<ApiServer> {
    const socketPath = join(tmpdir(), `georaft-api-${process.pid}-${site}.sock`);
    const proxy = spawn(lab.program, ['kubectl', String(site), 'proxy', `--unix-socket=${socketPath}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    await new Promise<void>((ready, failed) => {
      proxy.stdout?.once('data', () => ready());
      proxy.once('exit', code => failed(new Error(`kubectl proxy ended with ${code}`)));
    });
    proxy.removeAllListeners('exit');
    return new ApiServer(proxy, socketPath);
  }

  /** Ends the connections and the proxy, with the programs that it was started through. */
  close(): void {
    this.agent.destroy();
    if (this.proxy.pid !== undefined) process.kill(-this.proxy.pid);
    rmSync(this.socketPath, { force: true });
  }

  /** Applies an object server-side; by default only to see whether it would be taken. */
  apply(object: JsonObject, how: 'dry run' | 'for good' = 'dry run'): Promise<Answer> {
    const query = how === 'dry run' ? `${asApplied}&dryRun=All` : asApplied;
    return this.send('PATCH', `${pathOf(object)}?${query}`, object, 'application/apply-patch+yaml');
  }

  send(method: string, path: string, object?: JsonObject, type = 'application/json'): Promise<Answer> {
    return new Promise((answered, failed) => {
      const headers = object ? { 'content-type': type } : {};
      const asked = request({ socketPath: this.socketPath, agent: this.agent, method, path, headers }, response => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          try {
            answered({ code: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(parts).toString('utf8')) as JsonObject });
          } catch {
            answered({ code: response.statusCode ?? 0, body: { message: Buffer.concat(parts).toString('utf8') } });
          }
        });
        response.on('error', failed);
      });
      asked.on('error', failed);
      asked.end(object ? JSON.stringify(object) : undefined);
    });
  }

  /** Does the same with many things, a few at a time. */
  async each<Item>(items: readonly Item[], ask: (item: Item, server: ApiServer) => Promise<void>): Promise<void> {
    const left = items.values();
    const work = async (): Promise<void> => {
      for (const item of left) await ask(item, this);
    };
    await Promise.all(Array.from({ length: 4 }, work));
  }
}

function pathOf(object: JsonObject): string {
  const version = String(object['apiVersion']);
  const kind = String(object['kind']);
  const { name, namespace } = object['metadata'] as JsonObject;
  const within = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(String(namespace))}`;
  return `${version.includes('/') ? `/apis/${version}` : `/api/${version}`}${within}/${irregular[kind] ?? `${kind.toLowerCase()}s`}/${encodeURIComponent(String(name))}`;
}
