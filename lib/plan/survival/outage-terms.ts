import type { Access } from '../../domain/access';
import type { Delivery } from '../../domain/delivery';
import type { Dns } from '../../domain/dns';
import type { RaftTiming } from '../../domain/engine';
import type { OnCall } from '../../domain/on-call';
import type { OutageTerm } from '../model/outage-plan';
import type { Publication } from '../model/publication-plan';
import type { FailedConnections } from './failover-mode';

/** What the outages of one system depend on, whatever is lost. */
export interface OutageFacts {
  readonly access: Access;
  /** How the name of clients is published; undefined where DNS does not lead them. */
  readonly publication: Publication | undefined;
  readonly dns: Dns;
  readonly delivery: Delivery | undefined;
  readonly onCall: OnCall | undefined;
  /** Of the group that serves. */
  readonly timing: RaftTiming;
  readonly roundTripMillis: number | undefined;
  /** Whether a member without a leader fails the checks of what leads clients. Asked only where it matters. */
  readonly checksSeeQuorum: () => boolean;
  /** The longest time until a member that has lost its quorum is not ready, in seconds. */
  readonly readinessSeconds: () => number;
}

/**
 * Seconds from an event to the run of ExternalDNS that it causes, which waits for more of them (ExternalDNS, controller.go,
 * ScheduleRunOnce). An event that is lost costs the whole interval.
 */
const eventWait = 5;

/** Seconds until a ConfigMap that has changed is in a pod's volume (Kubernetes, "Mounted ConfigMaps are updated automatically"): estimates. */
const mountedList = { worst: 120, typical: 60 } as const;

/** What a client waits for a connection where nobody says how long. */
const usualConnectSeconds = 5;

/** Seconds for a member to be scheduled, to mount its volume and to start, once it is to run: estimates. */
const memberStart = { worst: 60, typical: 30 } as const;

/** The same for a pod that has no volume. */
const podStart = { worst: 60, typical: 15 } as const;

/** The time to a new leader, and to its first commit. */
export const electionTerms = ({ timing, roundTripMillis = 0 }: OutageFacts): readonly OutageTerm[] => [
  {
    term: 'elect',
    // Detection takes one to two election timeouts (Raft, section 5.2); the vote and the first commit a round trip each.
    seconds: (2 * timing.electionMillis + 2 * roundTripMillis) / 1000,
    typicalSeconds: (1.5 * timing.electionMillis + 2 * roundTripMillis) / 1000,
    why: 'two election timeouts and two round trips',
  },
];

/** What people need, where they said how long that takes; nothing where they did not. */
export function onCallTerms({ onCall }: OutageFacts, fencing: 'fence' | 'no-fence'): readonly OutageTerm[] {
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

/** A commit leads clients elsewhere: it moves a name, changes what load balancers are told, or without either only the roles. */
export function commitTerms(facts: OutageFacts): readonly OutageTerm[] {
  const poll = facts.delivery?.poll.toSeconds() ?? 0;
  const published = (worst: number, typical: number, why: string): OutageTerm => ({
    term: 'publish',
    seconds: poll + worst,
    typicalSeconds: poll / 2 + typical,
    why,
  });
  switch (facts.access.kind) {
    case 'dns': {
      if (facts.publication?.kind === 'parts') {
        const seconds = facts.dns.provider.propagation.toSeconds();
        const why =
          'somebody takes its part of the record out by hand, since only its own owner would, and the provider spreads the change';
        return [{ term: 'publish', seconds, typicalSeconds: seconds, why }, ...cacheTerms(facts)];
      }
      if (facts.publication?.kind === 'terraform') {
        const seconds = facts.dns.provider.propagation.toSeconds();
        const why = 'somebody applies the Terraform stack, and the provider spreads the change';
        return [{ term: 'publish', seconds, typicalSeconds: seconds, why }, ...cacheTerms(facts)];
      }
      const { worst, typical } = namesPublished(facts);
      return [
        published(worst, typical, 'Argo CD sees the commit, ExternalDNS runs, the provider spreads the change'),
        ...cacheTerms(facts),
      ];
    }
    case 'load-balancer':
      return [published(podStart.worst, podStart.typical, 'Argo CD sees the commit, and load balancers start that know of it')];
    case 'client-list': {
      const why = 'a mounted list follows the commit by itself; variables of the environment only with new pods';
      return [
        published(0, 0, 'Argo CD sees the commit'),
        { term: 'client-cache', seconds: mountedList.worst, typicalSeconds: mountedList.typical, why },
      ];
    }
    case 'gateway':
    case 'internal':
      return [published(0, 0, 'Argo CD sees the commit')];
  }
}

/** What runs in no cluster that is left starts in another one: ExternalDNS, load balancers, a gateway. */
export const replacementTerms = (what: string): readonly OutageTerm[] => [
  { term: 'start', seconds: podStart.worst, typicalSeconds: podStart.typical, why: `${what} in a cluster that is left` },
];

/** Addresses that nobody answers at any more, one after the other, until one does. */
export function reconnectTerms({ access }: OutageFacts, { worst, typical }: FailedConnections): readonly OutageTerm[] {
  if (worst === 0) return [];
  const list = access.kind === 'client-list';
  const declared = access.kind === 'client-list' || access.kind === 'load-balancer' ? access.connectTimeout?.toSeconds() : undefined;
  const each = declared ?? usualConnectSeconds;
  // A try that reaches a living member while the group elects fails too, and the client begins at the head of its list.
  const seconds = each * (list ? worst + 1 : worst);
  const what = list
    ? `${worst} ${worst === 1 ? 'endpoint' : 'endpoints'} of the list`
    : `${worst} ${worst === 1 ? 'address' : 'addresses'} of the name`;
  const why = `${what} that nothing answers at, ${each} s each${list ? ', and one more that the election catches' : ''}`;
  return [{ term: 'reconnect', seconds, typicalSeconds: each * typical, why }];
}

/** Members of a cold standby start, once Argo CD has seen the commit; what it is restored from comes first. */
export function standbyStartTerms(facts: OutageFacts, restoreSeconds: number): readonly OutageTerm[] {
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
export function memberReturnTerms(facts: OutageFacts): readonly OutageTerm[] {
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
  return { worst: interval + propagation, typical: Math.min(interval / 2, eventWait) + propagation };
}

/** An answer is on average half as old as it may become. */
export function cacheTerms({ access }: OutageFacts): readonly OutageTerm[] {
  if (access.kind !== 'dns') return [];
  const ttl = access.ttl.toSeconds();
  const kept = access.clientCache?.toSeconds() ?? 30;
  return [
    { term: 'ttl', seconds: ttl, typicalSeconds: ttl / 2, why: 'resolvers keep the old answer' },
    { term: 'client-cache', seconds: kept, typicalSeconds: kept / 2, why: 'clients keep it beyond its TTL' },
  ];
}
