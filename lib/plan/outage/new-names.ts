import type { Access } from '../../domain/access';
import type { Publication } from '../model/publication-plan';

/**
 * Names that did not exist a moment ago and that resolvers may have looked up too early: the name of a member that returns, the names of
 * members that start for the first time, and a cluster's name for clients.
 */
export type NewName = 'returning-member' | 'starting-members' | 'client-name';

/** The facts that decide which names vanish while no member is ready. */
export interface NameFacts {
  readonly access: Access;
  /** How the name for clients is published; undefined where clients are not routed by DNS. */
  readonly publication: Publication | undefined;
  /** Whether a member without a leader is not ready. */
  readonly unreadyWithoutLeader: () => boolean;
}

/** An event that makes names appear. */
export type Appearance = 'member-returns' | 'cold-standby-starts' | 'witness-serves';

/**
 * The new names that clients and members wait for after an event, one after the other: members find each other first.
 *
 * A member's own name exists only while its pod does. A cluster's name for clients exists only while one of its members is ready.
 */
export function newNamesAfter(appearance: Appearance, { access, publication, unreadyWithoutLeader }: NameFacts): readonly NewName[] {
  const exposure = access.kind === 'dns' ? access.exposure.kind : undefined;
  const vanishes = exposure === 'pod-addresses' || publication?.kind === 'delegated';
  switch (appearance) {
    case 'member-returns':
      return vanishes && unreadyWithoutLeader() ? ['returning-member', 'client-name'] : ['returning-member'];
    case 'cold-standby-starts':
      return vanishes ? ['starting-members', 'client-name'] : ['starting-members'];
    case 'witness-serves':
      return exposure === 'pod-addresses' || exposure === 'load-balancer' ? ['client-name'] : [];
  }
}
