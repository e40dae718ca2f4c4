import type { DnsAccess } from '../domain/access';
import type { AnswerSelection, DelegationStrategy, Dns } from '../domain/dns';
import type { Topology } from '../domain/topology';

/** Who publishes a name that clusters share, and how. */
export type Publication =
  /** Each cluster a record of its own, told apart by a set identifier; the provider chooses. */
  | { readonly kind: 'members' }
  /** Each cluster a part of one record set; the answer is the union. */
  | { readonly kind: 'parts' }
  /** One record whose answer the server computes, the same from every writer. */
  | { readonly kind: 'computed'; readonly selection: AnswerSelection }
  /** A controller in the clusters answers; the objects that tell it so are the same in every cluster. */
  | { readonly kind: 'delegated'; readonly strategy: DelegationStrategy }
  /** Terraform publishes the records; ExternalDNS leaves the name alone. */
  | { readonly kind: 'terraform' }
  /** The whole answer, the same from every writer; a commit changes it. */
  | { readonly kind: 'shared' }
  /** Nothing yet: the ids of the health checks that Terraform makes are not there. */
  | { readonly kind: 'waiting' };

/** How a name is published, and what could not be done as it was asked. */
export interface PublicationPlan {
  readonly how: Publication;
  /** What the provider cannot do, and the way out; undefined where everything is as asked. */
  readonly refused: { readonly problem: string; readonly fix: string } | undefined;
}

/** What a seat is to a name. */
export interface NamedSeat {
  readonly cluster: { readonly name: string };
  readonly role: string;
  readonly serves: boolean;
}

/** Decides how the name of a system is published: by what its provider can do, and by what is asked of it. */
export function planPublication(access: DnsAccess, topology: Topology, seats: readonly NamedSeat[], dns: Dns): PublicationPlan {
  const { policies } = dns.provider.capabilities;
  const asked = { how: { kind: 'members' }, refused: undefined } as const;
  const shared = { how: { kind: 'shared' }, refused: undefined } as const;
  if (topology.kind === 'active-standby') {
    const standby = seats.some(({ role, serves }) => serves && role === 'voting');
    return access.healthChecks && standby && policies.includes('failover') ? asked : shared;
  }
  if (topology.traffic.kind === 'round-robin' && !policies.includes('multivalue')) return shared;
  return asked;
}
