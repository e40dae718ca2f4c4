import type { Finding, Location } from '../domain/finding';
import type { Subject } from '../domain/subject';
import { DnsSummary } from '../manifests/dns/dns-summary';
import type { UnitSummary } from '../manifests/dns/output-manifests';
import { type AppliedObject, objectText } from '../manifests/objects/applied-object';
import { type ClusterManifests, placeName, summaryOf, type UnitManifests } from '../manifests/objects/unit-manifests';
import { SeenMembers } from '../manifests/pods/seen-members';
import { documentsOf } from '../manifests/yaml/documents';
import { type JsonObject, pathText } from '../manifests/yaml/json';
import { locateIn } from '../manifests/yaml/locate';
import type { FleetDocument } from '../plan/document/fleet-document';
import { unreadable } from '../rules/output/unreadable';
import { findingOf, type ManifestCheck, type ManifestFound, type Rule, type RuleText } from '../rules/rule';
import { subjectOf } from '../rules/subject';
import type { OutputSource } from './output-source';
import { type BrokenFile, locationOf, type ReadUnit, readUnit, type UnitFiles } from './read-output';

/** The part of some units that the rules about the whole folder need. */
export interface UnitsSummary {
  readonly units: readonly UnitSummary[];
  readonly delivery: readonly AppliedObject[];
  readonly dns: DnsSummary;
}

/** The findings in units, and the part of them that the rules about the whole folder need. */
export interface CheckedUnits extends UnitsSummary {
  readonly findings: readonly Finding[];
  /** The same for each unit by itself. */
  readonly each: readonly UnitsSummary[];
  readonly members: SeenMembers;
}

type ObjectRule = Rule & { readonly manifests: Extract<ManifestCheck, { scope: 'object' }> };

/** The rules about one kind of object. */
interface KindRules {
  /** Rules that read only the object and the version of its cluster. */
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
  /** Contents of this unit, by version of the cluster, in which the rules of `alone` found nothing. */
  private readonly sound = new Map<string, Set<JsonObject>>();

  constructor(
    private readonly source: OutputSource,
    private readonly rules: readonly Rule[],
    private readonly plan: FleetDocument | undefined,
  ) {
    this.unitRules = rules.filter(({ manifests }) => manifests?.scope === 'unit');
  }

  /** Reads and checks these units, one after the other. To be called once. */
  check(files: readonly UnitFiles[]): CheckedUnits {
    return this.checkRead(this.read(files));
  }

  /** Checks units that are already read. To be called once. */
  checkRead(all: Iterable<ReadUnit>): CheckedUnits {
    const each: UnitsSummary[] = [];
    const members: SeenMembers[] = [];
    for (const { manifests, delivery, broken } of all) {
      for (const file of broken) this.findings.push(brokenFile(file, this.lostWith(file, manifests)));
      this.checkUnit(manifests);
      const { name } = manifests;
      const units = manifests.clusters.map(({ cluster, objects }) => ({ name, cluster, objects: objects.map(summaryOf) }));
      each.push({ units, delivery, dns: DnsSummary.ofUnit(manifests) });
      members.push(SeenMembers.ofUnit(manifests));
      this.checkDelivery(delivery);
      this.texts.clear();
      this.sound.clear();
    }
    return {
      findings: this.findings,
      each,
      units: each.flatMap(({ units }) => units),
      delivery: each.flatMap(({ delivery }) => delivery),
      dns: DnsSummary.ofAll(each.map(({ dns }) => dns)),
      members: SeenMembers.ofAll(members),
    };
  }

  /** The subjects that are lost with an unreadable file. Without a plan, the name of a file does not show its unit. */
  private lostWith({ file }: BrokenFile, { name, plan }: UnitManifests): readonly Subject[] {
    if (plan) return lostByName(file);
    const [first = ''] = file.split('/');
    return [{ unit: file }, { unit: name, cluster: this.source.clusters?.includes(first) ? first : '' }];
  }

  private *read(files: readonly UnitFiles[]): Generator<ReadUnit> {
    for (const each of files) yield readUnit(each, this.source, this.plan);
  }

  /** The finding as it is reported. @param otherwise its place if neither the rule nor an object names one */
  finding(rule: Rule, found: ManifestFound, otherwise: string): Finding {
    const finding = manifestFinding(rule, found, otherwise);
    return found.object ? { ...finding, location: this.place(found.object, found.path ?? []) } : finding;
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

  /** Checks the objects of Argo CD like all others, as if their folder were a cluster. */
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

  private place(
    object: Pick<AppliedObject, 'file' | 'position' | 'within' | 'kind' | 'name'>,
    path: readonly (string | number)[],
  ): Location {
    let text = this.texts.get(object.file);
    if (text === undefined) {
      text = this.source.read(object.file);
      this.texts.set(object.file, text);
    }
    return {
      file: object.file,
      ...locateIn(documentsOf(object.file, text)[object.position], [...(object.within ?? []), ...path]),
      object: objectText(object),
      ...(path.length > 0 ? { field: pathText(path) } : {}),
    };
  }
}

/** A finding in manifests, without its location in a file. */
export function manifestFinding(rule: RuleText, found: ManifestFound, otherwise: string): Finding {
  const { object, at, problem, fix, severity, about = [subjectOf(found, otherwise)], reads } = found;
  const where = at ?? (object ? placeName(object) : otherwise);
  return findingOf(rule, { at: where, problem, fix, about, ...(severity ? { severity } : {}), ...(reads ? { reads } : {}) });
}

/** The finding about an unreadable file. */
export function brokenFile({ file, line, column, problem }: BrokenFile, about: readonly Subject[] = lostByName(file)): Finding {
  const fix = 'synthesize again, or restore it from Git';
  return findingOf(unreadable, { at: file, problem: `it cannot be read: ${problem}`, fix, location: { file, line, column }, about });
}

function lostByName(file: string): readonly Subject[] {
  const { unit, cluster } = locationOf(file);
  return [cluster === '' ? { unit: file } : { unit, cluster }];
}
