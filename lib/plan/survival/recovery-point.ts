import type { DataLoss, Replication } from '../model/outage-plan';

const of = (by: 'hot' | 'cold', { lag, backup }: Replication = {}): DataLoss => {
  if (by === 'hot') {
    // A percentile is declared and no mean, so that the typical loss is no better known.
    const seconds = lag && lag.toMilliseconds({ integral: false }) / 1000;
    return { loses: 'mirror-lag', lostSeconds: seconds, typicalLostSeconds: seconds };
  }
  const interval = backup?.interval.toSeconds();
  const upload = backup?.upload.toSeconds();
  const known = interval !== undefined && upload !== undefined;
  return {
    loses: 'since-last-restore',
    // At worst the cluster is lost just before the next backup has been uploaded; on average half an interval earlier.
    lostSeconds: known ? interval + upload : undefined,
    typicalLostSeconds: known ? interval / 2 + upload : undefined,
  };
};

/** What each way to recover loses. */
export const lostWrites = {
  /** A quorum has every write that was acknowledged. */
  nothing: { loses: 'nothing', lostSeconds: 0, typicalLostSeconds: 0 },
  /** Nobody takes over: what comes back, comes back by hand. */
  unknown: { loses: 'nothing', lostSeconds: undefined, typicalLostSeconds: undefined },
  /** A group of its own takes over. */
  of,
} as const satisfies Record<string, DataLoss | typeof of>;
