import type { FleetPlan } from '../../plan/model/system-plan';
import { type AddressRange, parseCidr, rangesOverlap } from '../../plan/network/address-ranges';
import { unionOf } from '../../plan/network/admitted';
import { fleetRule } from '../rule';

interface Range {
  readonly owner: string;
  readonly use: 'pods' | 'Services' | 'pods that a ledger still admits';
  readonly cidr: string;
  /** Its addresses; undefined where it is no range. */
  readonly span: AddressRange | undefined;
}

/** In one address space, no ranges of pods or Services overlap, in one cluster or in two. */
export const cidrOverlap = fleetRule(
  {
    name: 'network/cidr-overlap',
    severity: 'error',
    demands: 'In a network with one address space, the ranges of pods and Services do not overlap.',
    why: 'If pods in two clusters have one address, only one of them can be reached, and a policy for one also admits the other.',
    source: 'Submariner and Cilium documentation: non-overlapping CIDRs are a precondition of a flat network.',
  },
  ({ clusters, fleet, systems }) => {
    if (!fleet.network.sharedAddresses) return [];
    const range = (owner: string, use: Range['use'], cidr: string): Range => ({
      owner,
      use,
      cidr,
      span: parseCidr(cidr),
    });
    const ranges: readonly Range[] = clusters.flatMap(({ name, podCidrs, serviceCidrs }) => [
      ...podCidrs.map(cidr => range(name, 'pods', cidr)),
      ...serviceCidrs.map(cidr => range(name, 'Services', cidr)),
      ...stillAdmitted(name, podCidrs, systems).map(cidr => range(name, 'pods that a ledger still admits', cidr)),
    ]);
    return ranges.flatMap((one, position) =>
      ranges
        .slice(position + 1)
        .filter(other => overlapping(one.span, other.span) && !isSamePods(one, other))
        .map(other => ({
          at: one.owner === other.owner ? one.owner : `${one.owner} and ${other.owner}`,
          problem: `${one.cidr} (${one.use} of ${one.owner}) and ${other.cidr} (${other.use} of ${other.owner}) overlap, and network '${fleet.network.name}' is one address space`,
          fix: 'use different ranges',
        })),
    );
  },
);

/** Pod ranges of a cluster that the program no longer declares, and that the ledger of some system has. */
function stillAdmitted(cluster: string, declared: readonly string[], systems: FleetPlan['systems']): readonly string[] {
  const known = systems.flatMap(({ state }) => state.networks?.[cluster]?.podCidrs ?? []);
  return known.length === 0 ? [] : unionOf(declared, [...new Set(known)]).slice(declared.length);
}

/** Whether both are pods of one cluster, before a change of its ranges and after it. */
const isSamePods = (one: Range, other: Range): boolean =>
  one.owner === other.owner && one.use !== 'Services' && other.use !== 'Services' && !(one.use === 'pods' && other.use === 'pods');

/** Whether two ranges have an address in common. */
export const overlap = (one: string, other: string): boolean => overlapping(parseCidr(one), parseCidr(other));

const overlapping = (one: AddressRange | undefined, other: AddressRange | undefined): boolean =>
  one !== undefined && other !== undefined && rangesOverlap(one, other);
