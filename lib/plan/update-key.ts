import type { Cluster } from '../domain/cluster';
import type { DnsScope } from '../domain/dns';
import type { Fleet } from '../domain/fleet';

const option = '--rfc2136-tsig-keyname=';

/** The key that a cluster's instance of ExternalDNS signs its updates with; undefined where it writes otherwise. */
export function updateKey(cluster: Cluster, scope: DnsScope, { dns }: Fleet): string | undefined {
  const { args } = dns.provider.bind({ cluster, zone: dns.zone, scope });
  return args.find(arg => arg.startsWith(option))?.slice(option.length);
}

/** Whether the key for names that clusters share is one cluster's alone, so that it can be taken from that one. */
export function hasOwnKey(cluster: string, fleet: Fleet): boolean {
  const one = fleet.clusters.find(({ name }) => name === cluster);
  const key = one && updateKey(one, 'global', fleet);
  const others = fleet.clusters.filter(({ name }) => name !== cluster);
  return key === undefined || !others.some(other => updateKey(other, 'global', fleet) === key || updateKey(other, 'local', fleet) === key);
}
