import type { Cluster } from '../../domain/cluster';
import type { Dns, DnsProviderConfig, DnsScope } from '../../domain/dns';
import { Finding } from '../../domain/finding';
import type { Fleet } from '../../domain/fleet';
import type { NetworkConfig } from '../../domain/network';
import { reasonOf } from '../../domain/reason';
import { environmentVariable } from './environment-shape';
import { cidr } from './fleet-shape';
import { inputError } from './input-rules';
import { type Check, commandLine, list, oneOf, optional, type Shape, text } from './shape';
import { objectOf } from './typed-shape';

export const networkConfig: Shape<NetworkConfig> = objectOf<NetworkConfig>()({ cidrs: list(cidr, 1) }, 'ignored');

/** A Secret with the credentials of a provider. */
export const credentials: Shape<NonNullable<DnsProviderConfig['secret']>> = objectOf<NonNullable<DnsProviderConfig['secret']>>()({
  name: text('the name of a Secret'),
  keys: list(text('a key of the Secret')),
  folder: optional(text('an absolute path', /^\/[^\n]+$/)),
});

export const providerConfig: Shape<DnsProviderConfig> = objectOf<DnsProviderConfig>()(
  {
    provider: text('a provider of ExternalDNS'),
    args: commandLine,
    env: list(environmentVariable),
    secret: optional(credentials),
    registry: optional(oneOf('txt', 'noop')),
  },
  'ignored',
);

/**
 * What is wrong with the shape of the answers of the network and the DNS provider, for each cluster and instance. Each fault is reported
 * once.
 */
export function checkStrategyShape({ clusters, network, dns }: Fleet): readonly Finding[] {
  const scopes: readonly DnsScope[] = ['local', 'global', ...(dns.provider.capabilities.answers.length > 0 ? (['computed'] as const) : [])];
  const found = clusters.flatMap(cluster => [
    ...answer('fleet.network.bind()', networkConfig, () => network.bind(cluster)),
    ...scopes.flatMap(scope => checkProviderAnswer(dns, cluster, scope)),
  ]);
  return [...new Map(found.map(finding => [Finding.line(finding), finding])).values()];
}

/** What is wrong with the shape of the DNS provider's answer for one instance of ExternalDNS. */
export const checkProviderAnswer = ({ provider, zone }: Dns, cluster: Cluster, scope: DnsScope): readonly Finding[] =>
  answer('fleet.dns.provider.bind()', providerConfig, () => provider.bind({ cluster, zone, scope }));

function answer(at: string, shape: Check, ask: () => unknown): readonly Finding[] {
  try {
    return shape(ask(), at);
  } catch (error) {
    const problem = `failed: ${reasonOf(error)}`;
    return [inputError('strategy', { at, problem, fix: 'return plain data of the declared type, and do not throw' })];
  }
}
