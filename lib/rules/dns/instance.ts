import { managedTypes } from '../../manifests/dns/dns-publishers';
import { type DnsInstance, dnsInstance, dnsScopeLabel, plainName } from '../../manifests/dns/external-dns';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import type { FleetDocument } from '../../plan/document/fleet-document';
import { type ManifestFound, unitRule } from '../rule';
import { absent, anyOf, fieldOf } from '../subject';

const scopeNames = ['local', 'global', 'computed'] as const;
type Scope = (typeof scopeNames)[number];

/** In each cluster one instance of ExternalDNS publishes its own names; in those that write what clusters share, further ones do that. */
export const dnsInstances = unitRule(
  {
    name: 'dns/instance',
    severity: 'error',
    demands:
      "The instances of ExternalDNS for the fleet's zone publish what is marked for them, local, shared or computed, from each source and of each type that the plan has; shared and computed records are never removed, and only clusters that write them have an instance for them.",
    why: 'An instance that sees the records of the other one as well takes them for its own; one that does not see a source or a type publishes nothing of it; a cluster that removes a shared record takes it from all; and one that is no writer, and could write, could take the name back when it is cut off.',
    source:
      'ExternalDNS documentation, flags: --source, --label-filter, --service-type-filter, --managed-record-types, --domain-filter, --policy.',
  },
  unit => {
    const { plan } = unit;
    if (!plan || plan.systems.length === 0) return [];
    const instances = unit.clusters.flatMap(applied =>
      objectsOf(applied, 'Deployment').flatMap(object => {
        const instance = dnsInstance(object);
        return instance ? [{ instance, cluster: applied.cluster, scope: scopeOf(instance) }] : [];
      }),
    );
    // Hardly any unit has one, and who writes what is read from all systems.
    if (instances.length === 0) return [];
    const writers = writersOf(plan);
    const found = instances.flatMap(({ instance, cluster, scope }): readonly ManifestFound[] => {
      const { object, container } = instance;
      const path = [...container.path, 'args'];
      const problems = wrong(instance, scope, plan).map(([problem, fix]) => ({ object, path, problem, fix }));
      if (scope === undefined || !writers.isNone(scope, cluster)) return problems;
      const problem = `names with ${dnsScopeLabel}=${scope} are written by ${[...writers.of[scope]].join(', ')}, and ${cluster} is not among them`;
      return [...problems, { object, path, problem, fix: 'take the instance out, and its credentials' }];
    });
    // One that is bought, or runs elsewhere, is in no cluster of the output: then nothing can be said.
    if (!instances.some(({ scope }) => scope !== undefined)) return found;
    const missing = scopeNames.flatMap(scope => {
      const there = new Set(instances.filter(each => each.scope === scope).map(({ cluster }) => cluster));
      return [...writers.of[scope]]
        .filter(cluster => !there.has(cluster))
        .map(cluster => ({
          at: `${unit.name}/${cluster}`,
          ...evidence(unit.name, cluster, instances.find(each => each.cluster === cluster && each.scope === undefined)?.instance),
          problem: `${cluster} is to publish names with ${dnsScopeLabel}=${scope}, and it has no ExternalDNS for them: ${cluster} has none`,
          fix: `add one with --label-filter=${dnsScopeLabel}=${scope}`,
        }));
    });
    return [...found, ...missing];
  },
);

/** Which clusters publish what. */
interface Writers {
  readonly of: Readonly<Record<Scope, ReadonlySet<string>>>;
  /** Whether a cluster is left out on purpose. */
  isNone(scope: Scope, cluster: string): boolean;
}

/** As the records of the plan have it. */
function writersOf({ systems }: FleetDocument): Writers {
  const clustersOf = (scope: Scope): ReadonlySet<string> =>
    new Set(systems.flatMap(({ records }) => records.filter(record => record.scope === scope).flatMap(({ clusters }) => clusters)));
  const of = {
    local: new Set(systems.flatMap(({ seats }) => seats.map(({ cluster }) => cluster))),
    global: clustersOf('global'),
    computed: clustersOf('computed'),
  };
  // Others are left out on purpose where a cluster of a system does not write the name that the system's clusters share.
  const isNone = (scope: Scope, cluster: string): boolean =>
    scope !== 'local' &&
    !of[scope].has(cluster) &&
    systems.some(({ seats, records }) => seats.some(seat => seat.cluster === cluster) && records.some(record => record.scope === scope));
  return { of, isNone };
}

