import type { Finding } from '../domain/finding';
import { type FleetDocument, fleetFile } from '../plan/document/fleet-document';
import { outputPlan } from '../rules/output/plan';
import { findingOf, type Rule } from '../rules/rule';
import type { OutputSource } from './output-source';
import { unitFiles } from './read-output';
import { readPlan } from './read-plan';
import { brokenFile, UnitChecker } from './unit-checker';

/** What a check saw. */
export interface CheckResult {
  /** In the order of files and lines; those without a place come first. */
  readonly findings: readonly Finding[];
  readonly plan: FleetDocument | undefined;
  readonly objects: number;
  readonly files: number;
}

/** Runs all rules about manifests over an output folder. */
export function checkOutput(source: OutputSource, rules: readonly Rule[]): CheckResult {
  const read = readPlan(source);
  const plan = read.kind === 'plan' ? read.plan : undefined;
  const checker = new UnitChecker(source, rules, plan);
  const { findings: inUnits, units, delivery, dns } = checker.check(unitFiles(source.files, plan));
  const output = { plan, units, delivery, dns, files: source.files };
  const findings = [
    ...(read.kind === 'none' ? [noPlan()] : []),
    ...(read.kind === 'broken' ? [brokenFile({ file: fleetFile, line: 1, column: 1, problem: read.problem })] : []),
    ...(source.unlisted ?? []).map(({ path, problem }) => brokenFile({ file: path, line: 1, column: 1, problem })),
    ...inUnits,
    ...rules.flatMap(rule =>
      rule.manifests?.scope === 'output' ? rule.manifests.check(output).map(found => checker.finding(rule, found, 'fleet')) : [],
    ),
  ];
  const objects = units.reduce((sum, unit) => sum + unit.objects.length, delivery.length);
  return { findings: findings.sort(inOrder), plan, objects, files: source.files.length };
}

function noPlan(): Finding {
  const problem = `the folder has no ${fleetFile}, so only the rules that need no plan were checked`;
  return findingOf(outputPlan, { at: 'fleet', problem, fix: 'give the whole output folder of a synthesis' });
}

function inOrder({ location: a, ...one }: Finding, { location: b, ...other }: Finding): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined) || compare(one.at, other.at) || compare(one.rule, other.rule);
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(one.rule, other.rule);
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
