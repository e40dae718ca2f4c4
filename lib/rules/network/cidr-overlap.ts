import { isIP } from 'node:net';
import { fleetRule } from '../rule';

interface Range extends Span {
  readonly owner: string;
  readonly use: 'pods' | 'Services';
  readonly cidr: string;
}

/** In one address space two ranges may not overlap, of pods or of Services, in one cluster or in two. */
export const cidrOverlap = fleetRule(
  {
    name: 'network/cidr-overlap',
    severity: 'error',
    demands: 'Ranges of addresses that meet do not overlap.',
    why: 'Two pods in two clusters with one address cannot both be reached, and a policy for the one admits the other.',
    source: 'Submariner and Cilium documentation: non-overlapping CIDRs are a precondition of a flat network.',
  },
  ({ clusters, fleet }) => {
    if (!fleet.network.sharedAddresses) return [];
    const ranges: readonly Range[] = clusters.flatMap(({ name, podCidrs, serviceCidrs }) => [
      ...podCidrs.map(cidr => ({ owner: name, use: 'pods' as const, cidr, ...span(cidr) })),
      ...serviceCidrs.map(cidr => ({ owner: name, use: 'Services' as const, cidr, ...span(cidr) })),
    ]);
    return ranges.flatMap((one, position) =>
      ranges
        .slice(position + 1)
        .filter(other => meet(one, other))
        .map(other => ({
          at: one.owner === other.owner ? one.owner : `${one.owner} and ${other.owner}`,
          problem: `${one.cidr} (${one.use} of ${one.owner}) and ${other.cidr} (${other.use} of ${other.owner}) overlap, and network '${fleet.network.name}' is one address space`,
          fix: 'give each a range of its own',
        })),
    );
  },
);

/** Whether two ranges have an address in common. */
export const overlap = (one: string, other: string): boolean => meet(span(one), span(other));

/** The first and the last address of a range. */
interface Span {
  readonly family: number;
  readonly first: bigint;
  readonly last: bigint;
}

const meet = (one: Span, other: Span): boolean => one.family === other.family && one.first <= other.last && other.first <= one.last;

function span(cidr: string): Span {
  const [address = '', bits = '0'] = cidr.split('/');
  const family = isIP(address);
  const free = BigInt((family === 6 ? 128 : 32) - Number(bits));
  const first = ((family === 6 ? number6(address) : number4(address)) >> free) << free;
  return { family, first, last: first + (1n << free) - 1n };
}

const number4 = (address: string): bigint => address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);

/** '::' stands for as many zero groups as are missing; the last two groups may be written as an IPv4 address (RFC 4291, 2.2). */
function number6(address: string): bigint {
  const [left = '', right] = address
    .replace(/[^:]+\.[^:]+$/, ipv4 => `${hex(number4(ipv4) >> 16n)}:${hex(number4(ipv4) & 0xffffn)}`)
    .split('::');
  const groups = (part: string): readonly string[] => (part === '' ? [] : part.split(':'));
  const tail = right === undefined ? [] : groups(right);
  const zeros = Array.from({ length: 8 - groups(left).length - tail.length }, () => '0');
  return [...groups(left), ...zeros, ...tail].reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

const hex = (value: bigint): string => value.toString(16);
