import { lab } from '../lab';

/** A DNS server of the lab. */
export interface DnsServer {
  readonly host: string;
  /** @default 53 */
  readonly port?: number;
}

const at = ({ host, port = 53 }: DnsServer): readonly string[] => [`@${host}`, '-p', String(port), '+norecurse'];

/** What a server answers, in order; empty when it has none. */
export const dig = (server: DnsServer, name: string, type = 'A'): readonly string[] =>
  lab
    .inside(['dig', ...at(server), '+short', name, type])
    .split('\n')
    .filter(line => line !== '')
    .sort();

/** What a server answers to so many queries for addresses, one after the other: each in order and joined by spaces. */
export function digs(server: DnsServer, name: string, queries: number): readonly string[] {
  const questions = Array.from({ length: queries }, () => [name, 'A']).flat();
  const text = lab.inside(['dig', ...at(server), '+noall', '+question', '+answer', ...questions]);
  const answers = text.split(/^;.*$/m).slice(1);
  return answers.map(answer =>
    [...answer.matchAll(/\sA\s+(\S+)$/gm)]
      .map(([, address]) => address)
      .sort()
      .join(' '),
  );
}
