import { isIP } from 'node:net';
import { type Case, objectsOf } from './expected';
import { named, ofKind, type Written } from './written';

/** A record that an instance of ExternalDNS in a cluster publishes. */
interface Claim {
  readonly cluster: string;
  readonly name: string;
  readonly type: string;
  readonly identifier: string;
  /** Who owns what the instance writes; '' where nobody keeps owners. */
  readonly owner: string;
  readonly removes: boolean;
  readonly targets: readonly string[];
  readonly content: string;
}

/** What an instance of ExternalDNS was told. */
interface Instance {
  readonly owner: string;
  readonly removes: boolean;
  readonly types: readonly string[];
  readonly zone: string | undefined;
  readonly services: boolean;
}

/** Every record has one owner, or the same content from all; every name that is used is published; nothing leads nowhere. */
export function recordFaults(given: Case): readonly string[] {
  const faults: string[] = [];
  const claims = [...given.output.clusters.keys()].flatMap(cluster => claimsOf(given, cluster, faults));
  const byName = new Map<string, Claim[]>();
  for (const claim of claims) byName.set(claim.name, [...(byName.get(claim.name) ?? []), claim]);
  for (const [name, all] of byName)
    faults.push(
      ...clashes(
        name,
        all,
        given.fleet.dns.provider === 'coreDns' || (given.fleet.dns.provider === 'k8gb' && given.fleet.dns.edge === 'coreDns'),
      ),
    );
  const published = new Set(byName.keys());
  const { zone } = given.fleet.dns;
  for (const { name, type, targets } of claims) {
    if (name !== zone && !name.endsWith(`.${zone}`)) faults.push(`${name} is not in ${zone}`);
    for (const target of targets) {
      if (type === 'A' && isIP(target) !== 4) faults.push(`${name} A ${target}`);
      if (type === 'AAAA' && isIP(target) !== 6) faults.push(`${name} AAAA ${target}`);
      if (type === 'CNAME' && (isIP(target) !== 0 || target === name)) faults.push(`${name} CNAME ${target}`);
      if (type === 'CNAME' && target.endsWith(`.${zone}`) && !published.has(target))
        faults.push(`${name} leads to ${target}, which nobody publishes`);
    }
  }
  for (const { name, seats, draft } of given.systems) {
    for (const { cluster } of seats) {
      const domain = `${cluster}.${name}.${zone}`;
      if (!byName.get(domain)?.some(claim => claim.cluster === cluster)) faults.push(`${domain}: nobody publishes the members`);
    }
    const host = 'host' in draft.access ? draft.access.host : undefined;
    if (host === undefined || published.has(host)) continue;
    const byTerraform = draft.access.kind === 'dns' && draft.access.checks?.kind === 'terraform';
    const delegated = draft.access.kind === 'dns' && draft.access.checks?.kind === 'server' && given.fleet.dns.provider === 'k8gb';
    if (!byTerraform && !delegated) faults.push(`${host}: nobody publishes it`);
  }
  return faults;
}

