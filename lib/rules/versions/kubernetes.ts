import { seatRule } from '../rule';

/** The oldest server that has everything that is always rendered: ordinals, claim retention and eviction policy are on by default since 1.27, and the typed API is 1.28. */
const oldest = 28;
/** Native sleep before a stop: beta and on by default since 1.30 (KEP-3960). */
const sleepSince = 30;

/** Every field that is rendered exists in the cluster's version. */
export const kubernetesVersion = seatRule(
  {
    name: 'versions/kubernetes',
    severity: 'error',
    demands: 'What a system is rendered with is known to the version of its cluster.',
    why: 'A server that does not know a field drops it without a word: ordinals would all start at 0.',
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
