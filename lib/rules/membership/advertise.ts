import { memoized } from '../../manifests/objects/memoized';
import { defaultSettings } from '../../manifests/pods/default-settings';
import { replicasOf } from '../../manifests/pods/listed-peers';
import { type MemberPool, type PlannedPool, runs, settingOf, settingsOf } from '../../manifests/pods/member-pool';
import { isLoopback, peerEntries } from '../../manifests/pods/peer-list';
import type { Setting } from '../../manifests/pods/settings';
import { groupRule } from '../member-rule';
import type { ObjectFound } from '../rule';
import { untold } from '../untold';

const advertises = memoized(key => /(^|-)(advertise|adv-addr)(-|$)/.test(key));

/** Settings with addresses of etcd, and who uses each address. */
const etcdUrls = [
  ['initial-advertise-peer-urls', 'peers'],
  ['advertise-client-urls', 'clients'],
] as const;

/** A member advertises the address by which its peers and clients know it. */
export const advertisedAddress = groupRule(
  {
    name: 'membership/advertise',
    severity: 'error',
    demands:
      "The address that a member advertises is its pod's name in the domain of its cluster, at the right port, in the scheme of the peer list.",
    why: 'Peers connect to the address that a member advertises. etcd refuses to start if its own entry in the peer list has another address.',
    source: 'etcd documentation, "Clustering Guide"; server/config/config.go, advertiseMatchesCluster.',
  },
  ({ pools }) => {
    const advertised = new Map(pools.map(pool => [pool, addresses(pool)]));
    const usual = defaultSettings(pools, pool => advertised.get(pool) ?? []);
    return pools.flatMap(pool => {
      const { plan, object, member } = pool;
      if (!plan) return alone(pool, advertised.get(pool) ?? []).map(found => ({ object, ...found }));
      const own = advertised.get(pool) ?? [];
      const etcd = runs(pool, 'etcd');
      const needed = etcd ? etcdUrls.map(([key]) => [key, `--${key}`] as const) : [...usual];
      const missing = needed
        .filter(([key]) => !own.some(setting => setting.key === key))
        .map(([, name]) => ({
          path: member.path,
          ...untold(pool, name),
          problem: `${name} is missing, so the member does not advertise the address that its peers know`,
          fix: `set it to $(POD_NAME).${plan.seat.domain}`,
        }));
      return [...missing, ...own.flatMap(setting => wrongAddress(setting, pool, plan, etcd))].map(found => ({ object, ...found }));
    });
  },
);

/** Without a plan: an address that no other pod reaches, or that all members of a template share. */
const alone = (pool: MemberPool, own: readonly Setting[]): readonly ObjectFound[] =>
  own.flatMap(({ name, key, value, path }): readonly ObjectFound[] => {
    const entries = peerEntries(value);
    const [first] = entries;
    const fix = "set it to the pod's own name in its Service: $(POD_NAME).<service>";
    if (first && entries.every(({ host }) => isLoopback(host) || isAnyAddress(host)))
      return [{ path, problem: `${name} advertises ${first.host}, which leads every peer to itself`, fix }];
    const shared = key === 'initial-advertise-peer-urls' && (replicasOf(pool) ?? 1) > 1 && first && !value.includes('$');
    return shared ? [{ path, problem: `${name} advertises ${first.host}, the same for all ${replicasOf(pool)} members`, fix }] : [];
  });

/** The advertised addresses in the pod template. */
const addresses = (pool: MemberPool): readonly Setting[] =>
  settingsOf(pool).filter(({ key, object }) => object === pool.object && advertises(key));

function wrongAddress(setting: Setting, pool: MemberPool, { seat, group, system }: PlannedPool, etcd: boolean): readonly ObjectFound[] {
  const { name, key, value, path } = setting;
  const serves = etcdUrls.find(([each]) => each === key)?.[1];
  const ports = system.engine.ports.filter(port => serves === undefined || port.serves.includes(serves)).map(({ port }) => port);
  const entries = peerEntries(value);
  const suffix = `.${seat.domain}`;
  const only =
    seat.declared === 1 && !value.includes('$(') ? group.members.find(({ cluster }) => cluster === seat.cluster)?.host : undefined;
  const outside = entries.filter(({ host }) => {
    if (host === only || (host.endsWith(suffix) && /^\$\([^()]+\)$/.test(host.slice(0, -suffix.length)))) return false;
    // Some engines advertise the pod's IP address, which is not a name.
    return etcd || /\.[a-z-]+$/i.test(host);
  });
  const elsewhere = entries.filter(({ port }) => port !== undefined && !ports.includes(port));
  const scheme = key === 'initial-advertise-peer-urls' ? schemeOfPeers(pool, suffix) : undefined;
  const otherScheme = entries.find(entry => scheme !== undefined && entry.scheme !== scheme);
  const fix = `set it to $(POD_NAME)${suffix}`;
  const found: ObjectFound[] = [];
  if (entries.length === 0 && ((etcd && serves) || value.includes(suffix)))
    found.push({ path, problem: `${name} has no address: '${value}'`, fix });
  if (outside.length > 0) {
    const hosts = outside.map(({ host }) => host).join(', ');
    found.push({ path, problem: `${name} advertises ${hosts}, and the members of this cluster are in ${seat.domain}`, fix });
  }
  if (elsewhere.length > 0) {
    const listens = `${serves ?? 'members'} ${serves ? 'connect to' : 'listen on'} port ${ports.join(', ')}`;
    found.push({
      path,
      problem: `${name} advertises port ${elsewhere.map(({ port }) => port).join(', ')}, and ${listens}`,
      fix: 'use that port',
    });
  }
  if (otherScheme) {
    const used = otherScheme.scheme ?? 'no scheme';
    found.push({ path, problem: `${name} advertises ${used}, and the list of peers has ${scheme}`, fix: `use ${scheme} in both` });
  }
  return found;
}

/** The scheme of the first peer in this cluster, else of the first one. Another rule reports a list whose schemes are not those of the plan. */
function schemeOfPeers(pool: MemberPool, suffix: string): string | undefined {
  const list = settingOf(pool, 'initial-cluster')?.value ?? '';
  const at = Math.max(list.indexOf(`${suffix}:`), 0);
  const [start, end] = [list.lastIndexOf(',', at) + 1, list.indexOf(',', at)];
  return peerEntries(list.slice(at === 0 ? 0 : start, end === -1 ? undefined : end))[0]?.scheme;
}

/** Whether a host is the wildcard address, at which a process can listen but which no peer can reach. */
const isAnyAddress = (host: string): boolean => host === '0.0.0.0' || host === '[::]';
