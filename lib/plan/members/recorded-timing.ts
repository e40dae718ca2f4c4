import type { RaftTiming } from '../../domain/engine';
import type { GroupLedger } from '../../domain/operating-state';

/**
 * The timeouts that members of a cluster run with, as the ledger has them; undefined where it has none. Members of a cluster that had none
 * start with those of the others: what is safe beside them is safe beside him who joins.
 */
export function recordedTiming(ledger: Pick<GroupLedger, 'templates'> | undefined, cluster: string): RaftTiming | undefined {
  const { templates = {} } = ledger ?? {};
  const known = templates[cluster] ?? Object.values(templates)[0];
  return known && { heartbeatMillis: known.heartbeatMillis, electionMillis: known.electionMillis };
}
