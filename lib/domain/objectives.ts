import type { Duration } from 'cdk8s';

/** Which losses a system must survive without losing its quorum. */
export type Survive = { readonly kind: 'any-one-cluster' } | { readonly kind: 'any-one-member' };

export const Survive = {
  /** Any one cluster may be lost: no cluster holds half of the votes or more. */
  anyOneCluster: (): Survive => Object.freeze({ kind: 'any-one-cluster' }),
  /** Any one member may be lost: three voters or more. */
  anyOneMember: (): Survive => Object.freeze({ kind: 'any-one-member' }),
} as const;

/** What is promised to the users of a system. The plan is checked against it. */
export interface Objectives {
  readonly survive: Survive;
  /** Recovery time: the longest outage after the loss of one cluster. @default - none promised */
  readonly rto?: Duration;
  /**
   * Recovery point: how much time of acknowledged writes may be lost with one cluster. 0 s means that none is lost.
   * @default - none promised
   */
  readonly rpo?: Duration;
}
