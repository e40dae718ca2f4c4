import { type AppliedObject, labelsOf } from '../objects/applied-object';
import { objectsOf } from '../objects/cluster-objects';
import { type ClusterManifests, type ObjectSummary, summaryOf } from '../objects/unit-manifests';
import { listAt, numberAt, type Path, textAt } from '../yaml/json';
import { endpointsOf, isEndpoints, plainName } from './external-dns';

/** A record set of a DNSEndpoint or of the plan. */
export interface DnsRecord {
  readonly name: string;
  readonly type: string;
  /** Empty where the record has none. */
  readonly setIdentifier: string;
  readonly targets: readonly string[];
  readonly ttlSeconds: number | undefined;
  /** The provider's own properties: `name=value`, sorted. */
  readonly properties: readonly string[];
}

/** A record set of a DNSEndpoint, with its path in the object. */
export interface RenderedRecord extends DnsRecord {
  readonly object: ObjectSummary;
  /** Labels of the DNSEndpoint, by which instances of ExternalDNS select it. */
  readonly labels: Readonly<Record<string, string>>;
  readonly path: Path;
}

/** Cached, since several rules look at the same records. */
const read = new WeakMap<ClusterManifests, readonly RenderedRecord[]>();

/** The record sets of all DNSEndpoints of a cluster. */
export function recordsOf(cluster: ClusterManifests): readonly RenderedRecord[] {
  const known = read.get(cluster);
  if (known) return known;
  const records = recordsIn(objectsOf(cluster, 'DNSEndpoint').filter(isEndpoints));
  read.set(cluster, records);
  return records;
}

const recordsIn = (endpoints: readonly AppliedObject[]): readonly RenderedRecord[] => endpoints.flatMap(recordsOfObject);

/** The record sets of a DNSEndpoint. */
export function recordsOfObject(object: AppliedObject): readonly RenderedRecord[] {
  const summary = summaryOf(object);
  const labels = labelsOf(object.data);
  return endpointsOf(object).map((endpoint, position) => ({
    object: summary,
    labels,
    path: ['spec', 'endpoints', position],
    name: plainName(textAt(endpoint, 'dnsName') ?? ''),
    type: textAt(endpoint, 'recordType') ?? '',
    setIdentifier: textAt(endpoint, 'setIdentifier') ?? '',
    targets: targetsOf(listAt(endpoint, 'targets').filter(target => typeof target === 'string')),
    ttlSeconds: numberAt(endpoint, 'recordTTL'),
    properties: listAt(endpoint, 'providerSpecific')
      .map(property => `${textAt(property, 'name') ?? ''}=${textAt(property, 'value') ?? ''}`)
      .sort(),
  }));
}

/** The provider's own properties of a record, by name. */
export const propertiesOf = ({ properties }: Pick<DnsRecord, 'properties'>): ReadonlyMap<string, string> =>
  new Map(properties.map(property => [property.slice(0, property.indexOf('=')), property.slice(property.indexOf('=') + 1)]));

/** Targets in the form in which DNS compares them: lower case, sorted, each once. */
export const targetsOf = (targets: readonly string[]): readonly string[] => [...new Set(targets.map(plainName))].sort();

/** The key of a record set: name, type, and the set identifier. Two records with the same key are one record set. */
export const recordKey = ({ name, type, setIdentifier }: Pick<DnsRecord, 'name' | 'type' | 'setIdentifier'>): string =>
  `${type} ${name}${setIdentifier === '' ? '' : ` (${setIdentifier})`}`;

/** A difference between two record sets of one key: which field, and what of it only one of them has. */
export interface RecordDifference {
  readonly field: 'targets' | 'recordTTL' | 'providerSpecific';
  readonly one: string;
  readonly other: string;
}

/** How two record sets of one key differ; undefined where they do not. */
export function difference(one: DnsRecord, other: DnsRecord): RecordDifference | undefined {
  const fields = [
    ['targets', one.targets, other.targets],
    ['recordTTL', [ttlText(one.ttlSeconds)], [ttlText(other.ttlSeconds)]],
    ['providerSpecific', one.properties, other.properties],
  ] as const;
  const [first] = fields.filter(([, a, b]) => a.join(', ') !== b.join(', '));
  if (!first) return undefined;
  const [field, a, b] = first;
  const [left, right] = [a.filter(item => !b.includes(item)), b.filter(item => !a.includes(item))];
  // The same ones in another order, or twice.
  if (left.length === 0 && right.length === 0) return { field, one: text(a), other: text(b) };
  return { field, one: text(left), other: text(right) };
}

const text = (items: readonly string[]): string => items.join(', ') || 'nothing';

const ttlText = (seconds: number | undefined): string => (seconds === undefined ? 'not given' : `${seconds} s`);
