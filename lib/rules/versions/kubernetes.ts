import { seatRule } from '../rule';

/**
 * The oldest supported minor version: ordinals, claim retention and eviction policy are on by default since 1.27, and
 * the typed API is 1.28.
 */
const oldest = 28;
/** The minor version with a native sleep before the stop signal: beta and on by default since 1.30 (KEP-3960). */
const sleepSince = 30;

/** The cluster's version has every rendered field. */
export const kubernetesVersion = seatRule(
  {
    name: 'versions/kubernetes',
    severity: 'error',
    demands: "The cluster's version of Kubernetes knows every rendered field of a system.",
    why: 'A server silently drops a field that it does not know: all ordinals would start at 0.',
    source: 'Kubernetes enhancements 3335 (ordinals, beta in 1.27) and 3960 (sleep action, beta in 1.30).',
  },
  seat => {
    const { cluster } = seat;
    const minor = Number(cluster.kubernetes.split('.')[1]);
    // The engine is not asked where nothing of its answer is too new.
    if (minor >= Math.max(oldest, sleepSince)) return [];
    const needs: readonly (readonly [boolean, number, string])[] = [
      [true, oldest, 'the typed API, member ordinals and claim retention'],
      [seat.config.shutdown.before?.kind === 'sleep', sleepSince, 'a native sleep before the stop'],
    ];
    return needs
      .filter(([used, since]) => used && minor < since)
      .map(([, since, what]) => ({
        problem: `Kubernetes ${cluster.kubernetes} is too old for ${what}, which need 1.${since}`,
        fix: `upgrade the cluster to 1.${since} or newer${since === sleepSince ? ', or shut down by a command' : ''}`,
      }));
  },
);
