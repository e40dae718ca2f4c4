import {
  elect,
  memberReturns,
  nameFollowsChecks,
  nameFollowsCommit,
  type OutageFacts,
  type OutageTerm,
  people,
  standbyStarts,
} from './outage-terms';
import { type Losing, lostWrites, type Replication } from './recovery-point';

/** How long clients are without the system after a loss, and what is lost with it. */
export interface OutagePlan extends Losing {
  /**
   * `automatic`: it passes by itself. `decision`: somebody must first commit a change. `restore`: the quorum is gone and no
   * standby can take over.
   */
  readonly ends: 'automatic' | 'decision' | 'restore';
  /** What the sum counts from: the loss, or the commit, where nobody has said how long people take. */
  readonly from: 'loss' | 'commit';
  readonly terms: readonly OutageTerm[];
  /** Sum of the terms. */
  readonly worstSeconds: number;
  /** Sum of the terms as they typically are. */
  readonly typicalSeconds: number;
}

/** What brings clients back after a loss. */
export type Recovery =
  /** Nothing that serves was lost. */
  | { readonly kind: 'unharmed' }
  /**
   * What is left of the group has a quorum, or has it again once the members that a drain took have come back. Clients
   * stay where they are, or their name follows the provider's checks or a commit.
   */
  | { readonly kind: 'election'; readonly name: 'stays' | 'follows-checks' | 'follows-commit'; readonly memberReturns: boolean }
  /** A standby with a group of its own takes over. */
  | { readonly kind: 'takeover'; readonly by: 'hot' | 'cold'; readonly replication: Replication | undefined }
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
      const { by, replication } = recovery;
      const starts = by === 'cold' ? standbyStarts(facts, replication?.backup?.restore?.toSeconds() ?? 0) : [];
      const terms = inOrder([...people(facts, 'fence'), ...nameFollowsCommit(facts), ...starts]);
      return sum('decision', facts.onCall ? 'loss' : 'commit', terms, lostWrites.of(by, replication));
    }
    case 'restore':
      return unending;
  }
}

function afterElection({ name, memberReturns: waits }: Extract<Recovery, { kind: 'election' }>, facts: OutageFacts): OutagePlan {
  const group = [...(waits ? memberReturns(facts) : []), ...elect(facts)];
  if (name === 'stays') return sum('automatic', 'loss', group, lostWrites.nothing);
  const checked = name === 'follows-checks';
  const move = checked ? nameFollowsChecks(facts) : [...people(facts, 'no-fence'), ...nameFollowsCommit(facts)];
  // The group elects while the name moves: the longer of the two counts.
  const terms = total(group) >= total(move) ? group : move;
  return sum(checked ? 'automatic' : 'decision', checked || facts.onCall ? 'loss' : 'commit', terms, lostWrites.nothing);
}

const order: readonly OutageTerm['term'][] = ['detect', 'decide', 'fence', 'publish', 'start', 'elect', 'ttl', 'client-cache'];

const inOrder = (terms: readonly OutageTerm[]): readonly OutageTerm[] =>
  [...terms].sort((a, b) => order.indexOf(a.term) - order.indexOf(b.term));

const total = (terms: readonly OutageTerm[]): number => terms.reduce((seconds, term) => seconds + term.seconds, 0);

const sum = (ends: OutagePlan['ends'], from: OutagePlan['from'], terms: readonly OutageTerm[], lost: Losing): OutagePlan => ({
  ends,
  from,
  terms,
  worstSeconds: total(terms),
  typicalSeconds: terms.reduce((seconds, { typicalSeconds }) => seconds + typicalSeconds, 0),
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
export function outageText({ ends, from, worstSeconds }: Pick<OutagePlan, 'ends' | 'from' | 'worstSeconds'>): string {
  const seconds = `${Number(worstSeconds.toFixed(1))} s`;
  switch (ends) {
    case 'automatic':
      return seconds;
    case 'decision':
      return `${seconds} ${from === 'commit' ? 'after' : 'with'} a decision`;
    case 'restore':
      return 'until restored';
  }
}
