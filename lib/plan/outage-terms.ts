import type { Access } from '../domain/access';
import type { Delivery } from '../domain/delivery';
import type { Dns } from '../domain/dns';
import type { RaftTiming } from '../domain/engine';
import type { OnCall } from '../domain/on-call';

/** One part of an outage. */
export interface OutageTerm {
  readonly term: 'elect' | 'detect' | 'decide' | 'fence' | 'publish' | 'start' | 'ttl' | 'client-cache';
  /** Seconds, at worst. */
  readonly seconds: number;
  /** Seconds, where every wait for something periodic takes half of its period. */
  readonly typicalSeconds: number;
  readonly why: string;
}

/** What the outages of one system depend on, whatever is lost. */
export interface OutageFacts {
  readonly access: Access;
  readonly dns: Dns;
  readonly delivery: Delivery | undefined;
  readonly onCall: OnCall | undefined;
  /** Of the group that serves. */
  readonly timing: RaftTiming;
  readonly roundTripMillis: number | undefined;
}

/** Seconds for a member to be scheduled, to mount its volume and to start, once it is to run: estimates. */
const memberStart = { worst: 60, typical: 30 } as const;

/** The time to a new leader, and to its first commit. */
export const elect = ({ timing, roundTripMillis = 0 }: OutageFacts): readonly OutageTerm[] => [
  {
    term: 'elect',
    // Detection takes one to two election timeouts (Raft, section 5.2); the vote and the first commit a round trip each.
    seconds: (2 * timing.electionMillis + 2 * roundTripMillis) / 1000,
    typicalSeconds: (1.5 * timing.electionMillis + 2 * roundTripMillis) / 1000,
    why: 'two election timeouts and two round trips',
  },
];

/** What people need, where they said how long that takes; nothing where they did not. */
export function people({ onCall }: OutageFacts, fencing: 'fence' | 'no-fence'): readonly OutageTerm[] {
  if (!onCall) return [];
  const declared = (term: OutageTerm['term'], seconds: number, why: string): OutageTerm => ({
    term,
    seconds,
    typicalSeconds: seconds,
    why,
  });
  return [
    declared('detect', onCall.notice.toSeconds(), 'somebody who may act notices'),
    declared('decide', onCall.decide.toSeconds(), 'it is decided, and the change is committed'),
    ...(fencing === 'fence' ? [declared('fence', onCall.fence.toSeconds(), 'it is proved that the old side is stopped')] : []),
  ];
}

/** The provider's own checks move the name. */
export function nameFollowsChecks(facts: OutageFacts): readonly OutageTerm[] {
  const { access } = facts;
  if (access.kind !== 'dns' || !access.healthChecks) return caches(facts);
  const { interval, failures } = access.healthChecks;
  const every = interval.toSeconds();
  return [
    {
      term: 'detect',
      seconds: every * (failures + 1),
      typicalSeconds: every * (failures + 0.5),
      why: `${failures} failed checks, one every ${every} s, and one interval of phase`,
    },
    ...caches(facts),
  ];
}

/** A commit moves the name, or without a name only the roles. */
export function nameFollowsCommit(facts: OutageFacts): readonly OutageTerm[] {
  const poll = facts.delivery?.poll.toSeconds() ?? 0;
  if (facts.access.kind !== 'dns') {
    return [{ term: 'publish', seconds: poll, typicalSeconds: poll / 2, why: 'Argo CD sees the commit' }];
  }
  const { worst, typical } = namesPublished(facts);
  return [
    {
      term: 'publish',
      seconds: poll + worst,
      typicalSeconds: poll / 2 + typical,
      why: 'Argo CD sees the commit, ExternalDNS runs, the provider spreads the change',
    },
    ...caches(facts),
  ];
}

/** Members of a cold standby start, once Argo CD has seen the commit; what it is restored from comes first. */
export function standbyStarts(facts: OutageFacts, restoreSeconds: number): readonly OutageTerm[] {
  const names = namesPublished(facts);
  const restored = restoreSeconds > 0 ? 'the newest backup is restored, ' : '';
  return [
    {
      term: 'start',
      seconds: restoreSeconds + memberStart.worst + names.worst,
      typicalSeconds: restoreSeconds + memberStart.typical + names.typical,
      why: `${restored}members of the cold standby start and find each other's names`,
    },
  ];
}

/** A member that a drain took starts on another node, and its peers find it under its name. */
export function memberReturns(facts: OutageFacts): readonly OutageTerm[] {
  const names = namesPublished(facts);
  return [
    {
      term: 'start',
      seconds: memberStart.worst + names.worst,
      typicalSeconds: memberStart.typical + names.typical,
      why: 'the member that the drain took starts on another node, under its new address',
    },
  ];
}

/** The time until the provider answers with a name that a cluster has changed. */
function namesPublished({ dns }: OutageFacts): { readonly worst: number; readonly typical: number } {
  const interval = dns.interval.toSeconds();
  const propagation = dns.provider.propagation.toSeconds();
  return { worst: interval + propagation, typical: interval / 2 + propagation };
}

/** An answer is on average half as old as it may become. */
function caches({ access }: OutageFacts): readonly OutageTerm[] {
  if (access.kind !== 'dns') return [];
  const ttl = access.ttl.toSeconds();
  const kept = access.clientCache?.toSeconds() ?? 30;
  return [
    { term: 'ttl', seconds: ttl, typicalSeconds: ttl / 2, why: 'resolvers keep the old answer' },
    { term: 'client-cache', seconds: kept, typicalSeconds: kept / 2, why: 'clients keep it beyond its TTL' },
  ];
}
