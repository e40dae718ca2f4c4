import type { Duration } from 'cdk8s';
import { DnsCapabilities, type DnsProviderConfig, type DnsProvider as Provider } from '../domain/dns';
import { environmentVariable } from '../plan/input/environment-shape';
import { duration } from '../plan/input/quantity-shape';
import { commandLine, list, oneOf, optional, text } from '../plan/input/shape';
import { credentials } from '../plan/input/strategy-shape';
import { objectOf } from '../plan/input/typed-shape';
import { providerFrom } from './made-provider';

/** A provider of ExternalDNS that keeps plain records: no routing policies, no checks. */
export interface PlainProps {
  /** Value of `--provider`, for example `ovh`. */
  readonly provider: string;
  /** Further arguments of ExternalDNS. Credentials do not belong here. @default none */
  readonly args?: readonly string[];
  /** @default none */
  readonly env?: DnsProviderConfig['env'];
  /** The Secret with the credentials that `env` reads, or that are mounted as files. @default - none */
  readonly secret?: NonNullable<DnsProviderConfig['secret']>;
  /** The longest time until every server answers with what was written, as the provider promises it. */
  readonly propagation: Duration;
  /** How long resolvers cache the answer that a name does not exist, from the zone's SOA record. @default 1 h */
  readonly negativeTtl?: Duration;
  /** Whether the top of the zone may be an alias of a name. @default 'addresses' */
  readonly apex?: 'alias' | 'addresses';
}

const shape = objectOf<PlainProps>()({
  provider: text("a provider of ExternalDNS, such as 'ovh'", /^\S+$/),
  args: optional(commandLine),
  env: optional(list(environmentVariable)),
  secret: optional(credentials),
  propagation: duration(0, 86_400),
  negativeTtl: optional(duration(0, 86_400)),
  apex: optional(oneOf('alias', 'addresses')),
});

/** Any provider of ExternalDNS without routing policies. */
export const plain = (props: PlainProps): Provider => providerFrom(props, shape, made);

const made = ({ provider, args = [], env = [], secret, propagation, negativeTtl, apex = 'addresses' }: PlainProps): Provider => ({
  name: provider,
  capabilities: DnsCapabilities.of({ apex }),
  propagation,
  ...(negativeTtl ? { negativeTtl } : {}),
  bind: () => ({ provider, args, env, ...(secret ? { secret } : {}) }),
});