function claimsOf(given: Case, cluster: string, faults: string[]): readonly Claim[] {
  const objects = objectsOf(given, cluster);
  const instances = new Map<string, Instance>();
  for (const deployment of ofKind(objects, 'Deployment')) {
    const args: readonly string[] = deployment.spec.template.spec.containers[0].args ?? [];
    const filter = args.find(arg => arg.startsWith('--label-filter=georaft.io/dns-scope='));
    if (!filter) continue;
    const scope = filter.slice('--label-filter=georaft.io/dns-scope='.length);
    if (instances.has(scope)) faults.push(`${cluster}: two instances of ExternalDNS publish ${scope}`);
    instances.set(scope, instanceOf(args));
    if (!named(objects, 'ServiceAccount', deployment.spec.template.spec.serviceAccountName, deployment.metadata.namespace))
      faults.push(`${cluster}: ExternalDNS has no account`);
  }
  const scoped = (object: Written): Instance | undefined => instances.get(object.metadata.labels?.['georaft.io/dns-scope'] ?? '');
  const claims: Claim[] = [];
  for (const object of ofKind(objects, 'DNSEndpoint')) {
    const instance = scoped(object);
    if (!instance) {
      faults.push(`${cluster} ${object.metadata.name}: no instance of ExternalDNS reads it`);
      continue;
    }
    for (const endpoint of object.spec.endpoints) {
      const { dnsName: name, recordType: type, targets, recordTTL, setIdentifier = '', providerSpecific = [] } = endpoint;
      if (!instance.types.includes(type)) faults.push(`${name} ${type}: the instance does not manage it`);
      if (instance.zone !== undefined && name !== instance.zone && !name.endsWith(`.${instance.zone}`))
        faults.push(`${name}: outside of ${instance.zone}`);
      claims.push({
        cluster,
        name,
        type,
        identifier: setIdentifier,
        owner: instance.owner,
        removes: instance.removes,
        targets,
        content: JSON.stringify([targets, recordTTL, providerSpecific]),
      });
    }
  }
  for (const service of ofKind(objects, 'Service')) {
    const { annotations = {} } = service.metadata;
    const hosts = ['external-dns.kubernetes.io/hostname', 'external-dns.alpha.kubernetes.io/hostname'].map(key => annotations[key]);
    if (hosts[0] !== hosts[1]) faults.push(`${cluster} ${service.metadata.name}: two prefixes say two names`);
    const [name] = hosts;
    if (name === undefined) continue;
    const instance = scoped(service);
    if (!instance?.services) faults.push(`${cluster} ${service.metadata.name}: no instance of ExternalDNS publishes ${name}`);
    else
      claims.push({
        cluster,
        name,
        type: 'A',
        identifier: '',
        owner: instance.owner,
        removes: instance.removes,
        targets: [],
        content: `what is ready in ${cluster}`,
      });
  }
  return claims;
}

function instanceOf(args: readonly string[]): Instance {
  const all = (flag: string): readonly string[] => args.filter(arg => arg.startsWith(`--${flag}=`)).map(arg => arg.slice(flag.length + 3));
  return {
    owner: all('txt-owner-id')[0] ?? '',
    removes: all('policy')[0] === 'sync',
    types: all('managed-record-types'),
    zone: all('domain-filter')[0],
    services: all('source').includes('service'),
  };
}

/** @param parts whether each owner sees its own part of a record only, so that the answer is all of them together */
function clashes(name: string, claims: readonly Claim[], parts: boolean): readonly string[] {
  const faults: string[] = [];
  const sets = new Map<string, Claim[]>();
  for (const claim of claims)
    sets.set(`${claim.type} ${claim.identifier}`, [...(sets.get(`${claim.type} ${claim.identifier}`) ?? []), claim]);
  for (const [set, all] of sets) {
    const owners = [...new Set(all.map(({ owner }) => owner))];
    const contents = new Set(all.map(({ content }) => content));
    if (owners.length > 1 && !parts) faults.push(`${name} ${set}: of ${owners.join(', ')}`);
    if (owners.length === 1 && contents.size > 1) faults.push(`${name} ${set}: ${contents.size} contents of the owner '${owners[0]}'`);
    if (all.length > 1 && owners.length === 1 && all.some(({ removes }) => removes))
      faults.push(`${name} ${set}: shared, and one of its writers removes it`);
  }
  const types = new Set(claims.map(({ type }) => type));
  if (types.has('CNAME') && (types.size > 1 || claims.some(({ type, targets }) => type === 'CNAME' && new Set(targets).size !== 1)))
    faults.push(`${name}: an alias beside ${[...types].join(', ')}`);
  if (new Set(claims.map(({ identifier }) => identifier === '')).size > 1) faults.push(`${name}: with and without set identifiers`);
  return faults;
}
