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

/** No two clusters, and no two units, write one record against each other. */
export const recordOwners = outputRule(
  {
    name: 'dns/owners',
    severity: 'error',
    demands:
      'A record that several clusters or systems publish is the same in all of them, or has a set identifier of its own in each, or is a part that its owner keeps to itself; all have one TTL, and a name with a CNAME has nothing else.',
    why: 'One record has one content: with two, every round of ExternalDNS puts its own in the place of the other, or the second is never written.',
    source:
      'ExternalDNS plan/plan.go and issues 1441, 2156, 5916; RFC 1034, section 3.6.2: a CNAME stands alone; RFC 2181, section 5.2: one TTL.',
    follows: [routingValue, plannedRecord],
  },
  output => {
    const isPart = partsOf(output);
    const fixFor = wayOut(output.dns);
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
        const problem = `${whose(record, before)} publishes ${key} with ${field} ${one}, and ${whose(before, record)} with ${other}: each writes over the other`;
        return found(field, problem, fixFor(record));
      }
      const other = seen(names, name, record);
      const alike = seen(types, `${type} ${name}`, record);
      if (!other) return [];
      if ((other.setIdentifier === '') !== (setIdentifier === '')) {
        const where = whose(other, record);
        const problem = `${name} has a setIdentifier ${setIdentifier === '' ? `in ${where} and none here` : `here and none in ${where}`}`;
        return found('setIdentifier', problem, 'give a setIdentifier to all records of the name, or to none');
      }
      if (type !== other.type && (type === 'CNAME' || other.type === 'CNAME') && setIdentifier === '') {
        const problem = `${name} is ${type} here and ${other.type} in ${whose(other, record)}, and a CNAME stands alone`;
        return found('recordType', problem, 'publish one type for the name');
      }
      if (alike && alike.ttlSeconds !== record.ttlSeconds) {
        const [here, there] = [record, alike].map(({ ttlSeconds }) => (ttlSeconds === undefined ? 'not given' : `${ttlSeconds} s`));
        const problem = `the TTL of ${type} ${name} is ${here} here and ${there} in ${whose(alike, record)}, and a name and type has one`;
        return found('recordTTL', problem, 'make it the same everywhere');
      }
      return [];
    });
    return [...ofRecords, ...askedTwice(output.dns)];
  },
);

/** What was seen first under a key; undefined where this is the first. */
function seen<Value>(map: Map<string, Value>, key: string, value: Value): Value | undefined {
  const before = map.get(key);
  if (before === undefined) map.set(key, value);
  return before;
}

/** Who publishes a record: the cluster, and where two units of it do, the unit. */
const whose = ({ object }: RenderedRecord, { object: other }: RenderedRecord): string =>
  object.unit === other.unit ? clusterText(object.cluster) : `${object.unit} in ${clusterText(object.cluster)}`;

/** Whether a record is a part of an answer: the plan has others of it in other clusters, or its instance keeps to its own keys. */
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

/** How two different records of one name can be put right, by what the provider can do. */
function wayOut(dns: DnsSummary): (record: RenderedRecord) => string {
  const publishers = publishersIn(dns);
  return record => {
    const instances = publishers(record);
    if (instances.some(({ flags }) => isCoreDns(flags)))
      return 'make it the same everywhere, or use --coredns-strictly-owned in all clusters';
    const providers = instances.map(({ flags }) => lastOf(flags, 'provider'));
    return providers.every(provider => provider === 'aws' || provider === 'webhook')
      ? 'make it the same everywhere, or give each cluster a setIdentifier of its own'
      : 'make it the same everywhere';
  };
}

/** Objects of two clusters that ask for one name: their instances have an owner each, and the first of them keeps it. */
function askedTwice(dns: DnsSummary): readonly ManifestFound[] {
  const publishers = publishersIn(dns);
  const first = new Map<string, NamedObject>();
  return dns.named.flatMap(named =>
    named.asked.flatMap((name): readonly ManifestFound[] => {
      const before = seen(first, name, named);
      if (!before || before.object.cluster === named.object.cluster) return [];
      if ([named, before].every(each => annotationPath(each, 'set-identifier').length > 0)) return [];
      const instances = publishers({ ...named, name, type: undefined });
      if (instances.length > 0 && instances.every(({ flags }) => isStrictlyOwned(flags))) return [];
      const problem = `it asks for ${name}, and so does ${before.object.kind} ${before.object.name} in ${before.object.cluster}: who is first keeps it, and the other's addresses are never published`;
      const path = annotationPath(named, 'hostname');
      return [
        { object: named.object, path, problem, fix: 'give each cluster a name of its own, and lead to these from one shared record' },
      ];
    }),
  );
}
