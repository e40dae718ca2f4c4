import { Access } from '../../domain/access';
import type { Dns } from '../../domain/dns';
import type { RecordPlan, SeatPlan } from '../model/system-plan';
import { sharedRecords } from './shared-record';

/**
 * The records for the name of load balancers, or of gateways that span clusters: the addresses of all sites together.
 *
 * They change when a site is added or removed, and not with its health: a client whose connection fails tries the next address.
 */
export function planSiteRecords(access: Access, seats: readonly Pick<SeatPlan, 'cluster'>[], dns: Dns): readonly RecordPlan[] {
  const name = Access.nameOf(access);
  const clusters = seats.map(({ cluster }) => cluster.name);
  return name ? sharedRecords(name, siteAddresses(access), dns, clusters) : [];
}

function siteAddresses(access: Access): readonly string[] {
  switch (access.kind) {
    case 'load-balancer':
      return access.sites.flatMap(({ addresses = [] }) => addresses);
    case 'gateway':
      return access.sites.flatMap(({ gateway }) => gateway?.addresses ?? []);
    case 'dns':
    case 'client-list':
    case 'internal':
      return [];
  }
}
