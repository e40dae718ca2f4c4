import type { Access } from '../../domain/access';
import type { Publication } from '../model/publication-plan';

/**
 * Names that did not exist a moment ago, and that resolvers were asked for too early: those of members that return or start for the first
 * time, and the one that leads clients to members.
 */
export type NewName = 'returning-member' | 'starting-members' | 'client-name';

/** What decides which names vanish. */
export interface NameFacts {
  readonly access: Access;
  /** How the name of clients is published; undefined where DNS does not lead them. */
  readonly publication: Publication | undefined;
  /** Whether a member without a leader is not ready. */
  readonly unreadyWithoutLeader: () => boolean;
}

/** What makes names appear. */
export type Appearance = 'member-returns' | 'cold-standby-starts' | 'witness-serves';

/**
 * The names that are new before clients are served again, one after the other: members find each other first.
 *
 * A member's own name goes with its pod. The name that leads clients to members is there only while one of them is ready.
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
