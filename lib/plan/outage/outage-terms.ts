import { Access } from '../../domain/access';
import type { Delivery } from '../../domain/delivery';
import type { Dns } from '../../domain/dns';
import type { RaftTiming } from '../../domain/engine';
import type { OnCall } from '../../domain/on-call';
import type { OutageTerm } from '../model/outage-plan';
import { cacheSecondsOf } from '../names/former-names';
import type { FailedConnections } from './failover-mode';
import type { NameFacts, NewName } from './new-names';

/** The facts that every outage of one system depends on. */
export interface OutageFacts extends NameFacts {
  readonly dns: Dns;
  readonly delivery: Delivery | undefined;
  readonly onCall: OnCall | undefined;
  /** Timeouts of the group that serves. */
  readonly timing: RaftTiming;
  readonly roundTripMillis: number | undefined;
  /** Whether a member without a leader fails the health checks of the routing mechanism. Computed only where it matters. */
  readonly checksSeeQuorum: () => boolean;
  /** The longest time until a member that has lost its quorum is not ready, in seconds. */
  readonly readinessSeconds: () => number;
}

/**
 * Seconds between an event and the run of ExternalDNS that it causes; the run waits for further events (ExternalDNS, controller.go,
 * ScheduleRunOnce). If an event is lost, the next run comes after a whole interval.
 */
const eventWait = 5;

/**
 * Seconds until a ConfigMap that has changed is in a pod's volume (Kubernetes, "Mounted ConfigMaps are updated automatically"): estimates.
 */
const mountedList = { worst: 120, typical: 60 } as const;

/** Seconds until a client's connection times out, where the system does not declare it: an assumption. */
const defaultConnectSeconds = 5;

/** Seconds until a new member is scheduled, has mounted its volume and has started: estimates. */
const memberStart = { worst: 60, typical: 30 } as const;

/** The same for a pod without a volume: estimates. */
const podStart = { worst: 60, typical: 15 } as const;

/** The time until a new leader is elected and has committed its first entry. */
export const electionTerms = ({ timing, roundTripMillis = 0 }: OutageFacts): readonly OutageTerm[] => [
  {
    term: 'elect',
    // Detection takes one to two election timeouts (Raft, section 5.2); the vote and the first commit a round trip each.
    seconds: (2 * timing.electionMillis + 2 * roundTripMillis) / 1000,
    typicalSeconds: (1.5 * timing.electionMillis + 2 * roundTripMillis) / 1000,
    why: 'two election timeouts and two round trips',
  },
];

/**
 * The time until a leader without a quorum steps down, and another one is elected. It checks for a quorum once in each election timeout.
 */
export const stepDownTerms = ({ timing, roundTripMillis = 0 }: OutageFacts): readonly OutageTerm[] => [
  {
    term: 'elect',
    seconds: (4 * timing.electionMillis + 2 * roundTripMillis) / 1000,
    typicalSeconds: (3 * timing.electionMillis + 2 * roundTripMillis) / 1000,
    why: 'two election timeouts until the leader steps down, two more and two round trips until another is elected',
  },
];

/** The time that operators need, as `onCall` declares it; no terms where it is not declared. */
export function onCallTerms({ onCall }: OutageFacts, fencing: 'fence' | 'no-fence'): readonly OutageTerm[] {
  if (!onCall) return [];
  const declared = (term: OutageTerm['term'], seconds: number, why: string): OutageTerm => ({
    term,
    seconds,
    typicalSeconds: seconds,
    why,
  });
  return [
    declared('detect', onCall.notice.toSeconds(), 'an operator who may act notices the loss'),
    declared('decide', onCall.decide.toSeconds(), 'the operator decides and commits the change'),
    ...(fencing === 'fence' ? [declared('fence', onCall.fence.toSeconds(), 'the operator proves that the old side is stopped')] : []),
  ];
}

/** Who applies a commit to the clusters: Argo CD, or an operator by hand where Argo CD is lost or does not reach them. */
export type Applied = 'delivered' | 'by-hand';

/** The first step after a commit. The time that an operator needs by hand is not declared, so Argo CD's counts. */
const appliedText = (applied: Applied): string =>
  applied === 'delivered' ? 'Argo CD sees the commit' : 'an operator applies the commit by hand, counted as long as Argo CD takes';

/** The time until a commit has moved clients: it moves a name, configures load balancers or a list, or only changes roles. */
export function commitTerms(facts: OutageFacts, applied: Applied): readonly OutageTerm[] {
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
        const why = "an operator removes the lost cluster's part of the record by hand, and the provider propagates the change";
        return [{ term: 'publish', seconds, typicalSeconds: seconds, why }, ...cacheTerms(facts)];
      }
      if (facts.publication?.kind === 'terraform') {
        const seconds = facts.dns.provider.propagation.toSeconds();
        const why = 'an operator applies the Terraform stack, and the provider propagates the change';
        return [{ term: 'publish', seconds, typicalSeconds: seconds, why }, ...cacheTerms(facts)];
      }
      const { worst, typical } = namesPublished(facts);
      const why = `${appliedText(applied)}, ExternalDNS runs, the provider propagates the change`;
      return [published(worst, typical, why), ...cacheTerms(facts)];
    }
    case 'load-balancer':
      return [published(podStart.worst, podStart.typical, `${appliedText(applied)}, and new load balancer pods start`)];
    case 'client-list': {
      const why = 'the kubelet updates a mounted list; environment variables change only with new pods';
      return [
        published(0, 0, appliedText(applied)),
        { term: 'client-cache', seconds: mountedList.worst, typicalSeconds: mountedList.typical, why },
      ];
    }
    case 'gateway':
    case 'internal':
      return [published(0, 0, appliedText(applied))];
  }
}

