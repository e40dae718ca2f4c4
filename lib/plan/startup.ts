import type { Size } from 'cdk8s';

/** What a slow network disk delivers, in MiB/s: an assumption, on the low side of general-purpose cloud volumes. */
const replayRate = 20;

/**
 * Seconds that a member may take to start: five minutes, or reading its whole volume once where that takes longer, so
 * that a long log is replayed and never cut off by a probe.
 */
export const startupSeconds = (storage: Size): number => Math.max(300, Math.ceil(storage.toMebibytes() / replayRate));
