import type { Size } from 'cdk8s';
import type { RaftTiming, ReadinessClass } from '../../domain/engine';

/** Read rate of a slow network disk, in MiB/s: an assumption, on the low side of general-purpose cloud volumes. */
const replayRate = 20;

/**
 * Seconds that a member may take to start: five minutes, or the time to read its whole volume once if that is longer. So the startup
 * probe never interrupts the replay of a long log.
 */
export const startupSeconds = (storage: Size): number => Math.max(300, Math.ceil(storage.toMebibytes() / replayRate));

/** Seconds between two probes of a member, and the timeout of each. */
export const probePeriodSeconds = 5;

/**
 * Failed readiness probes in a row that make a member not ready.
 *
 * A probe that needs a leader or a quorum fails during every election. An election usually takes at most two election timeouts (Raft,
 * section 5.2). The probe must fail for longer than that, or every change of the leader would make all members unready.
 */
export function readinessFailures(needs: ReadinessClass, { electionMillis }: RaftTiming): number {
  const usual = 3; // Kubernetes' own default
  if (needs === 'process') return usual;
  return Math.max(usual, Math.ceil((2 * electionMillis) / 1000 / probePeriodSeconds) + 1);
}

/**
 * Seconds that a replaced member must be ready before the next one is replaced (`minReadySeconds`): longer than two election timeouts, and
 * at least 10. After that time any election is over and the member has caught up.
 */
export const soakSeconds = ({ electionMillis }: Pick<RaftTiming, 'electionMillis'>): number =>
  Math.max(10, Math.floor((2 * electionMillis) / 1000) + 1);
