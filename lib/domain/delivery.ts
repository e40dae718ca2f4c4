import { Duration } from 'cdk8s';
import type { Cluster } from './cluster';
import { madeFrom } from './made-from';

/** What Argo CD gets for a system: one Application for each cluster, or one ApplicationSet that syncs cluster by cluster. */
export type ArgoCdMode = 'applications' | 'rolling-sync';

/** Delivery by Argo CD. */
export interface ArgoCdDelivery {
  readonly kind: 'argo-cd';
  /** The repository that holds the output folder. */
  readonly repoUrl: string;
  /** Branch, tag or commit. @default 'main' */
  readonly revision: string;
  /** Path of the output folder in the repository; '.' when the repository holds nothing else. @default 'dist' */
  readonly path: string;
  /** Name of the AppProject, a DNS label. */
  readonly project: string;
  /** The cluster that runs Argo CD. */
  readonly runsOn: Cluster;
  /** Argo CD's namespace. @default 'argocd' */
  readonly namespace: string;
  /** @default 'applications': plain Applications keep automated sync, which RollingSync switches off */
  readonly mode: ArgoCdMode;
  /** Time until Argo CD sees a commit without a webhook. @default 180 s, its polling interval of two minutes and its jitter of one */
  readonly poll: Duration;
}

/** How the output reaches the clusters. */
export type Delivery = ArgoCdDelivery;

export const Delivery = {
  argoCd: (props: Pick<ArgoCdDelivery, 'repoUrl' | 'project' | 'runsOn'> & Partial<Omit<ArgoCdDelivery, 'kind'>>): ArgoCdDelivery =>
    madeFrom(
      {
        kind: 'argo-cd',
        revision: 'main',
        path: 'dist',
        namespace: 'argocd',
        mode: 'applications',
        poll: Duration.seconds(180),
      },
      props,
    ),
} as const;
