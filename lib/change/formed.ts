import type { GroupDocument, SeatDocument, SystemDocument } from '../plan/document/system-document';
import { isSeatFormed } from '../plan/members/has-formed';

/** The part of a system's document that tells whether its groups have formed. Older documents have no group for a seat. */
export interface FormationDocument extends Pick<SystemDocument, 'name' | 'state'> {
  readonly seats: readonly (Pick<SeatDocument, 'cluster' | 'role'> & Partial<Pick<SeatDocument, 'group'>>)[];
}

/** Whether a group has formed: its voters have, in whichever cluster. */
export const isGroupFormed = (system: FormationDocument, group: Pick<GroupDocument, 'name'>): boolean =>
  system.seats.some(seat => seat.group === group.name && seat.role !== 'learner' && isSeatFormed(system, seat));

/** Whether any group of a system has formed. */
export const isSystemFormed = (system: FormationDocument): boolean => system.seats.some(seat => isSeatFormed(system, seat));

/** Whether any group of the fleet has formed. */
export const isFleetFormed = ({ systems }: { readonly systems: readonly FormationDocument[] }): boolean => systems.some(isSystemFormed);

/** Systems whose members in a cluster have formed their group. */
export const formedIn = <System extends FormationDocument>(systems: readonly System[], cluster: string): readonly System[] =>
  systems.filter(system => system.seats.some(seat => seat.cluster === cluster && isSeatFormed(system, seat)));
