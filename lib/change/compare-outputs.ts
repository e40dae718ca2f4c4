import { fleetFile } from '../plan/document/fleet-document';
import type { Change } from './change';
import { changedObjects } from './changed-objects';
import { compareClusters } from './compare/compare-clusters';
import { compareFleet } from './compare/compare-fleet';
import { compareObjects } from './compare/compare-objects';
import { compareSystems } from './compare/compare-systems';
import { verdicts } from './kind-text';
import type { Output } from './output';

/**
 * All changes between two outputs with their verdicts: the most serious first, then in the order of the plan.
 *
 * Only files are compared, so no program of a user runs. Files that are equal in both are not read.
 */
export function compareOutputs(before: Output, after: Output): readonly Change[] {
  const changes: Change[] = [];
  if (before.files.get(fleetFile) !== after.files.get(fleetFile)) {
    changes.push(...compareFleet(before.plan, after.plan));
    changes.push(...compareClusters(before.plan, after.plan));
    changes.push(...compareSystems(before.plan, after.plan));
  }
  for (const unit of changedObjects(before, after)) changes.push(...compareObjects(unit, before.plan, after.plan));
  return withoutRepeats(changes).sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict));
}

/** Keeps a change once, even where both the plan and the manifests show it. */
function withoutRepeats(changes: readonly Change[]): Change[] {
  const seen = new Set<string>();
  return changes.filter(({ kind, place: { system, cluster, record, object, file }, before, after }) => {
    const key = JSON.stringify([kind, system, cluster, record, object, file, before, after]);
    return !seen.has(key) && seen.add(key);
  });
}
