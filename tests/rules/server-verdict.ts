import { createHash } from 'node:crypto';
import { appliedObject } from '../../lib/manifests/objects/applied-object';
import type { ClusterManifests, UnitManifests } from '../../lib/manifests/objects/unit-manifests';
import { type JsonObject, type Path, valueAt } from '../../lib/manifests/yaml/json';
import { catalogue } from '../../lib/rules/catalogue';
import type { ObjectFound } from '../../lib/rules/rule';
import type { Mutation } from './mutations';

const rules = catalogue.filter(({ name, manifests }) => /^(api|versions)\//.test(name) && manifests?.scope === 'object');

/** What the rules about the server say of an object, each with its rule. */
export function said(data: JsonObject, kubernetes: string): readonly (ObjectFound & { readonly rule: string })[] {
  const facts = { kubernetes } as ClusterManifests['facts'];
  const cluster: ClusterManifests = { cluster: 'here', facts, seat: undefined, group: undefined, objects: [] };
  const unit: UnitManifests = { name: 'tools', system: undefined, plan: undefined, clusters: [cluster] };
  const object = appliedObject({ file: 'tools.yaml', position: 0, cluster: 'here', unit: 'tools' }, data);
  return rules.flatMap(({ name, manifests }) =>
    manifests?.scope === 'object' && (manifests.kinds.length === 0 || manifests.kinds.includes(object.kind))
      ? manifests.check(object, cluster, unit).map(found => ({ rule: name, ...found }))
      : [],
  );
}

/** What a server does with an object: it refuses it, takes it, or takes it with another value than was written. */
export type Verdict = 'refuses' | 'takes' | 'alters';

/**
 * Whether a server took an object as another one: a field that a rule names came back otherwise than it was written, or a number that was
 * changed did. Zero means the default of many fields, and amounts come back in another spelling.
 */
export function isAltered({ object, path }: Mutation, found: readonly ObjectFound[], answer: JsonObject): boolean {
  const differs = (at: Path): boolean => JSON.stringify(valueAt(object, ...at)) !== JSON.stringify(valueAt(answer, ...at));
  if (found.length > 0) return found.some(({ path: at = [] }) => differs(at));
  // What stands in metadata beside labels and annotations is the server's to give.
  if (path[0] === 'metadata') return false;
  const [written, kept] = [valueAt(object, ...path), valueAt(answer, ...path)];
  return typeof written === 'number' && written !== 0 && typeof kept !== 'string' && written !== kept;
}

/** A mark for a list of mutations: another list has another. */
export const markOf = (all: readonly Mutation[]): string =>
  createHash('sha256')
    .update(all.map(({ name }) => name).join('\n'))
    .digest('hex')
    .slice(0, 16);
