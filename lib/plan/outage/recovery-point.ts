import type { DataLoss, Replication } from '../model/outage-plan';

const of = (by: 'hot' | 'cold', { lag, backup }: Replication = {}): DataLoss => {
  if (by === 'hot') {
    // The lag is declared as a percentile, without a mean. So the typical loss is the same.
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

/** The acknowledged writes that each kind of recovery loses. */
export const lostWrites = {
  /** The group keeps its quorum, which has every acknowledged write. */
  nothing: { loses: 'nothing', lostSeconds: 0, typicalLostSeconds: 0 },
  /** No cluster takes over: an operator restores what can be restored. */
  unknown: { loses: 'nothing', lostSeconds: undefined, typicalLostSeconds: undefined },
  /** A hot or cold standby takes over. */
  of,
} as const satisfies Record<string, DataLoss | typeof of>;
