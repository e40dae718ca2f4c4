import type { Cluster } from '../../domain/cluster';
import type { DnsProviderConfig, DnsScope } from '../../domain/dns';
import type { Fleet } from '../../domain/fleet';

/**
 * The instances of ExternalDNS that a cluster needs: one for its own names, and, where it writes what clusters share, one for
 * that and one for answers that the server computes.
 */
export function scopesOf({ dns }: Fleet, cluster: Cluster): readonly DnsScope[] {
  const { answers, parts } = dns.provider.capabilities;
  if (dns.writers && !dns.writers.some(({ name }) => name === cluster.name)) return ['local'];
  // Where an answer is what all have written together, a shared one has exactly one writer, or there is none.
  const whole = parts === 'none' || dns.writers?.length === 1;
  return ['local', ...(whole ? (['global'] as const) : []), ...(answers.length > 0 ? (['computed'] as const) : [])];
}

/**
 * The owner id of an ExternalDNS instance. Each cluster's own names have an owner of their own; shared names have one
 * for all clusters, so that any living one may change them. Computed answers have none: no registry keeps owners of them.
 */
export const ownerId = (fleet: string, cluster: string, scope: 'local' | 'global'): string =>
  scope === 'local' ? `${fleet}-${cluster}` : `${fleet}-global`;

/** Types of records that an instance writes, as far as its provider keeps them. */
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
  // The registry of ownership records cannot read the name of a record back from them, and would never change it.
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
    // A shared name is never removed: a cluster that lacks it for a moment would take it from all.
    `--policy=${scope === 'local' ? 'sync' : 'upsert-only'}`,
    `--interval=${interval.toSeconds()}s`,
    '--events', // do not wait for the interval
    ...(scope === 'local' ? ['--listen-endpoint-events'] : []),
  ];
  return { args, env: config.env, ...(config.secret ? { secret: config.secret } : {}) };
}
