import { objectsOf } from '../../manifests/cluster-objects';
import { type DnsInstance, dnsInstance, dnsScopeLabel, plainName } from '../../manifests/external-dns';
import type { FleetDocument } from '../../plan/fleet-document';
import { type ManifestFound, unitRule } from '../rule';

/** In each cluster one instance of ExternalDNS publishes its own names, and one what clusters share. */
export const dnsInstances = unitRule(
  {
    name: 'dns/instance',
    severity: 'error',
    demands:
      "The instances of ExternalDNS for the fleet's zone publish what is marked for them, local or shared, from each source and of each type that the plan has; shared records are never removed.",
    why: 'An instance that sees the records of the other one as well takes them for its own; one that does not see a source or a type publishes nothing of it; and a cluster that removes a shared record takes it from all.',
    source:
      'ExternalDNS documentation, flags: --source, --label-filter, --service-type-filter, --managed-record-types, --domain-filter, --policy.',
  },
  unit => {
    const { plan } = unit;
    if (!plan || plan.systems.length === 0) return [];
    const scopes = new Map<string, Set<string>>();
    const found = unit.clusters.flatMap(applied =>
      objectsOf(applied, 'Deployment').flatMap((object): readonly ManifestFound[] => {
        const instance = dnsInstance(object);
        if (!instance) return [];
        const { cluster } = applied;
        const scope = scopeOf(instance);
        if (scope === 'local' || scope === 'global') {
          const clusters = scopes.get(scope);
          if (clusters) clusters.add(cluster);
          else scopes.set(scope, new Set([cluster]));
        }
        return wrong(instance, scope, plan).map(([problem, fix]) => ({ object, path: [...instance.container.path, 'args'], problem, fix }));
      }),
    );
    // One that is bought, or runs elsewhere, is in no cluster of the output: then nothing can be said.
    if (scopes.size === 0) return found;
    const used = new Set(plan.systems.flatMap(({ seats }) => seats.map(({ cluster }) => cluster)));
    const missing = [...scopes].flatMap(([scope, clusters]) =>
      [...used]
        .filter(cluster => !clusters.has(cluster))
        .map(cluster => ({
          at: `${unit.name}/${cluster}`,
          problem: `other clusters have an ExternalDNS for ${dnsScopeLabel}=${scope}, and ${cluster} has none`,
          fix: `add one with --label-filter=${dnsScopeLabel}=${scope}`,
        })),
    );
    return [...found, ...missing];
  },
);

/** What an instance is for; undefined where its filter does not say. */
function scopeOf({ flags }: DnsInstance): string | undefined {
  const filter = (flags.get('label-filter') ?? []).flatMap(each => each.split(',')).find(each => each.trim().startsWith(dnsScopeLabel));
  return filter === undefined ? undefined : /^\s*[^=!]+={1,2}\s*(\w+)\s*$/.exec(filter)?.[1];
}

function wrong(
  { flags }: DnsInstance,
  scope: string | undefined,
  plan: FleetDocument,
): readonly (readonly [problem: string, fix: string])[] {
  const zone = plainName(plan.fleet.zone);
  const domains = flags.get('domain-filter') ?? [];
  const serves = domains.length === 0 || domains.some(domain => zone === plainName(domain) || zone.endsWith(`.${plainName(domain)}`));
  if (scope !== 'local' && scope !== 'global') {
    if (!serves) return [];
    const filters = flags.get('label-filter') ?? [];
    const said = filters.length > 0 ? `its --label-filter is ${filters.join(',')}` : 'it has no --label-filter';
    return [
      [
        `${said}, so it takes what is marked for the local and for the global instance for its own`,
        `filter by ${dnsScopeLabel}=local or ${dnsScopeLabel}=global`,
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
  const types = flags.get('managed-record-types') ?? [];
  const needed = new Set(
    plan.systems.flatMap(({ records }) => records.filter(record => record.scope === scope).map(({ type }) => type as string)),
  );
  if (scope === 'local') needed.add('A');
  for (const type of types.length > 0 ? needed : [])
    if (!types.includes(type))
      found.push([`its --managed-record-types leave out ${type}, of which the plan has records`, `add --managed-record-types=${type}`]);
  const policy = flags.get('policy')?.at(-1) ?? 'sync';
  if (scope === 'global' && policy !== 'upsert-only')
    found.push([
      `its policy is ${policy}: ${policy === 'sync' ? 'a cluster that lacks a shared record for a moment takes it from all' : 'a shared record is never changed, so no failover moves it'}`,
      'use --policy=upsert-only',
    ]);
  return found;
}
