import type { Cluster } from '../domain/cluster';
import type { DnsProviderConfig } from '../domain/dns';
import type { Fleet } from '../domain/fleet';

/**
 * The owner id of an ExternalDNS instance. Each cluster's own names have an owner of their own; shared names have one
 * for all clusters, so that any living one may change them.
 */
export const ownerId = (fleet: string, cluster: string, scope: 'local' | 'global'): string =>
  scope === 'local' ? `${fleet}-${cluster}` : `${fleet}-global`;

/** Arguments and environment of one instance. */
export function planExternalDns(fleet: Fleet, cluster: Cluster, scope: 'local' | 'global'): Pick<DnsProviderConfig, 'args' | 'env'> {
  const { zone, provider, interval } = fleet.dns;
  const config = provider.bind({ cluster, zone, scope });
  const args = [
    ...(scope === 'local' ? ['--source=service', '--service-type-filter=ClusterIP', '--service-type-filter=LoadBalancer'] : []),
    '--source=crd',
    `--provider=${config.provider}`,
    ...config.args,
    `--domain-filter=${zone}`,
    '--managed-record-types=A',
    '--managed-record-types=AAAA',
    '--managed-record-types=CNAME',
    '--registry=txt',
    `--txt-owner-id=${ownerId(fleet.name, cluster.name, scope)}`,
    // A shared name is never removed: a cluster that lacks it for a moment would take it from all.
    `--policy=${scope === 'local' ? 'sync' : 'upsert-only'}`,
    `--interval=${interval.toSeconds()}s`,
    '--events', // do not wait for the interval
    ...(scope === 'local' ? ['--listen-endpoint-events'] : []),
  ];
  return { args, env: config.env };
}
