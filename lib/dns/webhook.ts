import type { Duration } from 'cdk8s';
import { DnsCapabilities, type DnsProvider as Provider } from '../domain/dns';
import { someCapabilities } from '../plan/input/fleet-shape';
import { duration } from '../plan/input/quantity-shape';
import { method, optional, text } from '../plan/input/shape';
import { objectOf } from '../plan/input/typed-shape';
import { providerFrom } from './made-provider';

/** A provider outside of ExternalDNS, which speaks its webhook protocol. */
export interface WebhookProps {
  readonly name: string;
  /** Where it listens. @default 'http://localhost:8888', a container of the same pod */
  readonly url?: string;
  /**
   * What it can do: nobody can know but its authors. Policies need `route`, whose properties begin with `webhook/`.
   * @default - plain records
   */
  readonly capabilities?: Partial<DnsCapabilities>;
  /** Its words for a route and a health check. @default - none */
  readonly route?: NonNullable<Provider['route']>;
  /** Time until every server answers with what was written, at worst. */
  readonly propagation: Duration;
  /** How long resolvers keep that a name does not exist, from the zone's SOA record. @default 1 h */
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

/** What ExternalDNS hands on as it is: set identifiers, and properties that begin with `webhook/`. */
export const webhook = (props: WebhookProps): Provider => providerFrom(props, shape, made);

const made = ({ name, url = 'http://localhost:8888', capabilities = {}, route, propagation, negativeTtl }: WebhookProps): Provider => ({
  name,
  capabilities: DnsCapabilities.of(capabilities),
  propagation,
  ...(negativeTtl ? { negativeTtl } : {}),
  bind: () => ({ provider: 'webhook', args: [`--webhook-provider-url=${url}`], env: [] }),
  ...(route ? { route } : {}),
});
