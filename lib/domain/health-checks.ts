import type { Duration } from 'cdk8s';
import type { Cluster } from './cluster';
import { madeFrom } from './made-from';

/** The request that tells whether a cluster serves. `contains` is a text that must be in the answer. */
export type HealthRequest =
  | { readonly kind: 'http' | 'https'; readonly port: number; readonly path: string; readonly contains?: string }
  | { readonly kind: 'tcp'; readonly port: number };

export const HealthRequest = {
  /** A GET that must be answered with a status of 200 to 399. */
  http: (props: { readonly port: number; readonly path: string; readonly contains?: string }): HealthRequest =>
    madeFrom({ kind: 'http' }, props),
  /** The same over TLS. The health check does not verify certificates. */
  https: (props: { readonly port: number; readonly path: string; readonly contains?: string }): HealthRequest =>
    madeFrom({ kind: 'https' }, props),
  /** A connection that must be accepted. */
  tcp: (props: { readonly port: number }): HealthRequest => madeFrom({ kind: 'tcp' }, props),
} as const;

/** When a cluster counts as lost. */
export interface CheckTiming {
  /** Time between two checks. Route 53 knows 10 s and 30 s. */
  readonly interval: Duration;
  /** Checks in a row that must fail, 1 to 10. A PowerDNS server takes an address out at the first failure. */
  readonly failures: number;
}

/** Health checks of the clusters by the DNS provider, so that a name leaves a lost cluster without a commit. */
export type HealthChecks =
  | (CheckTiming & {
      readonly kind: 'existing';
      /** Ids of checks that exist already. */
      readonly ids: readonly (readonly [Cluster, string])[];
    })
  | (CheckTiming & {
      readonly kind: 'terraform';
      readonly request: HealthRequest;
      /** Who publishes the records: ExternalDNS, with the ids, or Terraform itself. */
      readonly records: 'external-dns' | 'terraform';
      /**
       * Ids that Terraform has printed. ExternalDNS publishes no record without its id. Where the records that have one would alone
       * send clients to the wrong cluster, it publishes none.
       */
      readonly ids: readonly (readonly [Cluster, string])[];
    })
  | (CheckTiming & {
      readonly kind: 'server';
      readonly request: HealthRequest;
      /** How long the server waits for an answer. */
      readonly timeout: Duration;
    });

export const HealthChecks = {
  /** Health checks that exist already, by id (Route 53). */
  existing: (props: Omit<Extract<HealthChecks, { kind: 'existing' }>, 'kind'>): HealthChecks => madeFrom({ kind: 'existing' }, props),
  /**
   * Health checks that the fleet's Terraform stack makes (Route 53).
   *
   * The id of a check is known only after Terraform has made it. Put the ids that the stack prints into `ids` and synthesize again,
   * or let Terraform publish the records as well, which needs no second synthesis.
   */
  terraform: (
    props: CheckTiming & {
      readonly request: HealthRequest;
      readonly records?: 'external-dns' | 'terraform';
      readonly ids?: readonly (readonly [Cluster, string])[];
    },
  ): HealthChecks => madeFrom({ kind: 'terraform', records: 'external-dns', ids: [] }, props),
  /** Health checks that the DNS server makes (PowerDNS), or the controller of a delegated zone (k8gb). */
  server: (props: Omit<Extract<HealthChecks, { kind: 'server' }>, 'kind'>): HealthChecks => madeFrom({ kind: 'server' }, props),
} as const;

/** The id of each cluster's check, where checks have ids. */
export const checkIds = (checks: HealthChecks | undefined): ReadonlyMap<string, string> =>
  new Map(checks && checks.kind !== 'server' ? checks.ids.map(([cluster, id]) => [cluster.name, id]) : []);
