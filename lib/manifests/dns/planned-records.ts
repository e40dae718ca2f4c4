import type { SystemDocument } from '../../plan/document/system-document';
import { type DnsRecord, targetsOf } from './dns-records';
import { plainName } from './external-dns';

/** A record set of the plan. */
export interface PlannedRecord extends DnsRecord {
  readonly scope: string;
  readonly clusters: readonly string[];
}

/** The record sets of a system in the plan. */
export const plannedRecords = ({ records }: SystemDocument): readonly PlannedRecord[] =>
  records.map(({ name, type, targets, ttlSeconds, scope, clusters, setIdentifier, properties }) => ({
    name: plainName(name),
    type,
    setIdentifier: setIdentifier ?? '',
    targets: targetsOf(targets),
    ttlSeconds,
    properties: properties.map(property => `${property.name}=${property.value}`).sort(),
    scope,
    clusters,
  }));
