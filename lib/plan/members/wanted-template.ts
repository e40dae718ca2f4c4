import type { RaftTiming } from '../../domain/engine';
import type { GroupLedger } from '../../domain/operating-state';
import { type TemplateTls, tlsOf } from './recorded-tls';
import { mediatingTiming } from './timing';

/** The pod template that a program has for the members of a cluster. */
export interface WantedTemplate {
  readonly image: string;
  readonly timing: RaftTiming;
  /** Its digest; undefined where nothing is rendered. */
  readonly template: string | undefined;
  /** TLS between its peers; undefined where steps do not change it. */
  readonly tls: TemplateTls | undefined;
}

/**
 * Whether members of a cluster may still be replaced by what the ledger has for them: the program has not changed its mind since. Timeouts
 * that go with the old and the new ones are on the way to what it wants, and so are members that only connect with TLS, or trust more
 * authorities. True where the ledger knows nothing.
 */
export function isWantedTemplate(
  { images, templates = {} }: Pick<GroupLedger, 'images' | 'templates'>,
  cluster: string,
  { image, timing, template, tls }: WantedTemplate,
): boolean {
  const known = templates[cluster];
  if (!known) return true;
  if (images[cluster] !== image || (template !== undefined && known.digest !== template)) return false;
  if (tls && !leadsTo(tlsOf(known), tls)) return false;
  return isSameTiming(known, timing) || isSameTiming(known, mediatingTiming([...Object.values(templates), timing]));
}

/** Whether members with one way to use TLS are on the way to another one. */
const leadsTo = ({ peerTls, authorities = [] }: TemplateTls, wanted: TemplateTls): boolean =>
  (peerTls === wanted.peerTls || peerTls === 'outgoing') &&
  (wanted.peerTls === 'off' || (wanted.authorities ?? []).every(each => authorities.includes(each)));

/** Whether two groups of timeouts are the same. */
export const isSameTiming = (one: RaftTiming | undefined, other: RaftTiming): boolean =>
  one?.heartbeatMillis === other.heartbeatMillis && one.electionMillis === other.electionMillis;
