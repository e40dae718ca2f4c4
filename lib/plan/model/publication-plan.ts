import type { AnswerSelection, DelegationStrategy } from '../../domain/dns';
import type { RoutingPolicy } from '../../domain/record-route';

/** Who publishes the shared name of a system, and how. */
export type Publication =
  /** Each cluster publishes its own record with a set identifier; the provider chooses one by a routing policy. */
  | {
      readonly kind: 'members';
      readonly policy: RoutingPolicy;
      /** Clusters whose record waits for the id of the health check that Terraform creates; usually empty. */
      readonly waiting: readonly string[];
    }
  /** Each cluster publishes its part of one record set; the answer is the union. */
  | { readonly kind: 'parts' }
  /** Every writer publishes the same record, whose answer the DNS server computes. */
  | { readonly kind: 'computed'; readonly selection: AnswerSelection }
  /** A controller in the clusters answers for the name; the objects that configure it are the same in every cluster. */
  | { readonly kind: 'delegated'; readonly strategy: DelegationStrategy }
  /** Terraform publishes the records; ExternalDNS does not touch the name. */
  | { readonly kind: 'terraform'; readonly policy: RoutingPolicy }
  /** Every writer publishes the same whole answer; a commit changes it. */
  | { readonly kind: 'shared' }
  /** No record is published yet, because the ids of the health checks that Terraform creates are not known. */
  | { readonly kind: 'waiting'; readonly clusters: readonly string[] };

/** How a name is published, and what the provider could not do of it. */
export interface PublicationPlan {
  readonly how: Publication;
  /** What the provider cannot do, and what to do instead; undefined where the provider can do all of it. */
  readonly refused: Refusal | undefined;
}

/** Why a declared feature cannot be provided, and what to do instead. */
export interface Refusal {
  readonly problem: string;
  readonly fix: string;
}
