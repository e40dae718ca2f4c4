import type { DataLoss, OutagePlan, OutageTerm, Replication } from '../model/outage-plan';
import { detectionOf } from './detection';
import type { FailedConnections, FailoverMode } from './failover-mode';
import {
  cacheTerms,
  commitTerms,
  electionTerms,
  memberReturnTerms,
  type OutageFacts,
  onCallTerms,
  reconnectTerms,
  replacementTerms,
  standbyStartTerms,
} from './outage-terms';
import { lostWrites } from './recovery-point';

/** What leads clients and runs in no cluster that is left: who writes the name, or where load balancers and gateways are. */
export type LostComponent = 'writers' | 'sites';

/** What brings clients back after a loss. */
export type Recovery =
  /** Nothing that serves was lost. */
  | { readonly kind: 'unharmed' }
  /** What is left of the group has a quorum, or has it again once the members that a drain took have come back. */
  | {
      readonly kind: 'election';
      readonly mode: FailoverMode;
      /** Whether what is gone is only cut off, and lives. */
      readonly cutOff: boolean;
      readonly failedConnections: FailedConnections;
      readonly memberReturns: boolean;
      readonly lostComponent: LostComponent | undefined;
    }
  /** A standby with a group of its own takes over. */
  | {
      readonly kind: 'takeover';
      readonly by: 'hot' | 'cold';
      readonly replication: Replication | undefined;
      readonly lostComponent: LostComponent | undefined;
    }
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
      const { by, replication, lostComponent } = recovery;
      const starts = by === 'cold' ? standbyStartTerms(facts, replication?.backup?.restore?.toSeconds() ?? 0) : [];
      const terms = inOrder([...onCallTerms(facts, 'fence'), ...commitTerms(facts), ...startsAnew(lostComponent), ...starts]);
      return sum('decision', facts.onCall ? 'loss' : 'commit', terms, lostWrites.of(by, replication));
    }
    case 'restore':
      return unending;
  }
}

type Election = Extract<Recovery, { kind: 'election' }>;

function afterElection(recovery: Election, facts: OutageFacts): OutagePlan {
  const group = [...(recovery.memberReturns ? memberReturnTerms(facts) : []), ...electionTerms(facts)];
  const waits = reconnectTerms(facts, recovery.failedConnections);
  if (recovery.mode === 'follows-commit') {
    const move = [...onCallTerms(facts, 'no-fence'), ...commitTerms(facts), ...startsAnew(recovery.lostComponent)];
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

const order: readonly OutageTerm['term'][] = ['detect', 'decide', 'fence', 'publish', 'start', 'elect', 'ttl', 'client-cache', 'reconnect'];

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
  ...lost,
});

/** An outage that nobody ends. */
export const unending: OutagePlan = sum('restore', 'loss', [], lostWrites.unknown);

/** Which of two outages is the worse one, for sorting the worst to the front. */
export function worseFirst(a: OutagePlan, b: OutagePlan): number {
  const badness = { automatic: 0, decision: 1, restore: 2 } as const;
  return badness[b.ends] - badness[a.ends] || b.worstSeconds - a.worstSeconds;
}

/** The outage in a few characters: `70 s`, `245 s after a decision`, `1445 s with a decision`, `until restored`. */
export function outageText({ ends, countedFrom, worstSeconds }: Pick<OutagePlan, 'ends' | 'countedFrom' | 'worstSeconds'>): string {
  const seconds = `${Number(worstSeconds.toFixed(1))} s`;
  switch (ends) {
    case 'automatic':
      return seconds;
    case 'decision':
      return `${seconds} ${countedFrom === 'commit' ? 'after' : 'with'} a decision`;
    case 'restore':
      return 'until restored';
  }
}
