import type { Duration } from 'cdk8s';
import { DnsCapabilities, type DnsProviderConfig, type DnsProvider as Provider } from '../domain/dns';

/** A provider of ExternalDNS that keeps plain records: no routing policies, no checks. */
export interface PlainProps {
  /** Value of `--provider`, for example `ovh`. */
  readonly provider: string;
  /** Further arguments of ExternalDNS. Credentials do not belong here. @default none */
  readonly args?: readonly string[];
  /** @default none */
  readonly env?: DnsProviderConfig['env'];
  /** The Secret with the credentials that `env` takes from, or that are files. @default - none */
  readonly secret?: NonNullable<DnsProviderConfig['secret']>;
  /** Time until every server answers with what was written, at worst, as the provider promises it. */
  readonly propagation: Duration;
  /** How long resolvers keep that a name does not exist, from the zone's SOA record. @default 1 h */
  readonly negativeTtl?: Duration;
  /** Whether the top of the zone may be an alias of a name. @default 'addresses' */
  readonly apex?: 'alias' | 'addresses';
}

/** Any provider of ExternalDNS without routing policies. */
export const plain = ({ provider, args = [], env = [], secret, propagation, negativeTtl, apex = 'addresses' }: PlainProps): Provider => ({
  name: provider,
  capabilities: DnsCapabilities.of({ apex }),
  propagation,
  ...(negativeTtl ? { negativeTtl } : {}),
  bind: () => ({ provider, args, env, ...(secret ? { secret } : {}) }),
});
