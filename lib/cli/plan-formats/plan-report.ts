import type { Change } from '../../change/change';
import { type Verdict, verdicts } from '../../change/kind-text';
import type { Page } from '../formats/report';

/** The report of a comparison, for every format. */
export interface PlanReport {
  /** The compared outputs, as the user named them. */
  readonly from: string;
  readonly to: string;
  /** Version of this package. */
  readonly version: string;
  readonly changes: readonly Change[];
}

/** A format of a report of changes. */
export type PlanFormat = (report: PlanReport, page: Page) => string;

/** The text of each verdict. */
export const verdictText: Readonly<Record<Verdict, string>> = {
  never: 'never',
  'needs-somebody': 'needs somebody',
  'in-steps': 'in steps',
  safe: 'safe',
};

/** How many changes of each verdict there are, on one line. */
export function countsText(changes: readonly Change[]): string {
  if (changes.length === 0) return 'nothing changes';
  const counts = verdicts.flatMap(verdict => {
    const count = changes.filter(change => change.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${verdictText[verdict]}`];
  });
  return `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}: ${counts.join(', ')}`;
}

/** What a change belongs to: a system, else a cluster, else the fleet. */
export const subjectOf = ({ place: { system, cluster } }: Change): string => system ?? cluster ?? 'fleet';

/** The same change in several places. */
export interface MergedChange {
  readonly change: Change;
  /** Clusters, groups, records or objects; empty where the subject is the place. */
  readonly places: readonly string[];
}

/** The changes of one subject, the most serious first. */
export interface Subject {
  readonly name: string;
  readonly changes: readonly MergedChange[];
}

/** Changes by subject, each once with all its places. The subject with the most serious change comes first. */
export function subjectsOf(changes: readonly Change[]): readonly Subject[] {
  const subjects = new Map<string, Map<string, { readonly change: Change; readonly places: string[] }>>();
  for (const change of changes) {
    const name = subjectOf(change);
    const merged = subjects.get(name) ?? new Map<string, { readonly change: Change; readonly places: string[] }>();
    subjects.set(name, merged);
    const { kind, verdict, before, after, todo } = change;
    const key = JSON.stringify([kind, verdict, before, after, todo]);
    const known = merged.get(key);
    const place = placeOf(change, name);
    if (known) known.places.push(place);
    else merged.set(key, { change, places: [place] });
  }
  return [...subjects].map(([name, merged]) => ({
    name,
    changes: [...merged.values()].map(({ change, places }) => ({ change, places: [...new Set(places)].filter(place => place !== '') })),
  }));
}

function placeOf({ place: { cluster, group, record, object, file } }: Change, subject: string): string {
  const parts = [cluster === subject ? undefined : cluster, group === subject ? undefined : group, record, object, file];
  return parts.filter(part => part !== undefined).join(' ');
}

/** The old and the new value on one line; empty where there is neither. */
export function factOf({ before, after }: Pick<Change, 'before' | 'after'>): string {
  if (before !== null && after !== null) return `${before} → ${after}`;
  return before !== null ? `was ${before}` : (after ?? '');
}
