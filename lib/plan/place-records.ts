import { isIP } from 'node:net';
import type { LoadBalancerAccess } from '../domain/access';
import type { Dns } from '../domain/dns';
import { placesOf } from './load-balancer';
import type { RecordPlan, SeatPlan } from './system-plan';

/**
 * The records of the name of load balancers: the addresses of all places at once, the same from every writer.
 *
 * They change with the places and not with what is healthy: a client whose connection fails tries the next address.
 */
export function planPlaceRecords(access: LoadBalancerAccess, seats: readonly Pick<SeatPlan, 'cluster'>[], dns: Dns): readonly RecordPlan[] {
  const { name } = access;
  if (!name) return [];
  const addresses = placesOf(access, []).flatMap(place => place.addresses);
  const all = seats.map(({ cluster }) => cluster.name);
  const chosen = all.filter(cluster => dns.writers?.some(writer => writer.name === cluster));
  return ([4, 6] as const).flatMap((family): readonly RecordPlan[] => {
    const targets = [...new Set(addresses.filter(address => isIP(address) === family))].sort();
    if (targets.length === 0) return [];
    return [
      {
        name: name.host,
        type: family === 4 ? 'A' : 'AAAA',
        targets,
        ttlSeconds: name.ttl.toSeconds(),
        scope: 'global',
        clusters: chosen.length > 0 ? chosen : all,
        properties: [],
      },
    ];
  });
}
