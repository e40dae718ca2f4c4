import type { Resolver } from './resolver';
import type { Reach } from './terms';

/**
 * The endpoint that a client is at. It leaves it when no connection comes about, or when its name no longer leads there, and
 * never goes back by itself.
 */
export class Endpoints {
  private known: readonly string[] = [];
  private asked = Number.NEGATIVE_INFINITY;
  private position = 0;

  constructor(
    private readonly reach: Reach,
    private readonly resolver: Resolver,
  ) {}

  /** `host:port` of now, and where that is. Undefined where there is none. */
  async current(): Promise<{ readonly endpoint: string; readonly address: string; readonly port: number } | undefined> {
    await this.look();
    const endpoint = this.known[this.position % Math.max(1, this.known.length)];
    if (endpoint === undefined) return undefined;
    const colon = endpoint.lastIndexOf(':');
    const host = endpoint.slice(0, colon);
    const [address] = /^[\d.]+$/.test(host) ? [host] : await this.resolver.addresses(host).catch(() => []);
    if (address === undefined) {
      this.leave(endpoint);
      return undefined;
    }
    return { endpoint, address, port: Number(endpoint.slice(colon + 1)) };
  }

  /** Goes on to the next endpoint, unless it has left this one already. */
  leave(endpoint: string): void {
    if (this.known[this.position % Math.max(1, this.known.length)] === endpoint) this.position += 1;
  }

  private async look(): Promise<void> {
    if (this.reach.kind === 'list') {
      this.known = this.reach.endpoints;
      return;
    }
    const { host, port, keepSeconds } = this.reach;
    const now = Date.now();
    if (now - this.asked < keepSeconds * 1000) return;
    const before = this.asked;
    this.asked = now; // the writes of the meantime use what is known
    const addresses = await this.resolver.addresses(host).catch(() => []);
    if (addresses.length === 0) {
      this.asked = before;
      return;
    }
    const at = this.known[this.position % Math.max(1, this.known.length)];
    this.known = addresses.map(address => `${address}:${port}`).sort();
    const still = at === undefined ? -1 : this.known.indexOf(at);
    this.position = still >= 0 ? still : Math.floor(Math.random() * this.known.length);
  }
}
