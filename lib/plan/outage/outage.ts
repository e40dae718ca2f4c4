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
  placesLeave,
  publishedAgain,
  reconnectTerms,
  replacementTerms,
  standbyStartTerms,
  stepsDown,
} from './outage-terms';
import { lostWrites } from './recovery-point';

/** What becomes of the leader: it is lost, or another one is elected whether it was or not; it stays; it steps down for want of a quorum. */
export type LeaderChange = 'elected' | 'stays' | 'steps-down';

/** What leads clients and runs in no cluster that is left: who writes the name, or where load balancers and gateways are. */
export type LostComponent = 'writers' | 'sites';

/** What brings clients back after a loss. */
export type Recovery =
  /** Nothing that serves was lost. */
  | { readonly kind: 'unharmed' }
  /** What is left of the group has a quorum, or has it again once the members that a drain took have come back. */
  | {
      readonly kind: 'election';
      readonly leader: LeaderChange;
      readonly mode: FailoverMode;
      /** Whether what is gone is only cut off, and lives. */
      readonly cutOff: boolean;
      readonly failedConnections: FailedConnections;
      readonly memberReturns: boolean;
      readonly lostComponent: LostComponent | undefined;
      readonly applied: Applied;
      /** Names that did not exist a moment ago, one after the other. */
      readonly newNames: readonly NewName[];
    }
  /** Some of the load balancers or gateways lead nowhere, and a commit takes them out of the name. */
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
  /** It lasts until what is lost is back. Answers in caches lead some clients on for so many seconds. */
  | { readonly kind: 'repair'; readonly cachedSeconds: number }
  /** Nobody can take over. */
  | { readonly kind: 'restore' };

/** The outage, as the sum of its parts. */
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
      const terms = inOrder([...onCallTerms(facts, 'fence'), ...moves, ...startsAnew(lostComponent), ...starts]);
      return sum('decision', facts.onCall ? 'loss' : 'commit', terms, lostWrites.of(by, replication));
    }
    case 'sites': {
      const { leader, applied } = recovery;
      const terms = longer(leaderTerms(leader, facts), [...onCallTerms(facts, 'no-fence'), ...placesLeave(facts, applied)]);
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
      return stepsDown(facts);
    case 'stays':
      return [];
  }
}

type Election = Extract<Recovery, { kind: 'election' }>;

function afterElection(recovery: Election, facts: OutageFacts): OutagePlan {
  const group = [
    ...(recovery.memberReturns ? memberReturnTerms(facts) : []),
    ...leaderTerms(recovery.leader, facts),
    ...(recovery.memberReturns && recovery.newNames.includes('client-name') ? publishedAgain(facts) : []),
    ...(recovery.memberReturns ? newNames(facts, recovery.newNames) : []),
  ];
  const waits = reconnectTerms(facts, recovery.failedConnections);
  if (recovery.mode === 'follows-commit') {
    const move = [
      ...onCallTerms(facts, 'no-fence'),
      ...commitTerms(facts, recovery.applied),
      ...startsAnew(recovery.lostComponent),
      ...(recovery.memberReturns ? [] : newNames(facts, recovery.newNames)),
    ];
    // The group elects while clients are led elsewhere: the longer of the two counts.
    return sum('decision', facts.onCall ? 'loss' : 'commit', inOrder([...longer(group, move), ...waits]), lostWrites.nothing);
  }
  const terms = recovery.mode === 'stays' ? stays(group, facts) : followsChecks(group, recovery, facts);
  // A client that tries its list does so while the group elects; one that is led finds out afterwards.
  const all = facts.access.kind === 'client-list' ? sideBySide(terms, waits) : [...terms, ...waits];
  return sum('automatic', 'loss', all, lostWrites.nothing);
}

const startsAnew = (lostComponent: LostComponent | undefined): readonly OutageTerm[] =>
  lostComponent ? replacementTerms(lostComponent === 'writers' ? 'ExternalDNS starts' : 'what clients come through starts') : [];

/** Nobody is led elsewhere; load balancers and gateways may take all members out while they elect. */
function stays(group: readonly OutageTerm[], facts: OutageFacts): readonly OutageTerm[] {
  const { kind } = facts.access;
  return kind === 'load-balancer' || kind === 'gateway' ? [...group, ...takenOut(group, facts)] : group;
}

/**
 * Checks lead clients elsewhere while the group elects. Where the checks outlast no election, those who are left fail them too,
 * and must pass again.
 */
function followsChecks(group: readonly OutageTerm[], { cutOff }: Election, facts: OutageFacts): readonly OutageTerm[] {
  const seen = detectionOf(facts);
  if (!seen) return group;
  const unready = cutOff && facts.access.kind === 'dns' ? facts.readinessSeconds() : 0;
  const lost: OutageTerm = unready > 0 ? later(seen.failure, unready, 'a member without a leader becomes unready first') : seen.failure;
  const back = takenOut(group, facts);
  return back.length > 0 ? [...longer([...group, ...back], [lost]), ...cacheTerms(facts)] : longer(group, [lost, ...cacheTerms(facts)]);
}

const later = (term: OutageTerm, seconds: number, why: string): OutageTerm => ({
  ...term,
  seconds: term.seconds + seconds,
  typicalSeconds: term.typicalSeconds + seconds,
  why: `${term.why}; ${why}, within ${seconds} s`,
});

function takenOut(group: readonly OutageTerm[], facts: OutageFacts): readonly OutageTerm[] {
  const seen = detectionOf(facts);
  if (!seen || total(group) <= seen.toleranceSeconds || !facts.checksSeeQuorum()) return [];
  return [total(group, 'typicalSeconds') > seen.toleranceSeconds ? seen.recovery : { ...seen.recovery, typicalSeconds: 0 }];
}

/** The longer of two things that happen at the same time: at worst, and typically. */
function longer(one: readonly OutageTerm[], other: readonly OutageTerm[]): readonly OutageTerm[] {
  const [long, short] = total(one) >= total(other) ? [one, other] : [other, one];
  let missing = total(short, 'typicalSeconds') - total(long, 'typicalSeconds');
  return long.map(term => {
    const more = Math.max(0, Math.min(missing, term.seconds - term.typicalSeconds));
    missing -= more;
    return more > 0 ? { ...term, typicalSeconds: term.typicalSeconds + more } : term;
  });
}

/** Two things of which the one can undo the other at worst, so that both count; typically the longer does. */
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

/** An outage that nobody ends. */
export const unending: OutagePlan = sum('restore', 'loss', [], lostWrites.unknown);

/** Which of two outages is the worse one, for sorting the worst to the front. */
export function worseFirst(a: OutagePlan, b: OutagePlan): number {
  const badness = { automatic: 0, decision: 1, repair: 2, restore: 3 } as const;
  return badness[b.ends] - badness[a.ends] || b.worstSeconds - a.worstSeconds;
}

/** The outage in a few characters: `70 s`, `245 s after a decision`, `1445 s with a decision`, `until repaired`, `until restored`. */
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
