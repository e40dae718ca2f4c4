import type { RenderedSeat, RenderedSystem } from './unit-plan';

/**
 * The order in which Argo CD applies the objects of one Application. It applies a wave only when the wave before is healthy.
 *
 * Names are applied before the members, so that members find each other, and the records of a failover never wait for members.
 * Objects that may never become healthy are last: a learner that is not added yet, an Ingress without an address.
 */
export const Wave = { namespace: -3, foundation: -2, names: -1, members: 0, mirror: 1, last: 2 } as const;

/**
 * The waves of one system. With load balancers of its own, no object is in a later wave than the members.
 *
 * A commit that promotes another group must reach the load balancers although the members of their cluster are unhealthy, which they are
 * if the serving group lost its quorum. So load balancers are in no later wave than the members. Load balancers are ready only when a
 * cluster serves, which may need an Ingress or a Service of a later wave; that wave would never be applied. So it is the same wave.
 *
 * Nor is anything later once the group has formed: Argo CD would wait for members, and apply no newer commit meanwhile. A member that
 * joins is ready only once it votes; one that has lost its volume, only after commits that give it up and take it in again.
 *
 * Source: Argo CD 3.x, gitops-engine/pkg/sync/sync_context.go: after the last wave a sync has succeeded, whatever its objects become.
 */
export const wavesOf = (
  { balancer }: Pick<RenderedSystem, 'balancer'>,
  { formed }: Pick<RenderedSeat, 'formed'>,
): Readonly<Record<keyof typeof Wave, number>> => (balancer || formed ? { ...Wave, mirror: Wave.members, last: Wave.members } : Wave);

/** The annotation that puts an object into a wave. */
export const wave = (value: number): Readonly<Record<string, string>> => ({ 'argocd.argoproj.io/sync-wave': String(value) });

/**
 * Something that is done anew in each sync, before the wave that comes after it.
 *
 * A hook of the sync itself, in the wave of the names, and no PreSync hook: all that it needs, its account, its program and what lets it
 * through, are in an earlier wave of the same sync; and the records of a failover are in none that waits for it.
 */
export const hook: Readonly<Record<string, string>> = {
  'argocd.argoproj.io/hook': 'Sync',
  'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
  ...wave(Wave.names),
};

/** Argo CD asks for a confirmation before it removes objects that hold data. */
export const confirmRemoval: Readonly<Record<string, string>> = {
  'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm',
};

/** A claim stays where a later commit lacks it, and the Application counts as in sync without it: its data is nobody's to remove. */
export const keptClaim: Readonly<Record<string, string>> = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
};

/** The kind may be installed later, and a sync must not fail before. */
export const laterKind: Readonly<Record<string, string>> = {
  'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true',
};
