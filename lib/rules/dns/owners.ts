import { publishersIn } from '../../manifests/dns/dns-publishers';
import { difference, type RenderedRecord, recordKey } from '../../manifests/dns/dns-records';
import { annotationPath, type DnsSummary, type NamedObject } from '../../manifests/dns/dns-summary';
import { isCoreDns, isStrictlyOwned, lastOf } from '../../manifests/dns/external-dns';
import type { OutputManifests } from '../../manifests/dns/output-manifests';
import { plannedRecords } from '../../manifests/dns/planned-records';
import { clusterText } from '../../manifests/objects/unit-manifests';
import { type ManifestFound, outputRule } from '../rule';
import { plannedRecord } from './record';
import { routingValue } from './routing-value';

/** No two clusters or units overwrite each other's record. */
export const recordOwners = outputRule(
  {
    name: 'dns/owners',
    severity: 'error',
    demands:
      'A record that several clusters or systems publish is the same in all of them, has a different set identifier in each, or is a part that only its owner changes. All have one TTL, and a name with a CNAME has no other record.',
    why: 'One record has one content. With two contents, each round of ExternalDNS replaces the other one, or the second is never written.',
    source:
      'ExternalDNS plan/plan.go and issues 1441, 2156, 5916; RFC 1034, section 3.6.2: a CNAME stands alone; RFC 2181, section 5.2: one TTL.',
    follows: [routingValue, plannedRecord],
  },
  output => {
    const isPart = partsOf(output);
    const fixFor = fixByProvider(output.dns);
    const first = new Map<string, RenderedRecord>();
    const names = new Map<string, RenderedRecord>();
    const types = new Map<string, RenderedRecord>();
    const ofRecords = output.dns.records.flatMap((record): readonly ManifestFound[] => {
      const { object, path, name, type, setIdentifier } = record;
      if (name === '') return [];
      const found = (field: string, problem: string, fix: string): readonly ManifestFound[] => [
        { object, path: [...path, field], problem, fix },
      ];
      const key = recordKey(record);
      const before = seen(first, key, record);
      const differs = before && difference(record, before);
      if (before && differs && !(differs.field === 'targets' && isPart(record) && isPart(before))) {
        const { field, one, other } = differs;
        const problem = `${publisherOf(record, before)} publishes ${key} with ${field} ${one}, and ${publisherOf(before, record)} with ${other}: each writes over the other`;
        return found(field, problem, fixFor(record));
      }
      const other = seen(names, name, record);
      const alike = seen(types, `${type} ${name}`, record);
      if (!other) return [];
      if ((other.setIdentifier === '') !== (setIdentifier === '')) {
        const where = publisherOf(other, record);
        const problem = `${name} has a setIdentifier ${setIdentifier === '' ? `in ${where} and none here` : `here and none in ${where}`}`;
        return found('setIdentifier', problem, 'set a setIdentifier in all records of the name, or in none');
      }
      if (type !== other.type && (type === 'CNAME' || other.type === 'CNAME') && setIdentifier === '') {
        const problem = `${name} is ${type} here and ${other.type} in ${publisherOf(other, record)}, and a name with a CNAME has no other record`;
        return found('recordType', problem, 'publish one type for the name');
      }
      if (alike && alike.ttlSeconds !== record.ttlSeconds) {
        const [here, there] = [record, alike].map(({ ttlSeconds }) => (ttlSeconds === undefined ? 'not set' : `${ttlSeconds} s`));
        const problem = `the TTL of ${type} ${name} is ${here} here and ${there} in ${publisherOf(alike, record)}, and all records of a name and type have one TTL`;
        return found('recordTTL', problem, 'set the same everywhere');
      }
      return [];
    });
    return [...ofRecords, ...requestedTwice(output.dns)];
  },
);

/** The first value of a key; undefined if this value is the first. */
function seen<Value>(map: Map<string, Value>, key: string, value: Value): Value | undefined {
  const before = map.get(key);
  if (before === undefined) map.set(key, value);
  return before;
}

/** The publisher of a record: the cluster, and also the unit if two units publish it. */
const publisherOf = ({ object }: RenderedRecord, { object: other }: RenderedRecord): string =>
  object.unit === other.unit ? clusterText(object.cluster) : `${object.unit} in ${clusterText(object.cluster)}`;

/** Whether a record is a part of an answer: other clusters have further parts in the plan, or its instance changes only its own keys. */
function partsOf({ plan, dns }: OutputManifests): (record: RenderedRecord) => boolean {
  const planned = new Map<string, number>();
  for (const system of plan?.systems ?? [])
    for (const record of plannedRecords(system)) {
      if (record.scope !== 'local' || record.setIdentifier !== '') continue;
      planned.set(`${system.name} ${recordKey(record)}`, (planned.get(`${system.name} ${recordKey(record)}`) ?? 0) + 1);
    }
  const publishers = publishersIn(dns);
  return record => {
    const instances = publishers(record);
    if (instances.length > 0) return instances.every(({ flags }) => isStrictlyOwned(flags));
    return (planned.get(`${record.object.unit} ${recordKey(record)}`) ?? 0) > 1;
  };
}

/** The fix for two different records of one name, depending on the provider. */
function fixByProvider(dns: DnsSummary): (record: RenderedRecord) => string {
  const publishers = publishersIn(dns);
  return record => {
    const instances = publishers(record);
    if (instances.some(({ flags }) => isCoreDns(flags))) return 'set the same everywhere, or use --coredns-strictly-owned in all clusters';
    const providers = instances.map(({ flags }) => lastOf(flags, 'provider'));
    return providers.every(provider => provider === 'aws' || provider === 'webhook')
      ? 'set the same everywhere, or a different setIdentifier in each cluster'
      : 'set the same everywhere';
  };
}

/** Objects of two clusters that request one name: each instance has its own owner id, and the first one keeps the name. */
function requestedTwice(dns: DnsSummary): readonly ManifestFound[] {
  const publishers = publishersIn(dns);
  const first = new Map<string, NamedObject>();
  return dns.named.flatMap(named =>
    named.hostnames.flatMap((name): readonly ManifestFound[] => {
      const before = seen(first, name, named);
      if (!before || before.object.cluster === named.object.cluster) return [];
      if ([named, before].every(each => annotationPath(each, 'set-identifier').length > 0)) return [];
      const instances = publishers({ ...named, name, type: undefined });
      if (instances.length > 0 && instances.every(({ flags }) => isStrictlyOwned(flags))) return [];
      const problem = `it requests ${name}, and so does ${before.object.kind} ${before.object.name} in ${before.object.cluster}: the first one keeps it, and the addresses of the other are never published`;
      const path = annotationPath(named, 'hostname');
      return [
        {
          object: named.object,
          path,
          problem,
          fix: 'use a different name in each cluster, and one shared record that points to these names',
        },
      ];
    }),
  );
}
