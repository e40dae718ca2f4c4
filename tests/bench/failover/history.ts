import type { AcknowledgedWrite, Attempt } from './client/terms';
import { acknowledged } from './client-log';

/**
 * What is wrong with the history of one Raft group, as its clients saw it; empty where it is one line.
 *
 * Every acknowledged write belongs to the same group, no revision was acknowledged for two keys, and what was acknowledged before
 * another write began has a lower revision than that one.
 */
export function brokenHistory(log: readonly Attempt[]): readonly string[] {
  const writes = acknowledged(log);
  const groups = [...new Set(writes.map(({ cluster }) => cluster))];
  const problems = groups.length > 1 ? [`writes were acknowledged by ${groups.length} groups: ${groups.join(', ')}`] : [];
  const keys = new Map<number, string>();
  for (const { revision, key } of writes) {
    const other = keys.get(revision);
    if (other !== undefined) problems.push(`revision ${revision} was acknowledged for ${other} and for ${key}`);
    keys.set(revision, key);
  }
  return [...problems, ...disorder(writes)];
}

function disorder(writes: readonly AcknowledgedWrite[]): readonly string[] {
  const byEnd = [...writes].sort((a, b) => a.end - b.end);
  const problems: string[] = [];
  let ended = 0;
  let highest: AcknowledgedWrite | undefined;
  for (const write of [...writes].sort((a, b) => a.start - b.start)) {
    for (let next = byEnd[ended]; next && next.end < write.start; next = byEnd[ended]) {
      if (!highest || next.revision > highest.revision) highest = next;
      ended += 1;
    }
    if (highest && highest.revision >= write.revision)
      problems.push(
        `${write.key} has revision ${write.revision}, and ${highest.key}, acknowledged before it began, has ${highest.revision}`,
      );
  }
  return problems;
}

/** The time in which one cluster was committed as the active one. */
export interface Epoch {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly from: number;
}

/**
 * Epochs in which writes were acknowledged by more than one site, with those sites.
 * @param siteOf the site of a member by its id
 */
export function sharedEpochs(
  log: readonly Attempt[],
  epochs: readonly Epoch[],
  siteOf: (member: string) => string,
): readonly { readonly epoch: number; readonly sites: readonly string[] }[] {
  const sites = new Map<number, Set<string>>();
  for (const { end, member } of acknowledged(log)) {
    const epoch = epochs.filter(({ from }) => from <= end).at(-1)?.number ?? 0;
    sites.set(epoch, (sites.get(epoch) ?? new Set()).add(siteOf(member)));
  }
  return [...sites].filter(([, of]) => of.size > 1).map(([epoch, of]) => ({ epoch, sites: [...of].sort() }));
}
