import type { LossCount, SurvivalRow } from '../model/survival-plan';
import type { Baseline } from './baseline';
import { linkRows } from './link-rows';

/** The most link losses that are listed. */
const mostRows = 20;

/** The links of a system over many clusters: how many there are, and the rows of those whose loss harms clients. */
export interface LinkPart {
  readonly counts: readonly LossCount[];
  readonly rows: readonly SurvivalRow[];
}

/**
 * Counts and rows for the links of a system over many clusters.
 *
 * The loss of a link takes the quorum only if its two ends hold half of the votes each. It harms clients only if one end serves them or
 * runs a component that routes them. So all other links are counted and not examined.
 */
export function linkPart(baseline: Baseline): LinkPart {
  const { clusters, serving, takeovers } = baseline;
  const held = [...serving.votes.values()].filter(votes => votes > 0);
  const halved = held.length === 2 && held[0] === held[1] ? 1 : 0;
  const links = (clusters.length * (clusters.length - 1)) / 2;
  const count = (loss: 'link' | 'one-way', examined: number, halves: number): LossCount => {
    const fatal = takeovers.length > 0 ? 0 : halves;
    return { loss, examined, survived: examined - halves, fatal };
  };
  return { counts: [count('link', links, halved), count('one-way', 2 * links, 2 * halved)], rows: harmful(baseline) };
}

/**
 * The first losses after which clients wait or an operator must act. A loss in one direction is as bad as one in both, and is not listed
 * again.
 */
function harmful(baseline: Baseline): readonly SurvivalRow[] {
  const { clusters, active, voting, serving, viewpoints } = baseline;
  const routing = new Set([...active, ...viewpoints.clusters]);
  const relevant = new Set([...routing, ...voting, ...[...serving.votes].filter(([, votes]) => votes > 0).map(([cluster]) => cluster)]);
  const rows: SurvivalRow[] = [];
  const ends = clusters.filter(cluster => relevant.has(cluster));
  for (const [position, one] of ends.entries()) {
    for (const other of ends.slice(position + 1)) {
      if (rows.length >= mostRows) return rows.slice(0, mostRows);
      if (!routing.has(one) && !routing.has(other)) continue;
      const found = linkRows({ one, other }, baseline).filter(({ loss }) => loss === 'link');
      rows.push(...found.filter(({ stranded, steps, outage }) => stranded.length > 0 || steps.length > 0 || outage.worstSeconds > 0));
    }
  }
  return rows;
}
