import { lab } from '../lab';

/** A DNS server of the lab. */
export interface DnsServer {
  readonly host: string;
  /** @default 53 */
  readonly port?: number;
}

/** What a server answers, in order; empty when it has none. */
export const dig = ({ host, port = 53 }: DnsServer, name: string, type = 'A'): readonly string[] =>
  lab
    .inside(['dig', `@${host}`, '-p', String(port), '+short', '+norecurse', name, type])
    .split('\n')
    .filter(line => line !== '')
    .sort();
