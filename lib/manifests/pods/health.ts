import { isObject, type JsonObject, listAt, textAt, valueAt } from '../yaml/json';
import { type MemberPool, runs } from './member-pool';

/**
 * What a successful probe proves. `process`: the process answers. `member`: the member follows a leader. `quorum`: a majority answers.
 * `active`: the member is the leader. `nothing`: the probe succeeds in any case. `absent`: the program has no such endpoint.
 */
export type Proof = 'process' | 'member' | 'quorum' | 'active' | 'nothing' | 'absent';

/** The request of a probe, and what its success proves. */
export interface ProbeRequest {
  /** The request as findings name it: `/readyz`, `a TCP connection`. */
  readonly text: string;
  /** Undefined where the program is not known. */
  readonly proof: Proof | undefined;
}

type Query = ReadonlyMap<string, readonly string[]>;
type Endpoints = (path: string, query: Query) => Proof | undefined;

const has = (query: Query, name: string, value: string): boolean => query.get(name)?.includes(value) === true;

/** What the health endpoints of programs prove, by path. */
const programs: Readonly<Record<string, Endpoints>> = {
  // etcd server/etcdserver/api/etcdhttp/health.go
  etcd: (path, query) => {
    if (path === '/health') return has(query, 'serializable', 'true') ? 'process' : 'quorum';
    if (path === '/readyz') return has(query, 'exclude', 'linearizable_read') ? 'process' : 'quorum';
    if (path === '/readyz/linearizable_read') return 'quorum';
    return /^\/((livez|readyz)\/serializable_read|livez|readyz\/(data_corruption|non_learner)|metrics|version)$/.test(path)
      ? 'process'
      : 'absent';
  },
  // rqlite documentation, "Monitoring rqlite"
  rqlite: (path, query) => (path === '/readyz' ? (query.has('noleader') ? 'process' : 'member') : undefined),
  // Consul documentation, "Status HTTP API": answers 200 without a leader too
  consul: path => (path === '/v1/status/leader' ? 'nothing' : undefined),
  vault: vault,
  openbao: vault,
  // NATS documentation, "Monitoring": /healthz
  nats: (path, query) => {
    if (path !== '/healthz') return undefined;
    if (has(query, 'js-enabled-only', 'true')) return 'process';
    return has(query, 'js-server-only', 'true') ? 'member' : 'quorum';
  },
};

/** Vault documentation, "/sys/health": a standby answers 429 unless the query has `standbyok`. */
function vault(path: string, query: Query): Proof | undefined {
  if (path !== '/v1/sys/health') return undefined;
  const standby = query.get('standbyok');
  return standby && !standby.includes('false') ? 'process' : 'active';
}

/** Commands that need a quorum. */
const quorumCommands = /\bendpoint\s+health\b|\/v1\/status\/leader|\boperator\s+raft\b/;

/** The request of a probe handler, and what its success proves. */
export function probeRequest(handler: JsonObject, pool: MemberPool): ProbeRequest {
  const path = pathOf(handler);
  if (path !== undefined) {
    const program = Object.keys(programs).find(name => runs(pool, name));
    const [route = '', search = ''] = path.split('?');
    return { text: path, proof: program ? programs[program]?.(route, query(search)) : undefined };
  }
  const command = listAt(handler, 'exec', 'command');
  if (command.length > 0) {
    const text = command.filter(word => typeof word === 'string').join(' ');
    return { text: `'${text}'`, proof: quorumCommands.test(text) ? 'quorum' : undefined };
  }
  if (valueAt(handler, 'tcpSocket') !== undefined) return { text: 'a TCP connection', proof: 'process' };
  return { text: 'its request', proof: undefined };
}

/** The path of an HTTP probe, '/' where none is given; undefined for another kind of probe. */
const pathOf = (handler: JsonObject): string | undefined =>
  isObject(valueAt(handler, 'httpGet')) ? (textAt(handler, 'httpGet', 'path') ?? '/') : undefined;

function query(search: string): Query {
  const found = new Map<string, string[]>();
  for (const pair of search.split('&').filter(part => part !== '')) {
    const [name = '', value = ''] = pair.split('=');
    found.set(name, [...(found.get(name) ?? []), value]);
  }
  return found;
}

/** Whether two handlers make the same HTTP request or run the same command. Always false for a TCP connection. */
export function sameQuestion(one: JsonObject, other: JsonObject): boolean {
  const path = pathOf(one);
  if (path !== undefined) return path === pathOf(other);
  const command = listAt(one, 'exec', 'command');
  const others = listAt(other, 'exec', 'command');
  return command.length > 0 && command.length === others.length && command.every((word, position) => word === others[position]);
}
