import type { ClaimLedger, GroupLedger } from '../domain/operating-state';
import { ordinalOf } from '../plan/members/recorded-seats';
import type { RecordedMember } from '../plan/members/seat-assignment';
import { withMember } from './ledger-edit';
import type { ClusterTarget } from './target';

/** One change of the volumes of a cluster: the group as it leaves it in the ledger. */
export interface VolumeChange {
  readonly kind: 'grow' | 'template' | 'give-up' | 'replace';
  readonly cluster: string;
  readonly member?: string;
  readonly group: GroupLedger;
}

/**
 * The changes that lead the volumes of one cluster to what the program says. Claims grow where they are. Another class needs another claim
 * template, which somebody has to let in, and then each member is given up and comes again on a volume of that class, one at a time. The only
 * voter of a group cannot be: nobody would be left to take it in again.
 *
 * @param members The voters of the cluster, all at rest, by ordinal
 */
export function volumeChanges(ledger: GroupLedger, { cluster, volume: wanted }: ClusterTarget, members: readonly RecordedMember[]) {
  const changes: VolumeChange[] = [];
  const recorded = ledger.volumes?.[cluster];
  if (!wanted || !recorded || members.length === 0) return changes;
  let group = ledger;
  let volume: ClaimLedger = recorded;
  const begin = (kind: VolumeChange['kind'], next: ClaimLedger, member?: RecordedMember, members: GroupLedger = group): void => {
    volume = next;
    group = { ...members, volumes: { ...group.volumes, [cluster]: next } };
    changes.push({ kind, cluster, ...(member ? { member: member.name } : {}), group });
  };
  if (wanted.mebibytes > (volume.grown ?? volume.mebibytes)) begin('grow', { ...volume, grown: wanted.mebibytes });
  if (Object.values(ledger.members).filter(({ role }) => role === 'voter').length < 2) return changes;
  // One class after the other: who is not on the last one yet goes there first.
  const isOld = ({ name }: RecordedMember): boolean => volume.former?.members.includes(name) ?? false;
  if (!members.some(isOld) && wanted.storageClass !== volume.storageClass) {
    const former = { storageClass: volume.storageClass, members: [...members.map(({ name }) => name), ...haveLeft(ledger, members)] };
    begin('template', { ...volume, ...wanted, former });
  }
  for (const member of members.filter(isOld)) {
    const { name, volume: number } = member;
    begin('give-up', volume, member, withMember(group, name, { cluster, role: 'lost', volume: number }));
    begin('replace', withoutFormer(volume, name), member, withMember(group, name, { cluster, role: 'joining', volume: number + 1 }));
    // The next one is given up once it votes.
    group = withMember(group, name, { cluster, role: 'voter', volume: number + 1 });
  }
  return changes;
}

/** Members that left, and that come again next: their claims are there still. */
function haveLeft({ left = {} }: GroupLedger, members: readonly RecordedMember[]): readonly string[] {
  const { name = '' } = members.at(-1) ?? {};
  const found: string[] = [];
  const next = (): string => name.replace(/\d+$/, String(ordinalOf(name) + found.length + 1));
  while (Object.hasOwn(left, next())) found.push(next());
  return found;
}

/** The volumes of a cluster once a member has one of the class that the claim template says. */
export function withoutFormer({ former, ...volume }: ClaimLedger, member: string): ClaimLedger {
  const members = former?.members.filter(name => name !== member) ?? [];
  return former && members.length > 0 ? { ...volume, former: { ...former, members } } : volume;
}
