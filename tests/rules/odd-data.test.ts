import { join } from 'node:path';
import { folderSource } from '../../lib/check/output-source';
import { readUnit, unitFiles } from '../../lib/check/read-output';
import { readPlan } from '../../lib/check/read-plan';
import { type AppliedObject, appliedObject } from '../../lib/manifests/objects/applied-object';
import type { ClusterManifests, UnitManifests } from '../../lib/manifests/objects/unit-manifests';
import { catalogue } from '../../lib/rules/catalogue';
import type { ManifestFound } from '../../lib/rules/rule';
import { sample } from '../extent';
import type { Editable } from './edited-output';

/** Values that a hand can write where another kind of value belongs. */
const odd: readonly unknown[] = [undefined, {}, [null], 'x', -1];

const rules = catalogue.flatMap(({ name, manifests }) => (manifests ? [{ name, manifests }] : []));

/** One system of a committed output. */
function unit(variant: string, name: string): UnitManifests {
  const source = folderSource(join(__dirname, '..', 'golden', variant, 'dist'));
  const read = readPlan(source);
  const plan = read.kind === 'plan' ? read.plan : undefined;
  const files = unitFiles(source.files, plan).find(each => each.name === name);
  if (!files || !plan) throw new Error(`${variant} has no ${name}`);
  return readUnit(files, source, plan).manifests;
}

/** The way to each field of an object. */
const paths = (value: Editable, path: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null ? [path, ...Object.keys(value).flatMap(key => paths(value[key], [...path, key]))] : [path];

/** The object with another value at a field, or without the field. */
function changed(object: AppliedObject, path: readonly string[], value: unknown): AppliedObject {
  const data: Editable = structuredClone(object.data);
  const parent = path.slice(0, -1).reduce((from, step) => from[step], data);
  const last = path.at(-1) as string;
  if (value !== undefined) parent[last] = value;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return appliedObject(object, data);
}

/** What every rule finds in a unit in which one object is another one. */
function found(given: UnitManifests, cluster: ClusterManifests, before: AppliedObject, after: AppliedObject): readonly ManifestFound[] {
  const clusters = given.clusters.map(each => ({
    ...each,
    objects: each === cluster ? each.objects.map(object => (object === before ? after : object)) : each.objects,
  }));
  const whole = { ...given, clusters };
  const here = clusters.find(each => each.cluster === cluster.cluster) as ClusterManifests;
  return rules.flatMap(({ manifests }): readonly ManifestFound[] => {
    if (manifests.scope === 'unit') return manifests.check(whole);
    if (manifests.scope !== 'object' || (manifests.kinds.length > 0 && !manifests.kinds.includes(after.kind))) return [];
    return manifests.check(after, here, whole);
  });
}

describe('manifests whose fields are of any kind', () => {
  it.each([
    ['example', 'settings', 'dublin'],
    ['example', 'ledger', 'dublin'],
    ['learner', 'journal', 'dublin'],
    ['whitewater-init-container', 'whitewater', 'dublin'],
    ['whitewater-kubernetes-api', 'whitewater', 'dublin'],
  ])('of %s, %s in %s, end no rule, and what is found is said in words', (variant, name, where) => {
    const given = unit(variant, name);
    const cluster = given.clusters.find(each => each.cluster === where) as ClusterManifests;
    const edits = cluster.objects.flatMap(object =>
      paths(object.data)
        .slice(1)
        .flatMap(path => odd.map(value => ({ object, path, value }))),
    );
    const wrong = sample(edits, 149).flatMap(({ object, path, value }) =>
      found(given, cluster, object, changed(object, path, value))
        .map(({ problem, fix }) => `${problem}; ${fix}`)
        .filter(text => !/^(?!.*(undefined|NaN|\[object)).+; .+$/.test(text))
        .map(text => `${object.kind} ${path.join('.')}: ${text}`),
    );
    expect(wrong).toEqual([]);
    expect(edits.length).toBeGreaterThan(1000);
  });
});