/** The time until a commit has removed the addresses of some load balancers or gateways from their name. */
export function siteRemovalTerms(facts: OutageFacts, applied: Applied): readonly OutageTerm[] {
  const poll = facts.delivery?.poll.toSeconds() ?? 0;
  const { worst, typical } = namesPublished(facts);
  const why = `${appliedText(applied)}, ExternalDNS runs, the provider propagates the change`;
  return [{ term: 'publish', seconds: poll + worst, typicalSeconds: poll / 2 + typical, why }, ...nameCaches(facts.access)];
}

/** The time until a component that only lost clusters had has started in another cluster: ExternalDNS, load balancers, a gateway. */
export const replacementTerms = (component: string): readonly OutageTerm[] => [
  { term: 'start', seconds: podStart.worst, typicalSeconds: podStart.typical, why: `${component} in a remaining cluster` },
];

/** The time that a client loses on dead addresses, one after the other, until one answers. */
export function reconnectTerms({ access }: OutageFacts, { worst, typical }: FailedConnections): readonly OutageTerm[] {
  if (worst === 0) return [];
  const list = access.kind === 'client-list';
  const declared = access.kind === 'client-list' || access.kind === 'load-balancer' ? access.connectTimeout?.toSeconds() : undefined;
  const each = declared ?? defaultConnectSeconds;
  // An attempt at a live member during the election fails too, and the client starts again at the head of its list.
  const seconds = each * (list ? worst + 1 : worst);
  const what = list
    ? `${worst} ${worst === 1 ? 'endpoint' : 'endpoints'} of the list`
    : `${worst} ${worst === 1 ? 'address' : 'addresses'} of the name`;
  const why = `${what} without an answer, ${each} s each${list ? ', and one more attempt during the election' : ''}`;
  return [{ term: 'reconnect', seconds, typicalSeconds: each * typical, why }];
}

/** The time until the members of a cold standby have started after the commit; a restore comes first. */
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

/** The time until a member that a drain evicted has started on another node, and its peers find it by its name. */
export function memberReturnTerms(facts: OutageFacts): readonly OutageTerm[] {
  const names = namesPublished(facts);
  return [
    {
      term: 'start',
      seconds: memberStart.worst + names.worst,
      typicalSeconds: memberStart.typical + names.typical,
      why: 'the member that the drain evicted starts on another node, with a new address',
    },
  ];
}

/** Seconds until the DNS provider answers with a record that a cluster has changed. */
export function namesPublished({ dns }: Pick<OutageFacts, 'dns'>): { readonly worst: number; readonly typical: number } {
  const interval = dns.interval.toSeconds();
  const propagation = dns.provider.propagation.toSeconds();
  return { worst: interval + propagation, typical: Math.min(interval / 2, eventWait) + propagation };
}

/**
 * The time for which resolvers remember that new names do not exist. It is the negative TTL, whatever the TTL of the names is.
 *
 * A member that returns finds its peers by their old names and connects to them first. So its own new name delays it only at worst.
 */
export function newNames({ dns, publication }: Pick<OutageFacts, 'dns' | 'publication'>, names: readonly NewName[]): readonly OutageTerm[] {
  if (names.length === 0) return [];
  const own = dns.negativeTtl.toSeconds();
  const delegated = publication?.kind === 'delegated' ? dns.provider.delegatedZone?.negativeTtl.toSeconds() : undefined;
  const waits = names.map(name => {
    const seconds = name === 'client-name' ? (delegated ?? own) : own;
    return { seconds, typicalSeconds: name === 'returning-member' ? 0 : seconds / 2 };
  });
  const sum = (of: 'seconds' | 'typicalSeconds'): number => waits.reduce((all, wait) => all + wait[of], 0);
  const twice = names.length > 1 ? ', first the names of members, then the name for clients' : '';
  const why = `resolvers remember that a new name does not exist${twice}`;
  return [{ term: 'negative-ttl', seconds: sum('seconds'), typicalSeconds: sum('typicalSeconds'), why }];
}

/** The time until a cluster's name for clients is published again, after a member has become ready. */
export function republishTerms(facts: OutageFacts): readonly OutageTerm[] {
  const reconcile = facts.publication?.kind === 'delegated' ? facts.dns.provider.delegatedZone?.reconcile.toSeconds() : undefined;
  const { worst, typical } = reconcile === undefined ? namesPublished(facts) : { worst: reconcile, typical: reconcile / 2 };
  const why = 'the name for clients is published again once a member is ready';
  return [{ term: 'publish', seconds: worst, typicalSeconds: typical, why }];
}

/** The time for which caches keep the old answer of a name that moves. The name of load balancers and gateways does not move. */
export const cacheTerms = ({ access }: OutageFacts): readonly OutageTerm[] => (access.kind === 'dns' ? nameCaches(access) : []);

/** The time for which resolvers and clients keep an answer of the access's name. On average a cached answer has half of its TTL left. */
export function nameCaches(access: Access): readonly OutageTerm[] {
  const name = Access.nameOf(access);
  if (!name) return [];
  const ttl = name.ttl.toSeconds();
  const kept = cacheSecondsOf(name);
  return [
    { term: 'ttl', seconds: ttl, typicalSeconds: ttl / 2, why: 'resolvers keep the old answer' },
    { term: 'client-cache', seconds: kept, typicalSeconds: kept / 2, why: 'clients keep the old answer beyond its TTL' },
  ];
}
