/** The world in bytes: small enough that every state of a change can be kept and met again. */
export type State = Uint8Array;

/** Where the commit is, which loss there is, how often the program was changed, a step taken back, a volume lost, a drain begun; who is gone. */
export const Head = { commit: 0, loss: 2, retargets: 3, undos: 4, volumes: 5, drains: 6, gone: 7, size: 8 } as const;

/**
 * Of each cluster: what was applied last, what an operation of Argo CD applies now, how far that is, the older pod template, the claim
 * template of its StatefulSet, what its disruption budget is from.
 */
export const Cluster = { applied: 0, operation: 1, phase: 2, template: 3, claims: 4, budget: 5, size: 6 } as const;

/**
 * Of each pod: whether it is there, its template, its volume (mark, data, whose), its part in the group and under which id, whether it was
 * evicted and is not back, and one more than the number of what its claim is; 0 without one.
 */
export const Pod = { runs: 0, template: 1, mark: 2, data: 3, owner: 4, role: 5, id: 6, evicted: 7, claim: 8, size: 9 } as const;

/** No pod; one that waits or crashes; one whose member runs. */
export const Runs = { none: 0, waits: 1, yes: 2 } as const;

/** What a volume holds: nothing; a log that has never been complete; all but what was acknowledged last; all. */
export const Data = { none: 0, incomplete: 1, behind: 2, all: 3 } as const;

/** The part that the group itself gives a pod. */
export const Role = { none: 0, learner: 1, voter: 2 } as const;

export const nothing = 255;

export const commitOf = (state: State): number => (state[Head.commit] ?? 0) + 256 * (state[Head.commit + 1] ?? 0);

/** A state as a key. */
export const keyOf = (state: State): string => Buffer.from(state.buffer, state.byteOffset, state.length).toString('latin1');
