import type { DataLoss, OutagePlan, OutageTerm, Replication } from '../model/outage-plan';
import { detectionOf } from './detection';
import type { FailedConnections, FailoverMode } from './failover-mode';
import type { NewName } from './new-names';
import {
  type Applied,
  cacheTerms,
  commitTerms,
  electionTerms,
  memberReturnTerms,
  newNames,
  type OutageFacts,
  onCallTerms,
  reconnectTerms,
  replacementTerms,
  republishTerms,
  siteRemovalTerms,
  standbyStartTerms,
  stepDownTerms,
} from './outage-terms';
import { lostWrites } from './recovery-point';

/**
 * What happens to the leader. `elected`: a new one is elected, whether or not the old one is lost. `stays`: it keeps its office.
 * `steps-down`: it has no quorum, steps down, and another one is elected.
 */
export type LeaderChange = 'elected' | 'stays' | 'steps-down';

/** A routing component that only lost clusters had: the writers of the name, or the sites of load balancers and gateways. */
export type LostComponent = 'writers' | 'sites';

/** How clients are served again after a loss. */
export type Recovery =
  /** Nothing that serves was lost. */
  | { readonly kind: 'unharmed' }
  /** The rest of the group has a quorum, or has it again once the members that a drain evicted have returned. */
  | {
      readonly kind: 'election';
      readonly leader: LeaderChange;
      readonly mode: FailoverMode;
      /** Whether the lost clusters are alive and only cut off. */
      readonly cutOff: boolean;
      readonly failedConnections: FailedConnections;
      readonly memberReturns: boolean;
      readonly lostComponent: LostComponent | undefined;
      readonly applied: Applied;
      /** New names that clients and members wait for, one after the other. */
      readonly newNames: readonly NewName[];
    }
  /** Some load balancers or gateways reach no cluster that serves, and a commit removes them from the name. */
  | { readonly kind: 'sites'; readonly leader: LeaderChange; readonly applied: Applied }
  /** A standby with a group of its own takes over. */
  | {
      readonly kind: 'takeover';
      readonly by: 'hot' | 'cold';
      readonly replication: Replication | undefined;
      readonly lostComponent: LostComponent | undefined;
      readonly applied: Applied;
      readonly newNames: readonly NewName[];
    }
  /** The outage lasts until the lost part is repaired. Cached answers still serve some clients for `cachedSeconds`. */
  | { readonly kind: 'repair'; readonly cachedSeconds: number }
  /** No cluster can take over. */
  | { readonly kind: 'restore' };

/** The outage of a recovery, as the sum of its terms. */
export function planOutage(recovery: Recovery, facts: OutageFacts): OutagePlan {
  switch (recovery.kind) {
    case 'unharmed':
      return sum('automatic', 'loss', [], lostWrites.nothing);
    case 'election':
      return afterElection(recovery, facts);
    case 'takeover': {
      const { by, replication, lostComponent, applied, newNames: names } = recovery;
      const starts = by === 'cold' ? standbyStartTerms(facts, replication?.backup?.restore?.toSeconds() ?? 0) : [];
      const moves = [...commitTerms(facts, applied), ...newNames(facts, names)];
      const terms = inOrder([...onCallTerms(facts, 'fence'), ...moves, ...replacementOf(lostComponent), ...starts]);
      return sum('decision', facts.onCall ? 'loss' : 'commit', terms, lostWrites.of(by, replication));
    }
    case 'sites': {
      const { leader, applied } = recovery;
      const terms = longer(leaderTerms(leader, facts), [...onCallTerms(facts, 'no-fence'), ...siteRemovalTerms(facts, applied)]);
      return sum('decision', facts.onCall ? 'loss' : 'commit', inOrder(terms), lostWrites.nothing);
    }
    case 'repair':
      return { ...sum('repair', 'loss', [], lostWrites.nothing), cachedSeconds: recovery.cachedSeconds };
    case 'restore':
      return unending;
  }
}

function leaderTerms(change: LeaderChange, facts: OutageFacts): readonly OutageTerm[] {
  switch (change) {
    case 'elected':
      return electionTerms(facts);
    case 'steps-down':
      return stepDownTerms(facts);
    case 'stays':
      return [];
  }
}

type Election = Extract<Recovery, { kind: 'election' }>;

function afterElection(recovery: Election, facts: OutageFacts): OutagePlan {
  const group = [
    ...(recovery.memberReturns ? memberReturnTerms(facts) : []),
    ...leaderTerms(recovery.leader, facts),
    ...(recovery.memberReturns && recovery.newNames.includes('client-name') ? republishTerms(facts) : []),
    ...(recovery.memberReturns ? newNames(facts, recovery.newNames) : []),
  ];
  const waits = reconnectTerms(facts, recovery.failedConnections);
  if (recovery.mode === 'follows-commit') {
    const move = [
      ...onCallTerms(facts, 'no-fence'),
      ...commitTerms(facts, recovery.applied),
      ...replacementOf(recovery.lostComponent),
      ...(recovery.memberReturns ? [] : newNames(facts, recovery.newNames)),
    ];
    // The election and the commit run at the same time: the longer one counts.
    return sum('decision', facts.onCall ? 'loss' : 'commit', inOrder([...longer(group, move), ...waits]), lostWrites.nothing);
  }
  const terms = recovery.mode === 'stays' ? stays(group, facts) : followsChecks(group, recovery, facts);
  // A client with a list tries its endpoints during the election; other clients reconnect after it.
  const all = facts.access.kind === 'client-list' ? sideBySide(terms, waits) : [...terms, ...waits];
  return sum('automatic', 'loss', all, lostWrites.nothing);
}

