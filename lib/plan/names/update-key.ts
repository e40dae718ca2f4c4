import type { Cluster } from '../../domain/cluster';
import type { DnsScope } from '../../domain/dns';
import type { Fleet } from '../../domain/fleet';

const option = '--rfc2136-tsig-keyname=';

/** Name of the TSIG key with which a cluster's instance of ExternalDNS signs its updates; undefined where it uses no dynamic updates. */
export function updateKey(cluster: Cluster, scope: DnsScope, { dns }: Fleet): string | undefined {
  const { args } = dns.provider.bind({ cluster, zone: dns.zone, scope });
  return args.find(arg => arg.startsWith(option))?.slice(option.length);
}

/** The clusters of each fleet that have their own key for shared names. Cached, since the plan of every system needs it. */
const ownKeys = new WeakMap<Fleet, ReadonlySet<string>>();

/** Whether no other cluster uses this cluster's key for shared names, so that the key can be revoked for this cluster alone. */
export function hasOwnKey(cluster: string, fleet: Fleet): boolean {
  const known = ownKeys.get(fleet) ?? withOwnKey(fleet);
  ownKeys.set(fleet, known);
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
