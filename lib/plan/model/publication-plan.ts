import type { AnswerSelection, DelegationStrategy, RoutingPolicy } from '../../domain/dns';
/** Who publishes a name that clusters share, and how. */
export type Publication =
  /** Each cluster a record of its own, told apart by a set identifier; the provider chooses. */
  | {
      readonly kind: 'members';
      readonly policy: RoutingPolicy;
      /** Clusters whose own record waits until the health check that Terraform makes has an id; empty as a rule. */
      readonly waiting: readonly string[];
    }
  /** Each cluster a part of one record set; the answer is the union. */
  | { readonly kind: 'parts' }
  /** One record whose answer the server computes, the same from every writer. */
  | { readonly kind: 'computed'; readonly selection: AnswerSelection }
  /** A controller in the clusters answers; the objects that tell it so are the same in every cluster. */
  | { readonly kind: 'delegated'; readonly strategy: DelegationStrategy }
  /** Terraform publishes the records; ExternalDNS leaves the name alone. */
  | { readonly kind: 'terraform'; readonly policy: RoutingPolicy }
  /** The whole answer, the same from every writer; a commit changes it. */
  | { readonly kind: 'shared' }
  /** Nothing yet: the ids of the health checks that Terraform makes are not there. */
  | { readonly kind: 'waiting'; readonly clusters: readonly string[] };

/** How a name is published, and what could not be done as it was asked. */
export interface PublicationPlan {
  readonly how: Publication;
  /** What the provider cannot do, and the way out; undefined where everything is as asked. */
  readonly refused: Refusal | undefined;
}

/** What cannot be done as it was asked, and the way out. */
export interface Refusal {
  readonly problem: string;
  readonly fix: string;
}
