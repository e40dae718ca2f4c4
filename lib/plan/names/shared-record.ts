import type { ClientName } from '../../domain/access';
import type { Dns } from '../../domain/dns';
import { isIP } from '../../domain/ip-family';
import type { RecordPlan } from '../model/system-plan';
import { writersOf } from './writers';

/** The types of records that point to an address or to another name. */
export type AddressType = 'A' | 'AAAA' | 'CNAME';

/** The whole answer for a name, the same from every writer. So the loss of any one writer does not matter. */
export function sharedRecords(name: ClientName, targets: readonly string[], dns: Dns, clusters: readonly string[]): readonly RecordPlan[] {
  const writing = writersOf(dns, clusters);
  return targetsByType(targets).map(([type, values]) => ({
    name: name.host,
    type,
    targets: values,
    ttlSeconds: name.ttl.toSeconds(),
    scope: 'global',
    clusters: writing.length > 0 ? writing : clusters, // a rule refuses a name without writers; the other rules still need a plan
    properties: [],
  }));
}

/** Targets by the type of their record, without duplicates, sorted. */
export function targetsByType(targets: readonly string[]): readonly (readonly [AddressType, readonly string[]])[] {
  const types = [...new Set(targets.map(addressType))].sort();
  return types.map(type => [type, [...new Set(targets.filter(target => addressType(target) === type))].sort()] as const);
}

const addressType = (target: string): AddressType => {
  const family = isIP(target);
  return family === 4 ? 'A' : family === 6 ? 'AAAA' : 'CNAME';
};
