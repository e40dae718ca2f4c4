import type { Cluster } from '../../domain/cluster';
import { isIP } from '../../domain/ip-family';
import type { FleetPlan, SeatPlan, SystemPlan } from '../model/system-plan';
import { hasOwnKey, updateKey } from './update-key';

/** An output file for a DNS server. It belongs to no cluster. */
export interface NameFile {
  /** Path below the output folder, with '/'. */
  readonly path: string;
  readonly text: string;
}

/** The folder of the files for DNS servers. No cluster may have this name. */
export const namesFolder = 'names';

/** A name that one key may write, in the terms of BIND's `update-policy`. */
interface Grant {
  readonly key: string;
  /** `subdomain`: the name and every name below it. `name`: the name alone. */
  readonly match: 'subdomain' | 'name';
  /** Without a trailing dot. */
  readonly name: string;
  readonly types: readonly string[];
}

/** The names that one cluster may write. */
interface ClusterGrants {
  readonly cluster: string;
  readonly own: readonly Grant[];
  /** Shared names, if the cluster is a writer of them. */
  readonly shared: readonly Grant[];
}

/**
 * The `update-policy` files for BIND 9, where ExternalDNS writes by dynamic updates: each cluster's key may write the cluster's own names,
 * and the shared names of which it is a writer.
 *
 * One file is for normal operation. For each writer there is one more, without that writer's grants for shared names: install it before a
 * promotion, so that the writer cannot write an old answer again. The writer keeps its own names, because its members still use them.
 */
export function planUpdatePolicies(plan: FleetPlan): readonly NameFile[] {
  const { zone } = plan.fleet.dns;
  const seats = seatsByCluster(plan);
  const all = plan.clusters.map(cluster => grantsOf(cluster, seats.get(cluster.name) ?? [], plan));
  const known = all.flatMap(found => found ?? []);
  if (known.length === 0) return [];
  const path = (variant: string): string => `${namesFolder}/${zone}${variant}.update-policy`;
  // Only a writer with its own key can lose its grants alone.
  const fenceable = known
    .filter(({ cluster, shared }) => shared.length > 0 && hasOwnKey(cluster, plan.fleet))
    .map(({ cluster }) => cluster);
  const fenced = fenceable.length <= mostFiles ? fenceable : [];
  const parts = known.map(textsOf);
  return [
    { path: path(''), text: policyText(zone, parts, fenceable.length > fenced.length ? 'too-many' : 'each') },
    ...fenced.map(cluster => ({ path: path(`.without-${cluster}`), text: policyText(zone, parts, { cluster }) })),
  ];
}

/** The most writers that get a file each. Each file holds all names, so files for more writers would outgrow the rest of the output. */
const mostFiles = 16;

/** A system's part in one cluster. */
interface SystemSeat {
  readonly system: SystemPlan;
  readonly seat: SeatPlan;
}

/** What each cluster has of the systems, in their order. */
function seatsByCluster({ systems }: FleetPlan): ReadonlyMap<string, readonly SystemSeat[]> {
  const all = new Map<string, SystemSeat[]>();
  for (const system of systems) {
    for (const seat of system.seats) {
      const known = all.get(seat.cluster.name);
      if (known) known.push({ system, seat });
      else all.set(seat.cluster.name, [{ system, seat }]);
    }
  }
  return all;
}

function grantsOf(cluster: Cluster, seats: readonly SystemSeat[], plan: FleetPlan): ClusterGrants | undefined {
  const own = updateKey(cluster, 'local', plan.fleet);
  if (own === undefined) return undefined;
  const shared = updateKey(cluster, 'global', plan.fleet) ?? own;
  // Members may still have addresses that the program no longer declares.
  const known = seats.flatMap(({ system }) => system.state.networks?.[cluster.name] ?? []);
  const families = familiesOf([
    ...plan.fleet.network.bind(cluster).cidrs,
    ...known.flatMap(({ podCidrs, memberCidrs = podCidrs }) => memberCidrs),
  ]);
  return {
    cluster: cluster.name,
    own: seats.flatMap(({ system, seat }) => ownGrants(own, seat, system, families)),
    shared: plan.systems.flatMap(system => sharedGrants(shared, cluster.name, system)),
  };
}