const replacementOf = (lostComponent: LostComponent | undefined): readonly OutageTerm[] =>
  lostComponent ? replacementTerms(lostComponent === 'writers' ? 'ExternalDNS starts' : 'load balancers or a gateway start') : [];

/** Clients keep their clusters. But load balancers and gateways may mark all members as down during the election. */
function stays(group: readonly OutageTerm[], facts: OutageFacts): readonly OutageTerm[] {
  const { kind } = facts.access;
  return kind === 'load-balancer' || kind === 'gateway' ? [...group, ...markedDown(group, facts)] : group;
}

/**
 * Health checks move clients during the election. Where the election takes longer than the checks tolerate, the remaining clusters fail
 * their checks too, and must pass them again.
 */
function followsChecks(group: readonly OutageTerm[], { cutOff }: Election, facts: OutageFacts): readonly OutageTerm[] {
  const detection = detectionOf(facts);
  if (!detection) return group;
  const { failure } = detection;
  const unready = cutOff && facts.access.kind === 'dns' ? facts.readinessSeconds() : 0;
  const detect = unready > 0 ? later(failure, unready, 'before that, a member without a leader becomes unready') : failure;
  const back = markedDown(group, facts);
  return back.length > 0 ? [...longer([...group, ...back], [detect]), ...cacheTerms(facts)] : longer(group, [detect, ...cacheTerms(facts)]);
}

const later = (term: OutageTerm, seconds: number, why: string): OutageTerm => ({
  ...term,
  seconds: term.seconds + seconds,
  typicalSeconds: term.typicalSeconds + seconds,
  why: `${term.why}; ${why}, within ${seconds} s`,
});

/** The time until remaining clusters that failed their checks during the election are used again; no term where the checks tolerate it. */
function markedDown(group: readonly OutageTerm[], facts: OutageFacts): readonly OutageTerm[] {
  const detection = detectionOf(facts);
  if (!detection || total(group) <= detection.toleranceSeconds || !facts.checksSeeQuorum()) return [];
  const { recovery, toleranceSeconds } = detection;
  return [total(group, 'typicalSeconds') > toleranceSeconds ? recovery : { ...recovery, typicalSeconds: 0 }];
}

/** The longer of two sums that run at the same time, at worst; its typical terms are raised where the other one is typically longer. */
function longer(one: readonly OutageTerm[], other: readonly OutageTerm[]): readonly OutageTerm[] {
  const [long, short] = total(one) >= total(other) ? [one, other] : [other, one];
  let missing = total(short, 'typicalSeconds') - total(long, 'typicalSeconds');
  return long.map(term => {
    const more = Math.max(0, Math.min(missing, term.seconds - term.typicalSeconds));
    missing -= more;
    return more > 0 ? { ...term, typicalSeconds: term.typicalSeconds + more } : term;
  });
}

/** Two sums that run at the same time and of which one can undo the other: at worst both count, typically only the longer one. */
function sideBySide(one: readonly OutageTerm[], other: readonly OutageTerm[]): readonly OutageTerm[] {
  const first = total(one, 'typicalSeconds') >= total(other, 'typicalSeconds');
  const hidden = (terms: readonly OutageTerm[]): readonly OutageTerm[] => terms.map(term => ({ ...term, typicalSeconds: 0 }));
  return first ? [...one, ...hidden(other)] : [...hidden(one), ...other];
}

const order: readonly OutageTerm['term'][] = [
  ...(['detect', 'decide', 'fence', 'publish', 'start', 'elect'] as const),
  ...(['negative-ttl', 'ttl', 'client-cache', 'reconnect'] as const),
];

const inOrder = (terms: readonly OutageTerm[]): readonly OutageTerm[] =>
  [...terms].sort((a, b) => order.indexOf(a.term) - order.indexOf(b.term));

const total = (terms: readonly OutageTerm[], of: 'seconds' | 'typicalSeconds' = 'seconds'): number =>
  terms.reduce((seconds, term) => seconds + term[of], 0);

const sum = (ends: OutagePlan['ends'], from: OutagePlan['countedFrom'], terms: readonly OutageTerm[], lost: DataLoss): OutagePlan => ({
  ends,
  countedFrom: from,
  terms,
  worstSeconds: total(terms),
  typicalSeconds: total(terms, 'typicalSeconds'),
  cachedSeconds: 0,
  ...lost,
});

/** An outage without a recovery: it lasts until a restore. */
export const unending: OutagePlan = sum('restore', 'loss', [], lostWrites.unknown);

/** Compares two outages, for sorting the worst to the front. */
export function worseFirst(a: OutagePlan, b: OutagePlan): number {
  const badness = { automatic: 0, decision: 1, repair: 2, restore: 3 } as const;
  return badness[b.ends] - badness[a.ends] || b.worstSeconds - a.worstSeconds;
}

/** The outage as a short text: `70 s`, `245 s after a decision`, `1445 s with a decision`, `until repaired`, `until restored`. */
export function outageText({ ends, countedFrom, worstSeconds }: Pick<OutagePlan, 'ends' | 'countedFrom' | 'worstSeconds'>): string {
  const seconds = `${Number(worstSeconds.toFixed(1))} s`;
  switch (ends) {
    case 'automatic':
      return seconds;
    case 'decision':
      return `${seconds} ${countedFrom === 'commit' ? 'after' : 'with'} a decision`;
    case 'repair':
      return 'until repaired';
    case 'restore':
      return 'until restored';
  }
}
