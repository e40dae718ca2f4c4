import type { Access } from '../domain/access';
import type { Delivery } from '../domain/delivery';
import type { Dns } from '../domain/dns';
import type { RaftTiming } from '../domain/engine';

/** One part of an outage. */
export interface OutageTerm {
  readonly term: 'elect' | 'detect' | 'publish' | 'start' | 'ttl' | 'client-cache';
  /** Seconds, at worst. */
  readonly seconds: number;
  readonly why: string;
}

/** How long clients are without the system when the worst single cluster is lost. */
export interface OutagePlan {
  /**
   * `automatic`: it passes by itself. `decision`: somebody must first commit the change of the active cluster, and the
   * sum counts from that commit. `restore`: the quorum is gone and no standby can take over.
   */
  readonly ends: 'automatic' | 'decision' | 'restore';
  readonly terms: readonly OutageTerm[];
  /** Sum of the terms; without the decision where one is needed. */
  readonly worstSeconds: number;
  /** What was acknowledged and is lost. */
  readonly loses: 'nothing' | 'mirror-lag' | 'since-last-restore';
}

/** What the outage after the loss of one cluster depends on. */
export interface OutageInput {
  readonly access: Access;
  readonly dns: Dns;
  readonly delivery: Delivery | undefined;
  /** The group of the cluster that is lost. */
  readonly timing: RaftTiming;
  readonly roundTripMillis: number | undefined;
  /** Whether what is left of that group has a quorum. */
  readonly quorumLeft: boolean;
  /** The first standby with a group of its own, if any. */
  readonly ownGroupStandby: 'hot' | 'cold' | undefined;
  /** Whether the name follows health checks of the provider. */
  readonly healthChecked: boolean;
  /** Whether the lost cluster is (one of) those that clients are sent to. */
  readonly served: boolean;
}

/** Seconds for a member to be scheduled, to mount its volume and to start, once its replicas are raised: an estimate. */
const memberStartSeconds = 60;

/** The longest outage after the loss of one cluster, as the sum of its parts. */
export function planOutage(input: OutageInput): OutagePlan {
  const { access, quorumLeft, ownGroupStandby } = input;
  if (!quorumLeft && !ownGroupStandby) return { ends: 'restore', terms: [], worstSeconds: 0, loses: 'nothing' };
  const elect: OutageTerm = {
    term: 'elect',
    // Detection takes one to two election timeouts (Raft, section 5.2); the vote and the first commit a round trip each.
    seconds: (2 * input.timing.electionMillis + 2 * (input.roundTripMillis ?? 0)) / 1000,
    why: 'two election timeouts and two round trips',
  };
  const loses = quorumLeft ? 'nothing' : ownGroupStandby === 'hot' ? 'mirror-lag' : 'since-last-restore';
  const move = input.served && access.kind === 'dns' ? nameMoves(input) : [];
  const start = quorumLeft ? [] : promotion(input, move);
  // The election runs while the name moves: the longer of the two counts.
  const moveSeconds = sum(move);
  const terms = quorumLeft && elect.seconds >= moveSeconds ? [elect] : [...start, ...move];
  const automatic = quorumLeft && (move.length === 0 || input.healthChecked);
  return { ends: automatic ? 'automatic' : 'decision', terms, worstSeconds: sum(terms), loses };
}

/** What comes before clients find another group: the commit, and for a cold one its members and their names. */
function promotion({ delivery, dns, ownGroupStandby }: OutageInput, move: readonly OutageTerm[]): readonly OutageTerm[] {
  const published = move.some(({ term }) => term === 'publish');
  const commit: readonly OutageTerm[] = published
    ? []
    : [{ term: 'publish', seconds: delivery?.poll.toSeconds() ?? 0, why: 'Argo CD sees the commit' }];
  if (ownGroupStandby !== 'cold') return commit;
  const names = dns.interval.toSeconds() + dns.provider.propagation.toSeconds();
  return [
    ...commit,
    { term: 'start', seconds: memberStartSeconds + names, why: "members of the cold standby start and find each other's names" },
  ];
}

function nameMoves({ access, dns, delivery, healthChecked }: OutageInput): readonly OutageTerm[] {
  if (access.kind !== 'dns') return [];
  const cache: OutageTerm[] = [
    { term: 'ttl', seconds: access.ttl.toSeconds(), why: 'resolvers keep the old answer' },
    { term: 'client-cache', seconds: access.clientCache?.toSeconds() ?? 30, why: 'clients keep it beyond its TTL' },
  ];
  if (healthChecked && access.healthChecks) {
    const { interval, failures } = access.healthChecks;
    const seconds = interval.toSeconds() * (failures + 1);
    return [
      { term: 'detect', seconds, why: `${failures} failed checks, one every ${interval.toSeconds()} s, and one interval of phase` },
      ...cache,
    ];
  }
  const poll = delivery?.poll.toSeconds() ?? 0;
  return [
    {
      term: 'publish',
      seconds: poll + dns.interval.toSeconds() + dns.provider.propagation.toSeconds(),
      why: 'Argo CD sees the commit, ExternalDNS runs, the provider spreads the change',
    },
    ...cache,
  ];
}

const sum = (terms: readonly OutageTerm[]): number => terms.reduce((total, { seconds }) => total + seconds, 0);

/** The outage in a few characters: `70 s`, `245 s after a decision`, `until restored`. */
export function outageText({ ends, worstSeconds }: OutagePlan): string {
  const seconds = `${Number(worstSeconds.toFixed(1))} s`;
  switch (ends) {
    case 'automatic':
      return seconds;
    case 'decision':
      return `${seconds} after a decision`;
    case 'restore':
      return 'until restored';
  }
}
