import type { Duration } from 'cdk8s';

/** Which losses a system must survive without losing its quorum. */
export type Survive = { readonly kind: 'any-one-cluster' } | { readonly kind: 'any-one-member' };

export const Survive = {
  /** Any one cluster may be lost: no cluster holds a majority, nor half, of the votes. */
  anyOneCluster: (): Survive => Object.freeze({ kind: 'any-one-cluster' }),
  /** Any one member may be lost: three voters or more. */
  anyOneMember: (): Survive => Object.freeze({ kind: 'any-one-member' }),
} as const;

/** What is promised to the users of a system; the plan is held against it. */
export interface Objectives {
  readonly survive: Survive;
  /** Recovery time: the longest outage after the loss of one cluster. @default - none promised */
  readonly rto?: Duration;
  /** Recovery point: the most that was acknowledged and is lost with one cluster, as a time. 0 s is no write at all. @default - none promised */
  readonly rpo?: Duration;
}
