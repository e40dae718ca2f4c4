import { lab } from '../lab';
import { type DnsServer, dig, digs } from './dig';

/** A record set as PowerDNS's API gives it back. */
interface RecordSet {
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly records: readonly { readonly content: string }[];
}

/** The lab's PowerDNS, with a zone of these tests. */
export class PowerDns {
  static readonly url = 'http://172.30.0.2:8081';
  static readonly zone = 'facts.lua.test';
  private readonly server: DnsServer = { host: '172.30.0.2' };

  /** Starts it where it does not run, with an empty zone. */
  static up(): PowerDns {
    const dns = new PowerDns();
    if (!dns.runs()) lab.run('pdns', 'up');
    dns.clear();
    dns.call('POST', 'zones', { name: `${PowerDns.zone}.`, kind: 'Native', nameservers: [`ns.${PowerDns.zone}.`] });
    return dns;
  }

  /** Removes the zone. */
  clear(): void {
    const zones = JSON.parse(this.call('GET', 'zones')) as readonly { readonly name: string }[];
    if (zones.some(({ name }) => name === `${PowerDns.zone}.`)) this.call('DELETE', `zones/${PowerDns.zone}.`);
  }

  answers(name: string, type = 'A'): readonly string[] {
    return dig(this.server, name, type);
  }

  /** What so many queries in a row are answered with, each in order and joined by spaces. */
  answersOf(name: string, queries: number): readonly string[] {
    return digs(this.server, name, queries);
  }

  /** The contents of a record set as they are stored. */
  stored(name: string, type: string): readonly string[] {
    const { rrsets } = JSON.parse(this.call('GET', `zones/${PowerDns.zone}.`)) as { readonly rrsets: readonly RecordSet[] };
    return rrsets
      .filter(set => set.name === `${name}.` && set.type === type)
      .flatMap(({ records }) => records.map(({ content }) => content));
  }

  private runs(): boolean {
    try {
      this.call('GET', 'zones');
      return true;
    } catch {
      return false;
    }
  }

  private call(method: string, path: string, body?: object): string {
    const data = body ? ['--data', JSON.stringify(body)] : [];
    const url = `${PowerDns.url}/api/v1/servers/localhost/${path}`;
    return lab.inside(['curl', '-fsS', '-X', method, '-H', `X-API-Key: lab`, ...data, url]);
  }
}
