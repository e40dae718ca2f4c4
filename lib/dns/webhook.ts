import type { Duration } from 'cdk8s';
import { DnsCapabilities, type DnsProvider as Provider } from '../domain/dns';
import { someCapabilities } from '../plan/input/fleet-shape';
import { duration } from '../plan/input/quantity-shape';
import { method, optional, text } from '../plan/input/shape';
import { objectOf } from '../plan/input/typed-shape';
import { providerFrom } from './made-provider';

/** A provider outside ExternalDNS that implements ExternalDNS's webhook protocol. */
export interface WebhookProps {
  readonly name: string;
  /** The URL that the webhook listens at. @default 'http://localhost:8888', a container of the same pod */
  readonly url?: string;
  /**
   * What the provider can do, from its own documentation. `policies` need `route`, whose properties begin with `webhook/`.
   * @default - plain records
   */
  readonly capabilities?: Partial<DnsCapabilities>;
  /** The provider's own properties for a route and a health check. @default - none */
  readonly route?: NonNullable<Provider['route']>;
  /** The longest time until every server answers with what was written. */
  readonly propagation: Duration;
  /** How long resolvers cache the answer that a name does not exist, from the zone's SOA record. @default 1 h */
  readonly negativeTtl?: Duration;
}

const shape = objectOf<WebhookProps>()({
  name: text('a name'),
  url: optional(text("a URL such as 'http://localhost:8888'", /^https?:\/\/\S+$/)),
  capabilities: optional(someCapabilities),
  route: optional(method),
  propagation: duration(0, 86_400),
  negativeTtl: optional(duration(0, 86_400)),
});

/** A provider behind a webhook. ExternalDNS passes set identifiers to it, and properties that begin with `webhook/`. */
export const webhook = (props: WebhookProps): Provider => providerFrom(props, shape, made);

const made = ({ name, url = 'http://localhost:8888', capabilities = {}, route, propagation, negativeTtl }: WebhookProps): Provider => ({
  name,
  capabilities: DnsCapabilities.of(capabilities),
  propagation,
  ...(negativeTtl ? { negativeTtl } : {}),
  bind: () => ({ provider: 'webhook', args: [`--webhook-provider-url=${url}`], env: [] }),
  ...(route ? { route } : {}),
});
