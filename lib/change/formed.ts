import type { GroupDocument, SeatDocument, SystemDocument } from '../plan/document/system-document';
import { isSeatFormed } from '../plan/members/has-formed';

/** So much of a system as says whether its groups have formed. Documents of older programs do not say the group of a seat. */
export interface Formable extends Pick<SystemDocument, 'name' | 'state'> {
  readonly seats: readonly (Pick<SeatDocument, 'cluster' | 'role'> & Partial<Pick<SeatDocument, 'group'>>)[];
}

/** Whether a group has formed: its voters have, wherever they are. */
export const isGroupFormed = (system: Formable, group: Pick<GroupDocument, 'name'>): boolean =>
  system.seats.some(seat => seat.group === group.name && seat.role !== 'learner' && isSeatFormed(system, seat));

/** Whether a group of a system has formed. */
export const isSystemFormed = (system: Formable): boolean => system.seats.some(seat => isSeatFormed(system, seat));

/** Whether a group of the fleet has formed. */
export const isFleetFormed = ({ systems }: { readonly systems: readonly Formable[] }): boolean => systems.some(isSystemFormed);

/** Systems whose members in a cluster have formed their group. */
export const formedIn = <System extends Formable>(systems: readonly System[], cluster: string): readonly System[] =>
  systems.filter(system => system.seats.some(seat => seat.cluster === cluster && isSeatFormed(system, seat)));
