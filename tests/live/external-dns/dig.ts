import { lab } from '../lab';

/** A DNS server of the lab. */
export interface DnsServer {
  readonly host: string;
  /** @default 53 */
  readonly port?: number;
}

/** What a server answers, in order; empty when it has none. */
export const dig = (server: DnsServer, name: string, type = 'A'): readonly string[] =>
  lab
    .inside(['dig', ...query(server, name, type)])
    .split('\n')
    .filter(line => line !== '')
    .sort();

/** What a server answers to so many queries for addresses, one after the other: each in order and joined by spaces. */
export function digs(server: DnsServer, name: string, queries: number): readonly string[] {
  const script = 'count=$1; shift; while [ "$count" -gt 0 ]; do dig "$@" | sort | tr "\\n" " "; echo; count=$((count - 1)); done';
  const lines = lab.inside(['sh', '-c', script, 'sh', String(queries), ...query(server, name, 'A')]).split('\n');
  return lines.slice(0, -1).map(line => line.trim());
}

const query = ({ host, port = 53 }: DnsServer, name: string, type: string): readonly string[] => [
  `@${host}`,
  '-p',
  String(port),
  '+short',
  '+norecurse',
  name,
  type,
];
