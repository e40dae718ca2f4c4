import type { Cluster } from '../../domain/cluster';
import { isIP } from '../../domain/ip-family';
import type { FleetPlan, SeatPlan, SystemPlan } from '../model/system-plan';
import { hasOwnKey, updateKey } from './update-key';

/** A file of the output that belongs to no cluster. */
export interface NameFile {
  /** Below the output folder, with '/'. */
  readonly path: string;
  readonly text: string;
}

/** The folder of what DNS servers are told; no cluster may have its name. */
export const namesFolder = 'names';

/** What one key may write, in the words of BIND's `update-policy`. */
interface Grant {
  readonly key: string;
  /** `subdomain`: the name and everything below. `name`: the name alone. */
  readonly match: 'subdomain' | 'name';
  /** Without a trailing dot. */
  readonly name: string;
  readonly types: readonly string[];
}

/** What one cluster may write. */
interface ClusterGrants {
  readonly cluster: string;
  readonly own: readonly Grant[];
  /** Names that clusters share, where it writes them. */
  readonly shared: readonly Grant[];
}

/**
 * Who may write which name, for BIND 9 where ExternalDNS writes by dynamic updates: each cluster's key its own names, and the names
 * that clusters share where it is a writer of these.
 *
 * One file for every day, and one for each writer that must be kept from the shared names because it may hold on to an old answer;
 * its own names it keeps, since its members go on under them.
 */
export function planUpdatePolicies(plan: FleetPlan): readonly NameFile[] {
  const { zone } = plan.fleet.dns;
  const seats = seatsByCluster(plan);
  const all = plan.clusters.map(cluster => grantsOf(cluster, seats.get(cluster.name) ?? [], plan));
  const known = all.flatMap(found => found ?? []);
  if (known.length === 0) return [];
  const path = (variant: string): string => `${namesFolder}/${zone}${variant}.update-policy`;
  // Names can be taken from a cluster that writes some, with a key that is its own.
  const fenceable = known
    .filter(({ cluster, shared }) => shared.length > 0 && hasOwnKey(cluster, plan.fleet))
    .map(({ cluster }) => cluster);
  const apart = fenceable.length <= mostFiles ? fenceable : [];
  const parts = known.map(textsOf);
  return [
    { path: path(''), text: policyText(zone, parts, fenceable.length > apart.length ? 'too-many' : 'each') },
    ...apart.map(cluster => ({ path: path(`.without-${cluster}`), text: policyText(zone, parts, { cluster }) })),
  ];
}

/** Each file holds all names, so that one for each of many writers would outgrow everything else that is written. */
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
  const families = familiesOf(plan.fleet.network.bind(cluster).cidrs);
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
 * A system's names in its own cluster all lie below one domain: members, clients, and what says whose they are. A new member needs no
 * new grant; only the domain's own ownership records lie beside it.
 */
function ownGrants(key: string, { domain, clientHost }: SeatPlan, { system }: SystemPlan, families: readonly string[]): readonly Grant[] {
  // The address of a load balancer is known when it is there, and may be a name.
  const balanced = clientHost !== undefined && 'exposure' in system.access && system.access.exposure.kind === 'load-balancer';
  const types = balanced ? ['A', 'AAAA', 'CNAME'] : families;
  return [{ key, match: 'subdomain', name: domain, types: [...types, 'TXT'] }, ...ownership(key, domain, families)];
}

/** A name that clusters share, with every type that it has now or after another cluster has been made active. */
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

/** ExternalDNS's own records about a record: `a-`, `aaaa-` or `cname-` before its first label (registry/txt). */
const ownership = (key: string, name: string, types: readonly string[]): readonly Grant[] =>
  types.map(type => ({ key, match: 'name', name: `${type.toLowerCase()}-${name}`, types: ['TXT'] }));

/** One cluster's grants, as they are in every file that has them. */
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

/** `without`: the cluster that is kept from shared names; else whether there is such a file for each, or there are too many. */
function policyText(zone: string, all: readonly GrantTexts[], without: { readonly cluster: string } | 'each' | 'too-many'): string {
  const shutOut = typeof without === 'string' ? undefined : without.cluster;
  const blocks = all.map(({ cluster, own, shared }) => {
    if (cluster === shutOut) return `\t// ${cluster}: kept from the names that clusters share\n${own}`;
    return `\t// ${cluster}\n${own}${shared === '' ? '' : `\t// ${cluster}, names that clusters share\n${shared}`}`;
  });
  const heading = [
    `// Who may write which name of ${zone}, for BIND 9: include this file inside of the zone's statement, in place of an update-policy.`,
    ...(shutOut === undefined
      ? [
          '// An update with one name that is refused is refused as a whole. So put a new one in place before names that come are synchronized,',
          '// and only after names that go are gone from the zone: until then, keep their lines beside the new ones.',
        ]
      : [
          `// In place of the other one, it keeps ${shutOut} from taking a name back that has been moved away from it. Then: rndc reconfig`,
        ]),
    ...(without === 'too-many'
      ? ["// To keep a cluster from taking a name back: take its lines below 'names that clusters share' out. Then: rndc reconfig"]
      : []),
  ];
  return `${heading.join('\n')}\nupdate-policy {\n${blocks.join('')}};\n`;
}

const grantText = ({ key, match, name, types }: Grant): string => `\tgrant ${JSON.stringify(key)} ${match} ${name}. ${types.join(' ')};\n`;
