import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, createServer as createPortHolder, type Socket } from 'node:net';
import { join } from 'node:path';
import { installHaproxy } from './haproxy-image';
import { until } from './lab';

/** What HAProxy says of a configuration; of names too, which nobody answers for here, if it asks for any at its start. */
export function validate(folder: string, config: string): { readonly valid: boolean; readonly complaints: readonly string[] } {
  const file = join(folder, 'validated.cfg');
  writeFileSync(file, config);
  let text: string;
  let valid = true;
  try {
    text = execFileSync('sh', ['-c', '"$0" -c -f "$1" 2>&1', installHaproxy(), file], { encoding: 'utf8' });
  } catch (error) {
    valid = false;
    text = (error as { readonly stdout?: string }).stdout ?? String(error);
  }
  const complaints = text.split('\n').filter(line => /\[(WARNING|ALERT)\]/.test(line));
  return { valid, complaints };
}

/** A free port of this machine. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const holder = createPortHolder().once('error', reject);
    holder.listen(0, '127.0.0.1', () => {
      const { port } = holder.address() as { readonly port: number };
      holder.close(() => resolve(port));
    });
  });

/** A member that stands in for one of a cluster: it says its name, counts who asks, and is ready or not as it is told. */
export class Member {
  asked = 0;
  /** Status of its answers to clients; 0 where it says nothing and hangs up. */
  answers = 200;
  ready = true;
  bodies: string[] = [];
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();

  private constructor(
    readonly name: string,
    readonly address: string,
    readonly port: number,
  ) {}

  static async at(name: string, address: string, port: number): Promise<Member> {
    const member = new Member(name, address, port);
    await member.start();
    return member;
  }

  /** Answers for clients and for checks on one port. */
  start(): Promise<void> {
    const server = createServer((request, response) => {
      if (request.url === '/readyz') {
        response.writeHead(this.ready ? 200 : 503).end();
        return;
      }
      this.asked += 1;
      let body = '';
      request.on('data', part => {
        body += part;
      });
      request.on('end', () => {
        this.bodies.push(body);
        if (this.answers === 0) request.socket.destroy();
        else if (this.answers > 0) response.writeHead(this.answers).end(this.name);
      });
    });
    server.on('connection', socket => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    this.server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject).listen(this.port, this.address, resolve);
    });
  }

  /** Stops at once, as a process that is killed. */
  stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise(resolve => {
      if (!this.server) resolve();
      else this.server.close(() => resolve());
      this.server = undefined;
    });
  }
}

/** A process of HAProxy with a configuration. */
export class Haproxy {
  private constructor(
    private readonly process: ChildProcess,
    private readonly health: number,
  ) {}

  static async run(folder: string, config: string, health: number): Promise<Haproxy> {
    const file = join(folder, `running-${health}.cfg`);
    writeFileSync(file, config);
    let said = '';
    const child = spawn(installHaproxy(), ['-db', '-f', file], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', text => {
        said += text;
      });
    const balancer = new Haproxy(child, health);
    await until('HAProxy', 10, async () => {
      if (child.exitCode !== null) throw new Error(said);
      return (await balancer.path('/livez')) === 200 || undefined;
    });
    return balancer;
  }

  /** Status of a path on the health port. */
  async path(path: string): Promise<number> {
    return (await fetch(`http://127.0.0.1:${this.health}${path}`)).status;
  }

  /** Servers that are up, as `backend/server`, sorted. */
  async up(): Promise<readonly string[]> {
    const text = await (await fetch(`http://127.0.0.1:${this.health}/stats;csv`)).text();
    return text
      .split('\n')
      .map(line => line.split(','))
      .filter(([, server, ...rest]) => server !== 'BACKEND' && server !== 'FRONTEND' && /^UP|^no check/.test(rest[15] ?? ''))
      .map(([backend, server]) => `${backend}/${server}`)
      .sort();
  }

  stop(): Promise<void> {
    return new Promise(resolve => {
      this.process.once('exit', () => resolve());
      this.process.kill('SIGKILL');
    });
  }
}

/** Who answers a client that makes a connection of its own; the status where it is no member. */
export async function whoAnswers(
  port: number,
  given: { readonly from?: string; readonly cookie?: string; readonly body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', ...(given.from ? { localAddress: given.from } : {}) });
    let text = '';
    socket.setTimeout(60_000, () => socket.destroy(new Error('no answer within 60 s')));
    socket.on('error', reject);
    socket.on('data', part => {
      text += part;
    });
    socket.on('close', () => {
      const [head = '', body = ''] = text.split('\r\n\r\n');
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0);
      const cookie = /set-cookie: ([^;\r]*)/i.exec(head)?.[1];
      const name = /^[0-9a-f]+\r\n([\s\S]*?)\r\n/i.exec(body)?.[1] ?? body;
      resolve({ status, name: status === 200 ? name : '', ...(cookie ? { cookie } : {}) });
    });
    const body = given.body ?? '';
    const lines = [
      `${body === '' ? 'GET' : 'POST'} / HTTP/1.1`,
      'Host: demo.example.test',
      'Connection: close',
      ...(given.cookie ? [`Cookie: ${given.cookie}`] : []),
      ...(body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  });
}

/** What a client gets. */
export interface Answer {
  /** 0 where the connection ended without an answer. */
  readonly status: number;
  readonly name: string;
  readonly cookie?: string;
}
