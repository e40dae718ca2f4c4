import { type LabInfo, lab, type Site } from '../lab';
import { type DnsServer, dig } from './dig';
import { namespace } from './objects';

/** The lab's BIND. */
export class Bind {
  private readonly server: DnsServer;

  constructor(private readonly info: LabInfo) {
    this.server = { host: info.dns };
  }

  answers(name: string, type = 'A'): readonly string[] {
    return dig(this.server, name, type);
  }

  /** Owners of a record that its ownership TXT names. */
  owners(name: string, type = 'a'): readonly string[] {
    return this.answers(`${type}-${name}`, 'TXT').flatMap(text => /external-dns\/owner=([^,"]+)/.exec(text)?.[1] ?? []);
  }

  /** Changes the zone with the key of a site. @throws when the server refuses */
  update(site: Site, ...commands: readonly string[]): void {
    const { algorithm, name, secret } = site.tsig;
    const input = [`server ${this.info.dns}`, `zone ${this.info.zone}`, ...commands, 'send', ''].join('\n');
    lab.inside(['nsupdate', '-y', `${algorithm}:${name}:${secret}`], { input });
  }

  /** Removes every record of these tests. */
  clear(site: Site): void {
    const { algorithm, name, secret } = site.tsig;
    const zone = lab.inside([
      'dig',
      `@${this.info.dns}`,
      '-y',
      `${algorithm}:${name}:${secret}`,
      '+noall',
      '+answer',
      this.info.zone,
      'AXFR',
    ]);
    const names = new Set(zone.split('\n').flatMap(line => /^\S+/.exec(line)?.[0] ?? []));
    const ours = [...names].filter(found => found.includes(namespace));
    if (ours.length > 0) this.update(site, ...ours.map(found => `update delete ${found}`));
  }
}
