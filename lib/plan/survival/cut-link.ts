import type { DisruptiveServers } from '../../domain/engine';
import type { SurvivalRow } from '../model/survival-plan';
import type { GroupPlan } from '../model/system-plan';
import type { LeaderChange } from '../outage/outage';

/**
 * Two clusters that no longer reach each other, while both reach all others. The direction does not matter: a request needs an answer, and
 * a connection needs acknowledgements, so a cut in one direction stops both.
 */
export interface CutLink {
  readonly one: string;
  readonly other: string;
}

/** Whether two clusters still reach each other. */
export const reaches = ({ one, other }: CutLink, a: string, b: string): boolean =>
  !((a === one && b === other) || (a === other && b === one));

/** A group after its elections have settled. */
export interface SettledGroup {
  /** The cluster that has the leader. */
  readonly leader: string;
  readonly change: LeaderChange;
  /** The cluster whose members do not reach the leader and so do not follow it; undefined where all members reach the leader. */
  readonly cutOff: string | undefined;
  readonly elections: SurvivalRow['elections'];
}

/**
 * The clusters that can have the leader after a link is cut; empty where no cluster reaches a quorum.
 *
 * A leader that reaches a quorum stays, even if all members of one cluster do not hear it. A leader without a quorum steps down, and any
 * voter that reaches a quorum may be elected.
 */
export function settle(
  link: CutLink,
  leader: string,
  group: GroupPlan,
  disruptive: DisruptiveServers | undefined,
): readonly SettledGroup[] {
  const { voters, votes, quorum } = group;
  const voting = [...votes.keys()].filter(cluster => (votes.get(cluster) ?? 0) > 0);
  const ends: ReadonlyMap<string, string> = new Map([
    [link.one, link.other],
    [link.other, link.one],
  ]);
  const otherEnd = (home: string): string | undefined => ends.get(home);
  const reachesQuorum = (home: string): boolean => voters.length - (votes.get(otherEnd(home) ?? '') ?? 0) >= quorum;
  const settled = (home: string, change: LeaderChange): SettledGroup => {
    const cutOff = otherEnd(home);
    // Members that are cut off from the leader can disturb it only through voters that hear both.
    const between = cutOff !== undefined && (votes.get(cutOff) ?? 0) > 0 && voting.some(one => one !== home && one !== cutOff);
    return { leader: home, change, cutOff, elections: between ? elections(disruptive) : 'settled' };
  };
  return reachesQuorum(leader) ? [settled(leader, 'stays')] : voting.filter(reachesQuorum).map(home => settled(home, 'steps-down'));
}

function elections(disruptive: DisruptiveServers | undefined): SurvivalRow['elections'] {
  switch (disruptive) {
    case 'refused':
      return 'settled';
    case 'obeyed':
      return 'repeated';
    case undefined:
      return 'unknown';
  }
}

/** Whether the members of a cluster follow the leader. */
export const follows =
  ({ cutOff }: SettledGroup) =>
  (cluster: string): boolean =>
    cluster !== cutOff;
