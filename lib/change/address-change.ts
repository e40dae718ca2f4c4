import type { ClusterDocument } from '../plan/document/cluster-document';
import { subtractRanges } from '../plan/network/address-ranges';
import type { ChangeKind } from './catalogue';
import { rangesOf } from './cidr-ranges';

/** Where members of a cluster appear: in the ranges of its pods, and in others where its network shows them otherwise. */
export const memberRanges = ({
  podCidrs = [],
  memberCidrs = [],
}: Partial<Pick<ClusterDocument, 'podCidrs' | 'memberCidrs'>>): readonly string[] => [...new Set([...podCidrs, ...memberCidrs])].sort();

/** What a change of ranges is; undefined where they are written alike. */
export function addressChange(before: readonly string[], after: readonly string[]): ChangeKind | undefined {
  if (before.join() === after.join()) return undefined;
  const lost = subtractRanges(rangesOf(before), rangesOf(after)).length > 0;
  const gained = subtractRanges(rangesOf(after), rangesOf(before)).length > 0;
  if (lost) return gained ? 'cluster.pod-addresses-moved' : 'cluster.pod-addresses-fewer';
  return 'cluster.pod-addresses-more';
}
