import type { Finding, Location } from '../domain/finding';
import { DnsSummary } from '../manifests/dns/dns-summary';
import type { UnitSummary } from '../manifests/dns/output-manifests';
import { type AppliedObject, objectText } from '../manifests/objects/applied-object';
import { type ClusterManifests, summaryOf, type UnitManifests } from '../manifests/objects/unit-manifests';
import { type JsonObject, pathText } from '../manifests/yaml/json';
import { locate } from '../manifests/yaml/locate';
import type { FleetDocument } from '../plan/document/fleet-document';
import { unreadable } from '../rules/output/unreadable';
import { findingOf, type ManifestCheck, type ManifestFound, type Rule } from '../rules/rule';
import type { OutputSource } from './output-source';
import { type BrokenFile, readUnit, type UnitFiles } from './read-output';

/** What was found in units, and what the rules about the whole folder need of them. */
export interface CheckedUnits {
  readonly findings: readonly Finding[];
  readonly units: readonly UnitSummary[];
  readonly delivery: readonly AppliedObject[];
  readonly dns: DnsSummary;
}

type ObjectRule = Rule & { readonly manifests: Extract<ManifestCheck, { scope: 'object' }> };

/** The rules about one kind of object. */
interface KindRules {
  /** Those that look at the object and the version of its cluster, and at nothing else. */
  readonly alone: readonly ObjectRule[];
  readonly others: readonly ObjectRule[];
}

const isObjectRule = (rule: Rule): rule is ObjectRule => rule.manifests?.scope === 'object';

/** Runs the rules about objects and units. One unit is in memory at a time. */
export class UnitChecker {
  private readonly findings: Finding[] = [];
  private readonly byKind = new Map<string, KindRules>();
  private readonly unitRules: readonly Rule[];
  private readonly texts = new Map<string, string>();
  /** By version of the cluster: contents of this unit in which the rules that look at nothing else found nothing. */
  private readonly sound = new Map<string, Set<JsonObject>>();

  constructor(
    private readonly source: OutputSource,
    private readonly rules: readonly Rule[],
    private readonly plan: FleetDocument | undefined,
  ) {
    this.unitRules = rules.filter(({ manifests }) => manifests?.scope === 'unit');
  }

  /** Checks these units. To be called once. */
  check(files: readonly UnitFiles[]): CheckedUnits {
    const units: UnitSummary[] = [];
    const delivery: AppliedObject[] = [];
    const dns: DnsSummary[] = [];
    for (const each of files) {
      const unit = readUnit(each, this.source, this.plan);
      for (const file of unit.broken) this.findings.push(brokenFile(file));
      this.checkUnit(unit.manifests);
      for (const { cluster, objects } of unit.manifests.clusters) units.push({ name: each.name, cluster, objects: objects.map(summaryOf) });
      dns.push(DnsSummary.ofUnit(unit.manifests));
      this.checkDelivery(unit.delivery);
      delivery.push(...unit.delivery);
      this.texts.clear();
      this.sound.clear();
    }
    return { findings: this.findings, units, delivery, dns: DnsSummary.ofAll(dns) };
  }

  /** What a rule finds, as it is reported. @param otherwise the place where neither it nor an object names one */
  finding(rule: Rule, { object, path, at, problem, fix }: ManifestFound, otherwise: string): Finding {
    const where = at ?? (object ? `${object.unit}/${object.cluster}` : otherwise);
    const finding = findingOf(rule, { at: where, problem, fix });
    return object ? { ...finding, location: this.place(object, path ?? []) } : finding;
  }

  private checkUnit(unit: UnitManifests): void {
    for (const cluster of unit.clusters) {
      for (const object of cluster.objects) this.checkObject(object, cluster, unit);
    }
    for (const rule of this.unitRules) {
      if (rule.manifests?.scope !== 'unit') continue;
      for (const found of rule.manifests.check(unit)) this.findings.push(this.finding(rule, found, unit.name));
    }
  }

  private checkObject(object: AppliedObject, cluster: ClusterManifests, unit: UnitManifests): void {
    const { alone, others } = this.rulesFor(object.kind);
    this.run(others, object, cluster, unit);
    const version = cluster.facts?.kubernetes ?? '';
    const sound = this.sound.get(version) ?? new Set();
    if (sound.has(object.data)) return;
    const before = this.findings.length;
    this.run(alone, object, cluster, unit);
    if (this.findings.length === before) this.sound.set(version, sound.add(object.data));
  }

  private run(rules: readonly ObjectRule[], object: AppliedObject, cluster: ClusterManifests, unit: UnitManifests): void {
    for (const rule of rules) {
      const all = rule.manifests.check(object, cluster, unit);
      if (all.length === 0) continue;
      for (const found of all) this.findings.push(this.finding(rule, { object, ...found }, unit.name));
    }
  }

  /** What Argo CD reads is checked object by object like everything else, as if its folder were a cluster. */
  private checkDelivery(objects: readonly AppliedObject[]): void {
    for (const object of objects) {
      const cluster = { cluster: object.cluster, facts: undefined, seat: undefined, group: undefined, objects };
      this.checkObject(object, cluster, { name: object.unit, system: undefined, plan: this.plan, clusters: [cluster] });
    }
  }

  private rulesFor(kind: string): KindRules {
    const known = this.byKind.get(kind);
    if (known) return known;
    const fitting = this.rules.filter(isObjectRule).filter(({ manifests: { kinds } }) => kinds.length === 0 || kinds.includes(kind));
    const rules = {
      alone: fitting.filter(({ manifests }) => manifests.alone),
      others: fitting.filter(({ manifests }) => !manifests.alone),
    };
    this.byKind.set(kind, rules);
    return rules;
  }

  private place(object: Pick<AppliedObject, 'file' | 'position' | 'kind' | 'name'>, path: readonly (string | number)[]): Location {
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
}

/** The finding that a file cannot be read. */
export function brokenFile({ file, line, column, problem }: BrokenFile): Finding {
  const fix = 'write it anew: synthesize, or restore it from Git';
  return findingOf(unreadable, { at: file, problem: `it cannot be read: ${problem}`, fix, location: { file, line, column } });
}
