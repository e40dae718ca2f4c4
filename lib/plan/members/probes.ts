import type { Size } from 'cdk8s';
import type { RaftTiming, ReadinessClass } from '../../domain/engine';

/** What a slow network disk delivers, in MiB/s: an assumption, on the low side of general-purpose cloud volumes. */
const replayRate = 20;

/**
 * Seconds that a member may take to start: five minutes, or reading its whole volume once where that takes longer, so
 * that a long log is replayed and never cut off by a probe.
 */
export const startupSeconds = (storage: Size): number => Math.max(300, Math.ceil(storage.toMebibytes() / replayRate));

/** Seconds between two probes of a member, and how long one may take. */
export const probePeriodSeconds = 5;

/**
 * Failed readiness probes in a row that make a member not ready.
 *
 * What asks a leader or a quorum fails during every election. It must fail for longer than two election timeouts, the
 * longest that one takes as a rule (Raft, section 5.2), or every change of the leader would take all members from their clients.
 */
export function readinessFailures(needs: ReadinessClass, { electionMillis }: RaftTiming): number {
  const usual = 3; // Kubernetes' own default
  if (needs === 'process') return usual;
  return Math.max(usual, Math.ceil((2 * electionMillis) / 1000 / probePeriodSeconds) + 1);
}
