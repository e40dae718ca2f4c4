import type { Finding, Place } from '../domain/finding';
import { type AppliedObject, objectText } from '../manifests/applied-object';
import { pathText } from '../manifests/json';
import { locate } from '../manifests/locate';
import type { ClusterManifests, OutputManifests, UnitManifests, UnitSummary } from '../manifests/output';
import type { FleetDocument } from '../plan/fleet-document';
import { outputPlan } from '../rules/output/plan';
import { unreadable } from '../rules/output/unreadable';
import { findingOf, type ManifestFound, type Rule } from '../rules/rule';
import type { OutputSource } from './output-source';
import { type BrokenFile, readUnit, summaryOf, unitFiles } from './read-output';
import { planFile, readPlan } from './read-plan';

/** What a check saw. */
export interface CheckResult {
  /** In the order of files and lines; those without a place come first. */
  readonly findings: readonly Finding[];
  readonly plan: FleetDocument | undefined;
  readonly objects: number;
  readonly files: number;
}

/** Runs all rules about manifests over an output folder. One unit is in memory at a time. */
export function checkOutput(source: OutputSource, rules: readonly Rule[]): CheckResult {
  const runner = new Runner(source, rules);
  return runner.run();
}

class Runner {
  private readonly findings: Finding[] = [];
  private readonly byKind = new Map<string, readonly Rule[]>();
  private readonly texts = new Map<string, string>();

  constructor(
    private readonly source: OutputSource,
    private readonly rules: readonly Rule[],
  ) {}

  run(): CheckResult {
    const { source } = this;
    const read = readPlan(source);
    const plan = read.kind === 'plan' ? read.plan : undefined;
    if (read.kind === 'none') this.noPlan();
    if (read.kind === 'broken') this.broken({ file: planFile, line: 1, column: 1, problem: read.problem });
    for (const { path, problem } of source.unlisted ?? []) this.broken({ file: path, line: 1, column: 1, problem });
    const units: UnitSummary[] = [];
    const delivery: AppliedObject[] = [];
    let objects = 0;
    for (const files of unitFiles(source.files, plan)) {
      const unit = readUnit(files, source, plan);
      for (const file of unit.broken) this.broken(file);
      this.checkUnit(unit.manifests);
      for (const { cluster, objects: all } of unit.manifests.clusters) {
        units.push({ name: files.name, cluster, objects: all.map(summaryOf) });
        objects += all.length;
      }
      this.checkDelivery(unit.delivery, plan);
      delivery.push(...unit.delivery);
      this.texts.clear();
    }
    this.checkWhole({ plan, units, delivery, files: source.files });
    this.findings.sort(inOrder);
    return { findings: this.findings, plan, objects: objects + delivery.length, files: source.files.length };
  }

  private checkUnit(unit: UnitManifests): void {
    for (const cluster of unit.clusters) {
      for (const object of cluster.objects) this.checkObject(object, cluster, unit);
    }
    for (const rule of this.rules) {
      if (rule.manifests?.scope !== 'unit') continue;
      for (const found of rule.manifests.check(unit)) this.found(rule, found, unit.name);
    }
  }

  private checkObject(object: AppliedObject, cluster: ClusterManifests, unit: UnitManifests): void {
    for (const rule of this.rulesFor(object.kind)) {
      if (rule.manifests?.scope !== 'object') continue;
      for (const found of rule.manifests.check(object, cluster, unit)) this.found(rule, { object, ...found }, unit.name);
    }
  }

  /** What Argo CD reads is checked object by object like everything else, as if its folder were a cluster. */
  private checkDelivery(objects: readonly AppliedObject[], plan: FleetDocument | undefined): void {
    for (const object of objects) {
      const cluster = { cluster: object.cluster, facts: undefined, seat: undefined, group: undefined, objects };
      this.checkObject(object, cluster, { name: object.unit, system: undefined, plan, clusters: [cluster] });
    }
  }

  private checkWhole(output: OutputManifests): void {
    for (const rule of this.rules) {
      if (rule.manifests?.scope !== 'output') continue;
      for (const found of rule.manifests.check(output)) this.found(rule, found, 'fleet');
    }
  }

  private rulesFor(kind: string): readonly Rule[] {
    const known = this.byKind.get(kind);
    if (known) return known;
    const rules = this.rules.filter(
      ({ manifests }) => manifests?.scope === 'object' && (manifests.kinds.length === 0 || manifests.kinds.includes(kind)),
    );
    this.byKind.set(kind, rules);
    return rules;
  }

  private found(rule: Rule, { object, path, at, problem, fix }: ManifestFound, otherwise: string): void {
    const where = at ?? (object ? `${object.unit}/${object.cluster}` : otherwise);
    const finding = findingOf(rule, { at: where, problem, fix });
    this.findings.push(object ? { ...finding, place: this.place(object, path ?? []) } : finding);
  }

  private place(object: Pick<AppliedObject, 'file' | 'position' | 'kind' | 'name'>, path: readonly (string | number)[]): Place {
    let text = this.texts.get(object.file);
    if (text === undefined) {
      text = this.source.read(object.file);
      this.texts.set(object.file, text);
    }
    return {
      file: object.file,
      ...locate(text, object.position, path),
      object: objectText(object),
      ...(path.length > 0 ? { field: pathText(path) } : {}),
    };
  }

  private broken({ file, line, column, problem }: BrokenFile): void {
    const fix = 'write it anew: synthesize, or restore it from Git';
    this.findings.push(findingOf(unreadable, { at: file, problem: `it cannot be read: ${problem}`, fix, place: { file, line, column } }));
  }

  private noPlan(): void {
    const problem = `the folder has no ${planFile}, so only the rules that need no plan were checked`;
    this.findings.push(findingOf(outputPlan, { at: 'fleet', problem, fix: 'give the whole output folder of a synthesis' }));
  }
}

function inOrder({ place: a, ...one }: Finding, { place: b, ...other }: Finding): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined) || compare(one.at, other.at) || compare(one.rule, other.rule);
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(one.rule, other.rule);
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
