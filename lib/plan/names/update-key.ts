import type { Cluster } from '../../domain/cluster';
import type { DnsScope } from '../../domain/dns';
import type { Fleet } from '../../domain/fleet';

const option = '--rfc2136-tsig-keyname=';

/** The key that a cluster's instance of ExternalDNS signs its updates with; undefined where it writes otherwise. */
export function updateKey(cluster: Cluster, scope: DnsScope, { dns }: Fleet): string | undefined {
  const { args } = dns.provider.bind({ cluster, zone: dns.zone, scope });
  return args.find(arg => arg.startsWith(option))?.slice(option.length);
}

/** The clusters of a fleet whose key for names that clusters share is theirs alone. Asked for each system. */
const alone = new WeakMap<Fleet, ReadonlySet<string>>();

/** Whether the key for names that clusters share is one cluster's alone, so that it can be taken from that one. */
export function hasOwnKey(cluster: string, fleet: Fleet): boolean {
  const known = alone.get(fleet) ?? withOwnKey(fleet);
  alone.set(fleet, known);
  return known.has(cluster);
}

function withOwnKey(fleet: Fleet): ReadonlySet<string> {
  const keys = fleet.clusters.map(cluster => ({
    name: cluster.name,
    shared: updateKey(cluster, 'global', fleet),
    own: updateKey(cluster, 'local', fleet),
  }));
  const users = new Map<string, Set<string>>();
  for (const { name, shared, own } of keys)
    for (const key of [shared, own]) if (key !== undefined) users.set(key, (users.get(key) ?? new Set()).add(name));
  return new Set(keys.filter(({ shared }) => shared === undefined || users.get(shared)?.size === 1).map(({ name }) => name));
}
