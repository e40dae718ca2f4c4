import type { RaftTiming } from '../../domain/engine';
import type { GroupLedger } from '../../domain/operating-state';
import { mediatingTiming } from './timing';

/** The pod template that a program has for the members of a cluster. */
export interface WantedTemplate {
  readonly image: string;
  readonly timing: RaftTiming;
  /** Its digest; undefined where nothing is rendered. */
  readonly template: string | undefined;
}

/**
 * Whether members of a cluster may still be replaced by what the ledger has for them: the program has not changed its mind since. Timeouts
 * that go with the old and the new ones are on the way to what it wants. True where the ledger knows nothing.
 */
export function isWantedTemplate(
  { images, templates = {} }: Pick<GroupLedger, 'images' | 'templates'>,
  cluster: string,
  { image, timing, template }: WantedTemplate,
): boolean {
  const known = templates[cluster];
  if (!known) return true;
  if (images[cluster] !== image || (template !== undefined && known.digest !== template)) return false;
  return isSameTiming(known, timing) || isSameTiming(known, mediatingTiming([...Object.values(templates), timing]));
}

/** Whether two groups of timeouts are the same. */
export const isSameTiming = (one: RaftTiming | undefined, other: RaftTiming): boolean =>
  one?.heartbeatMillis === other.heartbeatMillis && one.electionMillis === other.electionMillis;
