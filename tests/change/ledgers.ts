import type { GroupLedger, LedgerMember } from '../../lib/domain/operating-state';
import { OperatingState } from '../nouns';

export const image = 'quay.io/coreos/etcd:v3.6.5';

/** A member that votes, or does something else, on its first volume or a later one. */
export const member = (cluster: string, role: LedgerMember['role'] = 'voter', volume = 1): LedgerMember => ({ cluster, role, volume });

/** A group with these members, all with the one image. */
export const group = (members: Readonly<Record<string, LedgerMember>>, left?: Readonly<Record<string, number>>): GroupLedger => ({
  members,
  ...(left ? { left } : {}),
  images: Object.fromEntries(Object.values(members).map(({ cluster }) => [cluster, image])),
});

/** The state of a system whose groups are these. */
export const formed = (groups?: Readonly<Record<string, GroupLedger>>, over: Partial<OperatingState> = {}): OperatingState => ({
  ...OperatingState.initial(),
  bootstrapped: true,
  ...(groups ? { groups } : {}),
  ...over,
});
