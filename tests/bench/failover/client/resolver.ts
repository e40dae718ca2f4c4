import { createSocket, type Socket } from 'node:dgram';
import { type DnsRecord, decodeAnswer, encodeQuestion } from './dns-message';

const answerMillis = 1000;

/**
 * A resolver that keeps every record set exactly for its TTL, as a site's own one does that many clients ask: it asks again
 * at the first question after that.
 */
export class Resolver {
  private readonly socket: Socket = createSocket('udp4');
  private readonly kept = new Map<string, { readonly records: readonly DnsRecord[]; readonly until: number }>();
  private readonly waiting = new Map<number, (message: Buffer) => void>();
  private next = 1;

  constructor(private readonly server: string) {
    this.socket.on('message', message => this.waiting.get(message.readUInt16BE(0))?.(message));
    this.socket.unref();
  }

  /** The addresses of a name, through its aliases; none where it has none. */
  async addresses(name: string, hops = 8): Promise<readonly string[]> {
    const records = this.known(name) ?? (await this.ask(name));
    const [alias] = records.filter(({ type }) => type === 'CNAME');
    if (alias && hops > 0) return this.addresses(alias.value, hops - 1);
    return records.filter(({ type }) => type === 'A').map(({ value }) => value);
  }

  private known(name: string): readonly DnsRecord[] | undefined {
    const entry = this.kept.get(name.toLowerCase());
    return entry && entry.until > Date.now() ? entry.records : undefined;
  }

  private async ask(name: string): Promise<readonly DnsRecord[]> {
    const now = Date.now();
    const { records } = decodeAnswer(await this.exchange(name));
    for (const owner of new Set(records.map(record => record.name))) {
      // What is still kept is not replaced by what comes along with another answer.
      if (owner !== name.toLowerCase() && this.known(owner)) continue;
      const own = records.filter(record => record.name === owner);
      this.kept.set(owner, { records: own, until: now + 1000 * Math.min(...own.map(({ ttlSeconds }) => ttlSeconds)) });
    }
    return records.filter(record => record.name === name.toLowerCase());
  }

  private exchange(name: string): Promise<Buffer> {
    const id = this.next;
    this.next = (this.next % 65_535) + 1;
    return new Promise((answered, failed) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        failed(new Error(`no answer for ${name}`));
      }, answerMillis);
      this.waiting.set(id, message => {
        clearTimeout(timer);
        this.waiting.delete(id);
        answered(message);
      });
      this.socket.send(encodeQuestion(id, name), 53, this.server);
    });
  }
}