const familiesOf = (cidrs: readonly string[]): readonly string[] => {
  const found = new Set(cidrs.map(cidr => isIP(cidr.split('/')[0] ?? '')));
  return [...(found.has(4) ? ['A'] : []), ...(found.has(6) ? ['AAAA'] : [])];
};

/**
 * The grants for a system's names in one cluster. The names of members, the name for clients and most ownership records lie below one
 * domain, so a new member needs no new grant. Only the ownership records of the domain itself lie beside it.
 */
function ownGrants(key: string, { domain, clientHost }: SeatPlan, { system }: SystemPlan, families: readonly string[]): readonly Grant[] {
  // The address of a load balancer is known only once it exists, and may be a host name.
  const balanced = clientHost !== undefined && 'exposure' in system.access && system.access.exposure.kind === 'load-balancer';
  const types = balanced ? ['A', 'AAAA', 'CNAME'] : families;
  return [{ key, match: 'subdomain', name: domain, types: [...types, 'TXT'] }, ...ownership(key, domain, families)];
}

/** The grants for a system's shared names, with every record type that a name has now or after a change of the active cluster. */
function sharedGrants(key: string, cluster: string, { records, system: { access } }: SystemPlan): readonly Grant[] {
  const written = records.filter(record => record.scope === 'global' && record.clusters.includes(cluster));
  const names = [...new Set(written.map(({ name }) => name))];
  const moves = access.kind === 'dns';
  return names.flatMap(name => {
    const types = moves
      ? ['A', 'AAAA', 'CNAME']
      : [...new Set(written.filter(record => record.name === name).map(({ type }) => type))].sort();
    return [{ key, match: 'name', name, types } as const, ...ownership(key, name, types)];
  });
}

/** The grants for ExternalDNS's ownership records: `a-`, `aaaa-` or `cname-` before the first label (registry/txt). */
const ownership = (key: string, name: string, types: readonly string[]): readonly Grant[] =>
  types.map(type => ({ key, match: 'name', name: `${type.toLowerCase()}-${name}`, types: ['TXT'] }));

/** The text of one cluster's grants, which every file uses. */
interface GrantTexts {
  readonly cluster: string;
  readonly own: string;
  readonly shared: string;
}

const textsOf = ({ cluster, own, shared }: ClusterGrants): GrantTexts => ({
  cluster,
  own: own.map(grantText).join(''),
  shared: shared.map(grantText).join(''),
});

/** `without`: the cluster without grants for shared names; else whether each writer has such a file, or there are too many writers. */
function policyText(zone: string, all: readonly GrantTexts[], without: { readonly cluster: string } | 'each' | 'too-many'): string {
  const fenced = typeof without === 'string' ? undefined : without.cluster;
  const blocks = all.map(({ cluster, own, shared }) => {
    if (cluster === fenced) return `\t// ${cluster}: kept from the names that clusters share\n${own}`;
    return `\t// ${cluster}\n${own}${shared === '' ? '' : `\t// ${cluster}, names that clusters share\n${shared}`}`;
  });
  const heading = [
    `// Who may write which name of ${zone}, for BIND 9: include this file inside of the zone's statement, in place of an update-policy.`,
    ...(fenced === undefined
      ? [
          '// BIND refuses a whole update if it refuses one name in it. So install a new version of this file before Argo CD syncs new names.',
          '// Where names are removed, keep their old lines beside the new ones until the names are gone from the zone.',
        ]
      : [`// In place of the other file, it keeps ${fenced} from writing a name again after the name has moved. Then: rndc reconfig`]),
    ...(without === 'too-many'
      ? ["// To keep a cluster from writing a moved name again: remove its lines below 'names that clusters share'. Then: rndc reconfig"]
      : []),
  ];
  return `${heading.join('\n')}\nupdate-policy {\n${blocks.join('')}};\n`;
}

const grantText = ({ key, match, name, types }: Grant): string => `\tgrant ${JSON.stringify(key)} ${match} ${name}. ${types.join(' ')};\n`;
