import type { Resolver } from './resolver';
import type { Reach } from './terms';

/** A place to connect to. */
export interface Endpoint {
  /** `host:port`, as it is known to the client. */
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

/**
 * Where a client connects. Of a name it takes one address, and leaves it when no connection comes about, or when the name no longer
 * leads there. A list it tries in its order, from the head with every connection.
 */
export class Endpoints {
  private known: readonly string[] = [];
  private asked = Number.NEGATIVE_INFINITY;
  private position = 0;

  constructor(
    private readonly reach: Reach,
    private readonly resolver: Resolver,
  ) {}

  /** What the next connection tries, one after the other; found out only when its turn comes. */
  async *next(): AsyncGenerator<Endpoint> {
    const { reach } = this;
    if (reach.kind === 'name') await this.look(reach);
    for (const name of reach.kind === 'list' ? reach.endpoints : this.current()) {
      const colon = name.lastIndexOf(':');
      const host = name.slice(0, colon);
      const [address] = /^[\d.]+$/.test(host) ? [host] : await this.resolver.addresses(host).catch(() => []);
      if (address !== undefined) yield { name, address, port: Number(name.slice(colon + 1)) };
    }
  }

  /** Goes on to the next address of the name, unless it has left this one already. */
  leave({ name }: Endpoint): void {
    if (this.current()[0] === name) this.position += 1;
  }

  private current(): readonly string[] {
    const at = this.known[this.position % Math.max(1, this.known.length)];
    return at === undefined ? [] : [at];
  }

  private async look({ host, port, keepSeconds, unanswered }: Extract<Reach, { kind: 'name' }>): Promise<void> {
    // Asked with every write, as by other clients: the resolver's answer is of any age when this client's own one is too old.
    const addresses = await this.resolver.addresses(host).catch(() => []);
    const now = Date.now();
    if (now - this.asked < keepSeconds * 1000) return;
    if (addresses.length === 0) {
      if (unanswered === 'dropped') this.known = [];
      return;
    }
    this.asked = this.known.length === 0 ? now - Math.random() * keepSeconds * 1000 : now;
    const [at] = this.current();
    this.known = addresses.map(address => `${address}:${port}`).sort();
    const still = at === undefined ? -1 : this.known.indexOf(at);
    this.position = still >= 0 ? still : Math.floor(Math.random() * this.known.length);
  }
}
