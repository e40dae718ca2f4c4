/**
 * The order in which Argo CD applies the objects of one Application; it waits for the health of a wave before the next.
 *
 * Names go out before the members, so that members find each other and a failover's records never wait for members.
 * Whatever may never become healthy (a learner that nobody has added yet, an Ingress without an address) is last.
 */
export const Wave = { namespace: -3, foundation: -2, names: -1, members: 0, mirror: 1, last: 2 } as const;

/** The annotation that puts an object into a wave. */
export const wave = (value: number): Readonly<Record<string, string>> => ({ 'argocd.argoproj.io/sync-wave': String(value) });

/** Argo CD asks before it removes what holds data. */
export const confirmRemoval: Readonly<Record<string, string>> = {
  'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm',
};
