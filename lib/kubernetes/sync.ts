import type { RenderedSystem } from './unit-plan';

/**
 * The order in which Argo CD applies the objects of one Application; it waits for the health of a wave before the next.
 *
 * Names go out before the members, so that members find each other and a failover's records never wait for members.
 * Whatever may never become healthy (a learner that nobody has added yet, an Ingress without an address) is last.
 */
export const Wave = { namespace: -3, foundation: -2, names: -1, members: 0, mirror: 1, last: 2 } as const;

/**
 * The waves of one system: behind load balancers of its own nothing is later than the members.
 *
 * A commit that promotes another group has to reach the load balancers while the members of their cluster are unhealthy, as they are
 * wherever the group that serves lost its quorum: so they are in no later wave than the members. They in turn are ready only when
 * somebody serves, which may be through an Ingress or a load balancer of a later wave, and neither would ever come: so that wave is
 * the same.
 *
 * Nor is anything later while a member joins: it is ready once it votes, and its Job promotes it beside the members. Until then a sync
 * with a later wave would go on, and no newer commit would be applied.
 */
export const wavesOf = ({
  balancer,
  memberJoins,
}: Pick<RenderedSystem, 'balancer' | 'memberJoins'>): Readonly<Record<keyof typeof Wave, number>> =>
  balancer || memberJoins ? { ...Wave, mirror: Wave.members, last: Wave.members } : Wave;

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

/** Argo CD asks before it removes what holds data. */
export const confirmRemoval: Readonly<Record<string, string>> = {
  'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm',
};

/** The kind may come with what the cluster is given later, and a sync must not end at it before. */
export const laterKind: Readonly<Record<string, string>> = {
  'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true',
};
