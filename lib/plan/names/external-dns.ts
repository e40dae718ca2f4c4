import type { Cluster } from '../../domain/cluster';
import type { DnsProviderConfig, DnsScope } from '../../domain/dns';
import type { Fleet } from '../../domain/fleet';

/**
 * The instances of ExternalDNS that a cluster needs: one for its own names and, if it is a writer, one for shared names and one for answers
 * that the DNS server computes.
 */
export function scopesOf({ dns }: Fleet, cluster: Cluster): readonly DnsScope[] {
  const { answers, parts } = dns.provider.capabilities;
  if (dns.writers && !dns.writers.some(({ name }) => name === cluster.name)) return ['local'];
  // A server that merges what all clusters write can have shared names only with exactly one writer.
  const whole = parts === 'none' || dns.writers?.length === 1;
  return ['local', ...(whole ? (['global'] as const) : []), ...(answers.length > 0 ? (['computed'] as const) : [])];
}

/**
 * The owner id of an ExternalDNS instance. Each cluster's own names have their own owner. Shared names have one owner for all clusters, so
 * that any cluster that is alive can change them. Computed answers have none, because no registry stores owners for them.
 */
export const ownerId = (fleet: string, cluster: string, scope: 'local' | 'global'): string =>
  scope === 'local' ? `${fleet}-${cluster}` : `${fleet}-global`;

/** Types of records that each instance writes, if the provider supports them. */
const managed: Readonly<Record<DnsScope, readonly string[]>> = {
  local: ['A', 'AAAA', 'CNAME'],
  global: ['A', 'AAAA', 'CNAME'],
  computed: ['LUA'],
};

/** Arguments and environment of one instance. */
export function planExternalDns(fleet: Fleet, cluster: Cluster, scope: DnsScope): Pick<DnsProviderConfig, 'args' | 'env' | 'secret'> {
  const { zone, provider, interval } = fleet.dns;
  const config = provider.bind({ cluster, zone, scope });
  const { types } = provider.capabilities;
  // With the TXT registry, ExternalDNS could not read computed records back, and would never change them.
  const registry = scope === 'computed' ? 'noop' : (config.registry ?? 'txt');
  const args = [
    ...(scope === 'local' ? ['--source=service', '--service-type-filter=ClusterIP', '--service-type-filter=LoadBalancer'] : []),
    '--source=crd',
    `--provider=${config.provider}`,
    ...config.args,
    `--domain-filter=${zone}`,
    ...managed[scope].filter(type => types.includes(type)).map(type => `--managed-record-types=${type}`),
    `--registry=${registry}`,
    ...(scope === 'computed' ? [] : [`--txt-owner-id=${ownerId(fleet.name, cluster.name, scope)}`]),
    // A shared name is never removed: a cluster that lacks its object for a moment would delete the name for all clusters.
    `--policy=${scope === 'local' ? 'sync' : 'upsert-only'}`,
    `--interval=${interval.toSeconds()}s`,
    '--events', // do not wait for the interval
    ...(scope === 'local' ? ['--listen-endpoint-events'] : []),
  ];
  return { args, env: config.env, ...(config.secret ? { secret: config.secret } : {}) };
}
