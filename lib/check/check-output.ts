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

/** The result of a check. */
export interface CheckResult {
  /** In the order of files and lines; findings without a location are first. */
  readonly findings: readonly Finding[];
  readonly plan: FleetDocument | undefined;
  readonly objects: number;
  readonly files: number;
  /** The recognised members. */
  readonly members: SeenMembers;
  /** Rules that were not run, because they need a plan and there is none. */
  readonly waiting: readonly Rule[];
  /** How many files were skipped because they are not manifests. @default - not counted: the plan lists the manifests */
  readonly skipped?: number;
  /** The unit of each file of a folder without a plan. */
  readonly unitOf?: ReadonlyMap<string, string>;
}

/** Runs all rules about manifests over an output folder; without a plan only those that need none. */
export function checkOutput(source: OutputSource, all: readonly Rule[]): CheckResult {
  const read = readPlan(source);
  const plan = read.kind === 'plan' ? read.plan : undefined;
  const waiting = plan ? [] : all.filter(rule => needsPlan.has(rule));
  const rules = plan ? all : all.filter(rule => !needsPlan.has(rule));
  const checker = new UnitChecker(source, rules, plan);
  // Also with a broken plan, the folder is an output of georaft.
  const folder = read.kind === 'none' ? readFolder(source) : undefined;
  const checked = folder ? checker.checkRead(folder.units) : checker.check(unitFiles(source.files, plan));
  const whole: OutputManifests = { ...checked, plan, files: source.files };
  // Alternatives are not applied together, so their DNS records are not compared.
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

/** The finding about a file whose content is not a Kubernetes object. A missing object of its unit may come from this file later. */
function foreignFile({ file, line, column, problem, fix }: ForeignFile, unit: string | undefined): Finding {
  const about: Finding['about'] = [{ unit: file }, ...(unit === undefined ? [] : [{ unit, cluster: '' }])];
  return findingOf(noManifest, { at: file, problem, fix, location: { file, line, column }, about });
}

function noPlan(waiting: number, { length }: readonly Rule[]): Finding {
  const problem = `the folder has no ${fleetFile}, so ${waiting} of ${length} rules, which need the plan, were not run`;
  return findingOf(outputPlan, { at: 'fleet', problem, fix: 'name the whole output folder of a synthesis' });
}

function inOrder({ location: a, ...one }: Finding, { location: b, ...other }: Finding): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined) || compare(one.at, other.at) || compare(one.rule, other.rule);
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(one.rule, other.rule);
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
