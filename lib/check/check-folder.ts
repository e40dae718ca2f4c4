import type { Finding } from '../domain/finding';
import { catalogue } from '../rules/catalogue';
import { emptyOutput } from '../rules/output/empty';
import { unreadable } from '../rules/output/unreadable';
import { findingOf, type RuleText } from '../rules/rule';
import { type AcceptedFinding, acknowledge } from './acknowledge';
import { type CheckResult, checkOutput } from './check-output';
import { withConsequences } from './consequences';
import type { OutputSource } from './output-source';
import { today as clock } from './today';

/** The result of `georaft check` for an output folder. */
export interface FolderReport extends CheckResult {
  /** Findings that the plan's acknowledgements accept. */
  readonly accepted: readonly AcceptedFinding[];
  /** The rules that were run. */
  readonly rules: readonly RuleText[];
}

/** Input of a check besides the folder. */
export interface CheckOptions {
  /** The current day, `YYYY-MM-DD`, because acknowledgements expire. @default - the system's day, in UTC */
  readonly today?: string;
}

/** Checks an output folder: runs all rules about manifests, and applies the acknowledgements of its plan. */
export function checkFolder(source: OutputSource, { today = clock() }: CheckOptions = {}): FolderReport {
  const rules = catalogue.filter(({ manifests }) => manifests !== undefined);
  const result = checkOutput(source, rules);
  const { findings, accepted } = acknowledge(result.findings, result.plan?.acknowledged ?? [], { today, of: 'manifests' });
  const run = rules.filter(rule => !result.waiting.includes(rule));
  const harms = withConsequences(findings);
  const empty = result.objects === 0 && !harms.some(({ rule }) => rule === unreadable.name);
  return { ...result, rules: run, accepted, findings: empty ? [nothingThere(source), ...harms] : harms };
}

const nothingThere = ({ files }: OutputSource): Finding =>
  findingOf(emptyOutput, {
    at: 'fleet',
    problem: `the folder has no Kubernetes object, in ${files.length} ${files.length === 1 ? 'file' : 'files'}`,
    fix: 'name the output folder of a synthesis',
  });
