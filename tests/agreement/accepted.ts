import { rmSync } from 'node:fs';
import type { Finding } from '../../lib';
import { programOf } from './build';
import type { FleetDraft } from './draft';
import { repaired } from './repairs';

/** Rounds of reading findings and doing something about them. */
const mostRounds = 12;

/** What became of a draft. */
export type Attempt =
  | { readonly kind: 'accepted'; readonly draft: FleetDraft; readonly objects: number; readonly rounds: number }
  | { readonly kind: 'refused'; readonly draft: FleetDraft; readonly findings: readonly Finding[] };

/**
 * Synthesizes a fleet below a folder, and mends what it is refused or warned for, one finding of each rule at a time, until there is no
 * finding left.
 */
export function accepted(draft: FleetDraft, folder: string): Attempt {
  let now = draft;
  let last: readonly Finding[] = [];
  for (let rounds = 0; rounds < mostRounds; rounds += 1) {
    rmSync(folder, { recursive: true, force: true });
    if (now.history) programOf(now, folder, true).synthesize();
    const { findings, objects } = programOf(now, folder).synthesize();
    if (findings.length === 0) return { kind: 'accepted', draft: now, objects, rounds };
    last = findings;
    const next = mended(now, findings);
    if (!next) break;
    now = next;
  }
  return { kind: 'refused', draft: now, findings: last };
}

function mended(draft: FleetDraft, findings: readonly Finding[]): FleetDraft | undefined {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const seen = new Set<string>();
  let now = draft;
  // Warnings only once everything is allowed: they may be gone by then.
  for (const finding of errors.length > 0 ? errors : findings) {
    const once = `${finding.rule} ${finding.at}`;
    if (seen.has(once)) continue;
    seen.add(once);
    now = repaired(now, finding) ?? now;
  }
  return now === draft ? undefined : now;
}
