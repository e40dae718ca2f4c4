import type { Cluster } from '../../domain/cluster';
import type { ClaimLedger, GroupLedger } from '../../domain/operating-state';
import type { RaftSystem } from '../../domain/raft-system';
import type { VolumePlan } from '../model/system-plan';
import { membersIn } from './recorded-seats';

/** What the volumes of a group's members in a cluster are: what the ledger says, and the program where it does not. */
export const recordedVolume = (group: GroupLedger | undefined, cluster: Cluster, { storage }: Pick<RaftSystem, 'storage'>): ClaimLedger =>
  group?.volumes?.[cluster.name] ?? { mebibytes: storage.toMebibytes(), storageClass: cluster.storageClass };

/**
 * The claim template of a cluster, and the claims that have grown beyond it. These are objects of their own: whoever applies them grows the
 * claim that is there, or makes one of that size before the StatefulSet makes a smaller one.
 */
export function planVolume(group: GroupLedger | undefined, cluster: Cluster, system: Pick<RaftSystem, 'storage'>): VolumePlan {
  const { mebibytes, storageClass, grown, former } = recordedVolume(group, cluster, system);
  const members = group && grown !== undefined ? membersIn(group, cluster.name) : [];
  return {
    mebibytes,
    storageClass,
    // Of a member that was given up nobody knows which claim is there.
    claims: members
      .filter(({ role }) => role !== 'leaving' && role !== 'lost')
      .map(({ name }) => ({
        member: name,
        mebibytes: grown ?? mebibytes,
        storageClass: former?.members.includes(name) ? former.storageClass : storageClass,
      })),
  };
}
