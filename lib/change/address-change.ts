import type { ClusterDocument } from '../plan/document/cluster-document';
import { subtractRanges } from '../plan/network/address-ranges';
import type { ChangeKind } from './catalogue';
import { rangesOf } from './cidr-ranges';

/** The ranges of the addresses of a cluster's members: its pod ranges, and those that its network shows to other clusters instead. */
export const memberRanges = ({
  podCidrs = [],
  memberCidrs = [],
}: Partial<Pick<ClusterDocument, 'podCidrs' | 'memberCidrs'>>): readonly string[] => [...new Set([...podCidrs, ...memberCidrs])].sort();

/** The kind of a change of address ranges; undefined where both lists are equal. */
export function addressChange(before: readonly string[], after: readonly string[]): ChangeKind | undefined {
  if (before.join() === after.join()) return undefined;
  const lost = subtractRanges(rangesOf(before), rangesOf(after)).length > 0;
  const gained = subtractRanges(rangesOf(after), rangesOf(before)).length > 0;
  if (lost) return gained ? 'cluster.pod-addresses-moved' : 'cluster.pod-addresses-fewer';
  return 'cluster.pod-addresses-more';
}