/** What an instance is for; undefined where its filter does not say. */
function scopeOf({ flags }: DnsInstance): Scope | undefined {
  const filter = (flags.get('label-filter') ?? []).flatMap(each => each.split(',')).find(each => each.trim().startsWith(dnsScopeLabel));
  const value = filter === undefined ? undefined : /^\s*[^=!]+={1,2}\s*(\w+)\s*$/.exec(filter)?.[1];
  return scopeNames.find(scope => scope === value);
}

function wrong(
  { flags }: DnsInstance,
  scope: Scope | undefined,
  plan: FleetDocument,
): readonly (readonly [problem: string, fix: string])[] {
  const zone = plainName(plan.fleet.zone);
  const domains = flags.get('domain-filter') ?? [];
  const serves = domains.length === 0 || domains.some(domain => zone === plainName(domain) || zone.endsWith(`.${plainName(domain)}`));
  if (scope === undefined) {
    if (!serves) return [];
    const filters = flags.get('label-filter') ?? [];
    const said = filters.length > 0 ? `its --label-filter is ${filters.join(',')}` : 'it has no --label-filter';
    return [
      [
        `${said}, so it takes what is marked for the local and for the global instance for its own`,
        `filter by ${dnsScopeLabel}=local, ${dnsScopeLabel}=global or ${dnsScopeLabel}=computed`,
      ],
    ];
  }
  const found: (readonly [string, string])[] = [];
  if (!serves) found.push([`its --domain-filter is ${domains.join(', ')}, and the names of the fleet are in ${zone}`, `filter by ${zone}`]);
  const sources = flags.get('source') ?? [];
  for (const source of scope === 'local' ? ['service', 'crd'] : ['crd'])
    if (!sources.includes(source))
      found.push([
        `it has no --source=${source}, so it does not see ${source === 'crd' ? 'DNSEndpoints' : 'Services'}`,
        `add --source=${source}`,
      ]);
  const exposures = new Set(plan.systems.map(({ access }) => access.exposure));
  const services = flags.get('service-type-filter') ?? [];
  if (scope === 'local' && services.length > 0)
    for (const type of ['ClusterIP', ...(exposures.has('load-balancer') ? ['LoadBalancer'] : [])])
      if (!services.includes(type)) found.push([`its --service-type-filter leaves out ${type}`, `add --service-type-filter=${type}`]);
  const types = managedTypes(flags);
  const needed = new Set(
    plan.systems.flatMap(({ records }) => records.filter(record => record.scope === scope).map(({ type }) => type as string)),
  );
  if (scope === 'local') needed.add('A');
  for (const type of needed)
    if (!types.has(type))
      found.push([`its --managed-record-types leave out ${type}, of which the plan has records`, `add --managed-record-types=${type}`]);
  const policy = flags.get('policy')?.at(-1) ?? 'sync';
  if (scope !== 'local' && policy !== 'upsert-only')
    found.push([
      `its policy is ${policy}: ${policy === 'sync' ? 'a cluster that lacks a shared record for a moment takes it from all' : 'a shared record is never changed, so no failover moves it'}`,
      'use --policy=upsert-only',
    ]);
  return found;
}

/** An instance that is not there; one that takes everything for its own may have been meant. */
function evidence(unit: string, cluster: string, other: DnsInstance | undefined): Pick<ManifestFound, 'about' | 'reads'> {
  const place = { unit, cluster };
  return {
    about: [other ? fieldOf(other.object, ...other.container.path, 'args') : absent(place, 'Deployment')],
    reads: [absent(place, 'Deployment'), anyOf(place, 'Deployment', 'spec', 'template', 'spec', 'containers')],
  };
}
