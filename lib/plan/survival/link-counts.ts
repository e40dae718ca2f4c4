import type { LossCount, SurvivalRow } from '../model/survival-plan';
import type { Baseline } from './baseline';
import { linkRows } from './link-rows';

/** Losses of links that are listed at most. */
const mostRows = 20;

/** What the loss of each link does to a system over many clusters: how many links there are, and those whose loss harms clients. */
export interface LinkPart {
  readonly counts: readonly LossCount[];
  readonly rows: readonly SurvivalRow[];
}

/**
 * The links of a system over many clusters.
 *
 * One of them takes the quorum only where its two ends hold all votes, half of them each. Clients are harmed only at an end that serves or
 * leads them, so that links between all others are counted and not tried.
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

/** The first of those after which clients wait, or somebody must do something. What is lost one way only is as bad, and is not listed. */
function harmful(baseline: Baseline): readonly SurvivalRow[] {
  const { clusters, active, voting, serving, viewpoints } = baseline;
  const leading = new Set([...active, ...viewpoints.clusters]);
  const near = new Set([...leading, ...voting, ...[...serving.votes].filter(([, votes]) => votes > 0).map(([cluster]) => cluster)]);
  const rows: SurvivalRow[] = [];
  const ends = clusters.filter(cluster => near.has(cluster));
  for (const [position, one] of ends.entries()) {
    for (const other of ends.slice(position + 1)) {
      if (rows.length >= mostRows) return rows.slice(0, mostRows);
      if (!leading.has(one) && !leading.has(other)) continue;
      const found = linkRows({ one, other }, baseline).filter(({ loss }) => loss === 'link');
      rows.push(...found.filter(({ stranded, steps, outage }) => stranded.length > 0 || steps.length > 0 || outage.worstSeconds > 0));
    }
  }
  return rows;
}
