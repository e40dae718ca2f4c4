import { BlockList, isIP } from 'node:net';
import { fleetRule } from './rule';

interface Range {
  readonly owner: string;
  readonly use: 'pods' | 'Services';
  readonly cidr: string;
}

/** In one address space two ranges may not overlap, of pods or of Services, in one cluster or in two. */
export const cidrOverlap = fleetRule('network/cidr-overlap', ({ clusters, fleet }) => {
  if (!fleet.network.sharedAddresses) return [];
  const ranges: readonly Range[] = clusters.flatMap(({ name, podCidrs, serviceCidrs }) => [
    ...podCidrs.map(cidr => ({ owner: name, use: 'pods' as const, cidr })),
    ...serviceCidrs.map(cidr => ({ owner: name, use: 'Services' as const, cidr })),
  ]);
  return ranges.flatMap((one, position) =>
    ranges
      .slice(position + 1)
      .filter(other => overlap(one.cidr, other.cidr))
      .map(other => ({
        at: one.owner === other.owner ? one.owner : `${one.owner} and ${other.owner}`,
        problem: `${one.cidr} (${one.use} of ${one.owner}) and ${other.cidr} (${other.use} of ${other.owner}) overlap, and network '${fleet.network.name}' is one address space`,
        fix: 'give each a range of its own',
      })),
  );
});

/** Two ranges overlap exactly when one of them holds the first address of the other. */
export function overlap(one: string, other: string): boolean {
  return holds(one, other) || holds(other, one);
}

function holds(range: string, other: string): boolean {
  const [address = '', bits = '0'] = range.split('/');
  const [start = '', otherBits = '0'] = other.split('/');
  if (isIP(address) !== isIP(start) || Number(bits) > Number(otherBits)) return false;
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(address, Number(bits), family);
  return list.check(start, family);
}
