import { type AddressRange, parseCidr, rangesOverlap } from '../../plan/network/address-ranges';
import { fleetRule } from '../rule';

interface Range {
  readonly owner: string;
  readonly use: 'pods' | 'Services';
  readonly cidr: string;
  /** Its addresses; undefined where it is no range. */
  readonly span: AddressRange | undefined;
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
      ...podCidrs.map(cidr => ({ owner: name, use: 'pods' as const, cidr, span: parseCidr(cidr) })),
      ...serviceCidrs.map(cidr => ({ owner: name, use: 'Services' as const, cidr, span: parseCidr(cidr) })),
    ]);
    return ranges.flatMap((one, position) =>
      ranges
        .slice(position + 1)
        .filter(other => overlapping(one.span, other.span))
        .map(other => ({
          at: one.owner === other.owner ? one.owner : `${one.owner} and ${other.owner}`,
          problem: `${one.cidr} (${one.use} of ${one.owner}) and ${other.cidr} (${other.use} of ${other.owner}) overlap, and network '${fleet.network.name}' is one address space`,
          fix: 'give each a range of its own',
        })),
    );
  },
);

/** Whether two ranges have an address in common. */
export const overlap = (one: string, other: string): boolean => overlapping(parseCidr(one), parseCidr(other));

const overlapping = (one: AddressRange | undefined, other: AddressRange | undefined): boolean =>
  one !== undefined && other !== undefined && rangesOverlap(one, other);
