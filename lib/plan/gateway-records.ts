import { isIP } from 'node:net';
import type { Access } from '../domain/access';
import type { Dns } from '../domain/dns';
import type { RecordPlan } from './system-plan';

/**
 * The record of a gateway's host: the addresses of the Gateways of all places, the same from every writer.
 *
 * It does not move when a cluster is lost: a client that meets a dead address tries the next one.
 */
export function gatewayRecords(
  access: Access,
  seats: readonly { readonly cluster: { readonly name: string } }[],
  { writers }: Pick<Dns, 'writers'>,
): readonly RecordPlan[] {
  if (access.kind !== 'gateway') return [];
  const addresses = [...new Set(access.places.flatMap(({ gateway }) => gateway?.addresses ?? []))].sort();
  const all = seats.map(({ cluster }) => cluster.name);
  const chosen = all.filter(cluster => writers?.some(writer => writer.name === cluster));
  const clusters = chosen.length > 0 ? chosen : all;
  const types = [...new Set(addresses.map(typeOf))].sort();
  return types.map(type => ({
    name: access.host,
    type,
    targets: addresses.filter(address => typeOf(address) === type),
    ttlSeconds: access.ttl.toSeconds(),
    scope: 'global',
    clusters,
    properties: [],
  }));
}

const typeOf = (address: string): 'A' | 'AAAA' | 'CNAME' => {
  const family = isIP(address);
  return family === 4 ? 'A' : family === 6 ? 'AAAA' : 'CNAME';
};
