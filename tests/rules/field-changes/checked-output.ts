import type { OutputSource } from '../../../lib/check/output-source';
import { readUnit, unitFiles } from '../../../lib/check/read-output';
import { readPlan } from '../../../lib/check/read-plan';
import { manifestFinding } from '../../../lib/check/unit-checker';
import type { Finding } from '../../../lib/domain/finding';
import { DnsSummary } from '../../../lib/manifests/dns/dns-summary';
import { type AppliedObject, appliedObject, groupOf, objectText } from '../../../lib/manifests/objects/applied-object';
import { type ClusterManifests, summaryOf, type UnitManifests } from '../../../lib/manifests/objects/unit-manifests';
import { catalogue } from '../../../lib/rules/catalogue';
import type { Rule } from '../../../lib/rules/rule';
import type { Editable } from '../edited-output';
import type { Subject } from './subjects';

/** A rule that looks at manifests. */
type Checking = Rule & Required<Pick<Rule, 'manifests'>>;

const rules = catalogue.filter((rule): rule is Checking => rule.manifests !== undefined);

/**
 * An output in which nothing is found, read once. After a change of one object only what can see it is looked at again: the object
 * itself, and everything that looks further. That this finds what `checkOutput` finds is held by the test.
 */
export class CheckedOutput {
  private readonly plan;
  private readonly units;
  private readonly delivery: readonly AppliedObject[];

  constructor(private readonly source: OutputSource) {
    const read = readPlan(source);
    this.plan = read.kind === 'plan' ? read.plan : undefined;
    const units = unitFiles(source.files, this.plan).map(files => readUnit(files, source, this.plan));
    this.units = units.map(({ manifests }) => manifests);
    this.delivery = units.flatMap(({ delivery }) => delivery);
  }

  /** What all rules find after a change of an object's data. */
  after({ unit, cluster, object }: Subject, change: (data: Editable) => void): readonly Finding[] {
    const isIt = (each: AppliedObject): boolean => each.unit === unit && each.cluster === cluster && objectText(each) === object;
    const before = [...this.delivery, ...this.units.flatMap(({ clusters }) => clusters.flatMap(({ objects }) => objects))].filter(isIt);
    if (before.length !== 1) throw new Error(`${unit}/${cluster} has ${before.length} of ${object}`);
    const data = structuredClone((before[0] as AppliedObject).data);
    change(data);
    const after = appliedObject(before[0] as AppliedObject, data);
    const swap = (objects: readonly AppliedObject[]): readonly AppliedObject[] => objects.map(each => (each === before[0] ? after : each));
    const delivered = groupOf(after) === 'argoproj.io';
    const delivery = swap(this.delivery).filter(each => each !== after || delivered);
    const moved = this.delivery.includes(before[0] as AppliedObject) && !delivered;
    const units = this.units.map(each => {
      if (each.name !== unit) return each;
      const clusters = each.clusters.map(one => (one.cluster === cluster ? { ...one, objects: swap(one.objects) } : one));
      return moved ? { ...each, clusters: [...clusters, alone(cluster, [after])] } : { ...each, clusters };
    });
    if (moved && !units.some(({ name }) => name === unit)) {
      units.push({ name: unit, system: undefined, plan: this.plan, clusters: [alone(cluster, [after])] });
    }
    return [
      ...units.filter(({ name }) => name === unit).flatMap(each => inUnit(each, after)),
      ...(delivered
        ? inObjects({ name: unit, system: undefined, plan: this.plan, clusters: [alone(cluster, delivery)] }, [after], after)
        : []),
      ...this.inOutput(units, delivery),
    ];
  }

  private inOutput(units: readonly UnitManifests[], delivery: readonly AppliedObject[]): readonly Finding[] {
    const summaries = units.flatMap(({ name, clusters }) =>
      clusters.map(({ cluster, objects }) => ({ name, cluster, objects: objects.map(summaryOf) })),
    );
    const dns = DnsSummary.ofAll(units.map(DnsSummary.ofUnit));
    const output = { plan: this.plan, units: summaries, delivery, dns, files: this.source.files };
    return rules.flatMap(rule =>
      rule.manifests.scope === 'output' ? rule.manifests.check(output).map(found => manifestFinding(rule, found, 'fleet')) : [],
    );
  }
}

const alone = (cluster: string, objects: readonly AppliedObject[]): ClusterManifests => ({
  cluster,
  facts: undefined,
  seat: undefined,
  group: undefined,
  objects,
});

function inUnit(unit: UnitManifests, changed: AppliedObject): readonly Finding[] {
  const objects = unit.clusters.flatMap(cluster => cluster.objects);
  return [
    ...inObjects(unit, objects, changed),
    ...rules.flatMap(rule =>
      rule.manifests.scope === 'unit' ? rule.manifests.check(unit).map(found => manifestFinding(rule, found, unit.name)) : [],
    ),
  ];
}

function inObjects(unit: UnitManifests, objects: readonly AppliedObject[], changed: AppliedObject): readonly Finding[] {
  return objects.flatMap(object => {
    const cluster = unit.clusters.find(each => each.cluster === object.cluster) as ClusterManifests;
    return rules.flatMap(rule => {
      const { manifests } = rule;
      if (manifests.scope !== 'object' || (manifests.alone && object !== changed)) return [];
      if (manifests.kinds.length > 0 && !manifests.kinds.includes(object.kind)) return [];
      return manifests.check(object, cluster, unit).map(found => manifestFinding(rule, { object, ...found }, unit.name));
    });
  });
}
