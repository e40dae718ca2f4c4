/** Votes that must agree: more than half of all. */
export const quorum = (voters: number): number => Math.floor(voters / 2) + 1;

/** Votes that may be missing while a quorum is left: ⌊(N−1)/2⌋. */
export const tolerated = (voters: number): number => Math.max(0, Math.floor((voters - 1) / 2));
