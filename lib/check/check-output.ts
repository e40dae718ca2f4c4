import type { Finding } from '../domain/finding';
import type { OutputManifests } from '../manifests/dns/output-manifests';
import type { SeenMembers } from '../manifests/pods/seen-members';
import { type FleetDocument, fleetFile } from '../plan/document/fleet-document';
import { needsPlan } from '../rules/needs';
import { noManifest } from '../rules/output/no-manifest';
import { outputPlan } from '../rules/output/plan';
import { findingOf, type Rule } from '../rules/rule';
import type { ForeignFile } from './manifest-file';
import type { OutputSource } from './output-source';
import { readFolder } from './read-folder';
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
  /** The members that were recognised. */
  readonly members: SeenMembers;
  /** Rules that were not run, as they need the plan and there is none. */
  readonly waiting: readonly Rule[];
  /** How many files were passed over as no manifests. @default - there is a plan, and it says what is one */
  readonly skipped?: number;
  /** The unit that each file of a folder without a plan belongs to. */
  readonly unitOf?: ReadonlyMap<string, string>;
}

/** Runs all rules about manifests over an output folder. Those that need a plan are left out where there is none. */
export function checkOutput(source: OutputSource, all: readonly Rule[]): CheckResult {
  const read = readPlan(source);
  const plan = read.kind === 'plan' ? read.plan : undefined;
  const waiting = plan ? [] : all.filter(rule => needsPlan.has(rule));
  const rules = plan ? all : all.filter(rule => !needsPlan.has(rule));
  const checker = new UnitChecker(source, rules, plan);
  // Where the plan is broken, the folder is one of ours all the same.
  const folder = read.kind === 'none' ? readFolder(source) : undefined;
  const checked = folder ? checker.checkRead(folder.units) : checker.check(unitFiles(source.files, plan));
  const whole: OutputManifests = { ...checked, plan, files: source.files };
  // Alternatives are not applied together, so what they ask of DNS is not either.
  const outputs: readonly OutputManifests[] = folder?.alternatives
    ? checked.each.map(each => ({ ...each, plan, files: source.files }))
    : [whole];
  const findings = [
    ...(read.kind === 'none' ? [noPlan(waiting.length, all)] : []),
    ...(read.kind === 'broken' ? [brokenFile({ file: fleetFile, line: 1, column: 1, problem: read.problem })] : []),
    ...(source.unlisted ?? []).map(({ path, problem }) => brokenFile({ file: path, line: 1, column: 1, problem })),
    ...(folder?.foreign ?? []).map(file => foreignFile(file, folder?.unitOf.get(file.file))),
    ...checked.findings,
    ...rules.flatMap(rule => {
      const { manifests } = rule;
      if (manifests?.scope !== 'output') return [];
      return (manifests.alternatives ? [whole] : outputs).flatMap(output =>
        manifests.check(output).map(found => checker.finding(rule, found, 'fleet')),
      );
    }),
  ];
  return {
    findings: findings.sort(inOrder),
    plan,
    objects: checked.units.reduce((sum, unit) => sum + unit.objects.length, checked.delivery.length),
    files: source.files.length,
    members: checked.members,
    waiting,
    ...(folder ? { skipped: folder.skipped, unitOf: folder.unitOf } : {}),
  };
}

/** The finding that a file holds something that is no object. What others of its unit miss may be what it is to become. */
function foreignFile({ file, line, column, problem, fix }: ForeignFile, unit: string | undefined): Finding {
  const about: Finding['about'] = [{ unit: file }, ...(unit === undefined ? [] : [{ unit, cluster: '' }])];
  return findingOf(noManifest, { at: file, problem, fix, location: { file, line, column }, about });
}

function noPlan(waiting: number, { length }: readonly Rule[]): Finding {
  const problem = `the folder has no ${fleetFile}, so ${waiting} of ${length} rules, which need the plan, were not run`;
  return findingOf(outputPlan, { at: 'fleet', problem, fix: 'give the whole output folder of a synthesis' });
}

function inOrder({ location: a, ...one }: Finding, { location: b, ...other }: Finding): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined) || compare(one.at, other.at) || compare(one.rule, other.rule);
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(one.rule, other.rule);
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
