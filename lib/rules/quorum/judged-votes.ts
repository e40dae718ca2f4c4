import { type Votes, voteCount } from '../../plan/members/quorum';
import type { GroupPlan } from '../../plan/model/system-plan';

/** Votes of a group that are held against what is promised, and how much it matters where they do not keep it. */
export interface JudgedVotes {
  readonly votes: Votes;
  readonly severity: 'error' | 'warning';
  /** Words that end a problem. */
  readonly until: string;
}

/**
 * What the topology wants is a promise, and where it cannot be kept nothing is written. What the ledger has on the way there is said and
 * stops nothing: the way out of it leads through it.
 */
export function judgedVotes({ votes, declaredVotes }: GroupPlan): readonly JudgedVotes[] {
  const wanted: JudgedVotes = { votes: declaredVotes, severity: 'error', until: '' };
  if (sameVotes(votes, declaredVotes)) return [wanted];
  return [wanted, { votes, severity: 'warning', until: `, until the steps of the ledger lead to ${voteCount(declaredVotes)}` }];
}

const sameVotes = (one: Votes, other: Votes): boolean =>
  [...one.keys(), ...other.keys()].every(cluster => (one.get(cluster) ?? 0) === (other.get(cluster) ?? 0));
