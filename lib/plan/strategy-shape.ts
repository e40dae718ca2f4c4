import type { DnsProviderConfig } from '../domain/dns';
import type { Finding } from '../domain/finding';
import type { Fleet } from '../domain/fleet';
import type { NetworkConfig } from '../domain/network';
import { reasonOf } from '../domain/reason';
import { environmentVariable } from './environment-shape';
import { cidr } from './fleet-shape';
import { inputError } from './input-rules';
import { type Check, list, oneOf, optional, type Shape, text, words } from './shape';
import { objectOf } from './typed-shape';

export const networkConfig: Shape<NetworkConfig> = objectOf<NetworkConfig>()({ cidrs: list(cidr, 1) }, 'ignored');

/** A Secret with the credentials of a provider. */
export const credentials: Shape<NonNullable<DnsProviderConfig['secret']>> = objectOf<NonNullable<DnsProviderConfig['secret']>>()({
  name: text('the name of a Secret'),
  keys: words,
  folder: optional(text('an absolute path', /^\/[^\n]+$/)),
});

export const providerConfig: Shape<DnsProviderConfig> = objectOf<DnsProviderConfig>()(
  {
    provider: text('a provider of ExternalDNS'),
    args: words,
    env: list(environmentVariable),
    secret: optional(credentials),
    registry: optional(oneOf('txt', 'noop')),
  },
  'ignored',
);

/** What is wrong with the form of what the network and the DNS provider decided, for each cluster. */
export const checkStrategyShape = ({ clusters, network, dns }: Fleet): readonly Finding[] =>
  clusters.flatMap(cluster => [
    ...answer('fleet.network.bind()', networkConfig, () => network.bind(cluster)),
    ...answer('fleet.dns.provider.bind()', providerConfig, () => dns.provider.bind({ cluster, zone: dns.zone, scope: 'local' })),
  ]);

function answer(at: string, shape: Check, ask: () => unknown): readonly Finding[] {
  try {
    return shape(ask(), at);
  } catch (error) {
    const problem = `failed: ${reasonOf(error)}`;
    return [inputError('strategy', { at, problem, fix: 'let it return plain data of the form that its type says' })];
  }
}
