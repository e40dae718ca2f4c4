import type { DisruptiveServers } from '../../domain/engine';
import type { SurvivalRow } from '../model/survival-plan';
import type { GroupPlan } from '../model/system-plan';
import type { LeaderChange } from '../outage/outage';

/**
 * Two clusters that no longer reach each other, while both reach all others. It does not matter in which direction: a request needs an
 * answer, and a connection its acknowledgements, so that what is cut one way is of no use the other way either.
 */
export interface CutLink {
  readonly one: string;
  readonly other: string;
}

/** Whether two clusters still reach each other. */
export const reaches = ({ one, other }: CutLink, a: string, b: string): boolean =>
  !((a === one && b === other) || (a === other && b === one));

/** A group once it has come to rest. */
export interface SettledGroup {
  /** The cluster that has the leader. */
  readonly leader: string;
  readonly change: LeaderChange;
  /** The cluster whose members do not reach it, so that they follow nobody; undefined where all do. */
  readonly cutOff: string | undefined;
  readonly elections: SurvivalRow['elections'];
}

/**
 * Where the leader of a group can be after a link is cut; nowhere where no cluster reaches a quorum.
 *
 * A leader that a quorum answers stays where it is, even where the members of a whole cluster do not hear it. One that none answers steps
 * down, and any voter that reaches a quorum may be elected.
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
  const failureMode = (home: string): string | undefined => ends.get(home);
  const enough = (home: string): boolean => voters.length - (votes.get(failureMode(home) ?? '') ?? 0) >= quorum;
  const settled = (home: string, change: LeaderChange): SettledGroup => {
    const cutOff = failureMode(home);
    // Those who are cut off from the leader disturb it only through somebody who hears both.
    const between = cutOff !== undefined && (votes.get(cutOff) ?? 0) > 0 && voting.some(one => one !== home && one !== cutOff);
    return { leader: home, change, cutOff, elections: between ? elections(disruptive) : 'settled' };
  };
  return enough(leader) ? [settled(leader, 'stays')] : voting.filter(enough).map(home => settled(home, 'steps-down'));
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
