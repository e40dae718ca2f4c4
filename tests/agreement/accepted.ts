import { rmSync } from 'node:fs';
import type { Finding } from '../../lib';
import { checkEngineShape } from '../../lib/plan/input/engine-shape';
import { checkFleetShape } from '../../lib/plan/input/fleet-shape';
import { checkStrategyShape } from '../../lib/plan/input/strategy-shape';
import { planFleet } from '../../lib/plan/system/plan-fleet';
import { checkPlan } from '../../lib/rules/plan-rules';
import { programOf, systemsOf } from './build';
import type { FleetDraft } from './draft';
import { repaired } from './repairs';

/** Rounds of reading findings and doing something about them. */
const mostRounds = 12;

/** What became of a draft. */
export type Attempt =
  | { readonly kind: 'accepted'; readonly draft: FleetDraft; readonly objects: number }
  | { readonly kind: 'refused'; readonly draft: FleetDraft; readonly findings: readonly Finding[] };

/** Synthesizes a fleet below a folder, and mends what it is refused or warned for until there is no finding left. */
export function accepted(draft: FleetDraft, folder: string): Attempt {
  const planned = untilClean(draft, now => planFindings(now, folder));
  if (planned.findings.length > 0) return { kind: 'refused', ...planned };
  let objects = 0;
  const written = untilClean(planned.draft, now => {
    rmSync(folder, { recursive: true, force: true });
    if (now.history) programOf(now, folder, true).synthesize();
    const result = programOf(now, folder).synthesize();
    objects = result.objects;
    return result.findings;
  });
  return written.findings.length > 0 ? { kind: 'refused', ...written } : { kind: 'accepted', draft: written.draft, objects };
}

function untilClean(
  draft: FleetDraft,
  judge: (draft: FleetDraft) => readonly Finding[],
): { readonly draft: FleetDraft; readonly findings: readonly Finding[] } {
  let now = draft;
  let findings = judge(now);
  for (let rounds = 0; rounds < mostRounds && findings.length > 0; rounds += 1) {
    const next = mended(now, findings);
    if (!next) break;
    now = next;
    findings = judge(now);
  }
  return { draft: now, findings };
}

/** What is found before anything is rendered, which is found fast. What is accepted, and what an earlier output changes, is left out. */
function planFindings(draft: FleetDraft, folder: string): readonly Finding[] {
  const { fleet, systems } = systemsOf(draft, folder);
  const shape = [...checkFleetShape(fleet), ...systems.flatMap(({ shapeFindings }) => shapeFindings)];
  if (shape.length > 0) return shape;
  const strategy = [...checkStrategyShape(fleet), ...systems.flatMap(({ plan }) => checkEngineShape(plan))];
  if (strategy.length > 0) return strategy;
  const accepts = new Set(draft.acknowledged.map(({ rule, at }) => `${rule} ${at}`));
  const plan = planFleet(
    fleet,
    systems.map(system => system.plan),
  );
  return checkPlan(plan, undefined).filter(({ rule, at }) => !accepts.has(`${rule} ${at}`) && !(draft.history && rule === 'change/state'));
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
