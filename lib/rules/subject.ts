import type { Subject } from '../domain/subject';
import type { AppliedObject } from '../manifests/objects/applied-object';
import type { ObjectSummary } from '../manifests/objects/unit-manifests';
import type { PodTemplate } from '../manifests/pods/workload';
import { isObject, type Json, listAt, type Path, textAt } from '../manifests/yaml/json';
import type { ManifestFound } from './rule';

type Named = Pick<ObjectSummary, 'unit' | 'cluster' | 'kind' | 'name'>;

/** A field of an object, or the object as a whole. */
export const fieldOf = ({ unit, cluster, kind, name }: Named, ...field: Path): Subject => ({ unit, cluster, kind, name, field });

/** An object that should be there and is not. Without a name it is any of its kind. */
export const absent = ({ unit, cluster }: Pick<Named, 'unit' | 'cluster'>, kind: string, name?: string): Subject => ({
  unit,
  cluster,
  kind,
  ...(name === undefined ? {} : { name }),
  holds: 'nothing',
});

/** A field of any object of a kind. */
export const anyOf = ({ unit, cluster }: Pick<Named, 'unit' | 'cluster'>, kind: string, ...field: Path): Subject => ({
  unit,
  cluster,
  kind,
  field,
});

/**
 * A field, or the outermost missing field around it.
 *
 * Rules name the field that they need. If an object has no `securityContext` at all, all rules that miss a field in it have one subject.
 */
export function given(object: Pick<AppliedObject, 'unit' | 'cluster' | 'kind' | 'name' | 'data'>, ...path: Path): Subject {
  let value: Json | undefined = object.data;
  for (const [at, step] of path.entries()) {
    value = childOf(value, step);
    if (isNothing(value)) return { ...fieldOf(object, ...path.slice(0, at + 1)), holds: 'nothing' };
  }
  return { ...fieldOf(object, ...path), holds: typeof value === 'object' ? 'several' : 'one value' };
}

/** An item of a list by its name; if the list does not have it, the missing item. */
export function item(object: AppliedObject, list: Path, name: string): Subject {
  const position = listAt(object.data, ...list).findIndex(each => textAt(each, 'name') === name);
  return given(object, ...list, position === -1 ? name : position);
}

/** The missing names of the items of a list without a name: one of these items may be the one that a rule misses. */
export const nameless = (object: AppliedObject, list: Path): readonly Subject[] =>
  listAt(object.data, ...list).flatMap((each, position) => (textAt(each, 'name') ? [] : [given(object, ...list, position, 'name')]));

/** The labels of the pods of a template, and their namespace: a selector depends on both. */
export const podIdentity = ({ object, path }: Pick<PodTemplate, 'object' | 'path'>): readonly Subject[] => [
  fieldOf(object, ...path, 'metadata', 'labels'),
  fieldOf(object, 'metadata', 'namespace'),
];

/** The namespace of an object: the objects that it refers to are looked up there. */
export const ownNamespaceOf = (object: Named): Subject => fieldOf(object, 'metadata', 'namespace');

const childOf = (value: Json | undefined, step: string | number): Json | undefined => {
  if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
};

const isNothing = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0);

/** The subject of a finding for which the rule names none. */
export function subjectOf({ object, path = [], at }: Pick<ManifestFound, 'object' | 'path' | 'at'>, otherwise: string): Subject {
  if (!object) return placeNamed(at ?? otherwise);
  return 'data' in object ? given(object as AppliedObject, ...path) : fieldOf(object, ...path);
}

/** The subject for the `at` of a finding: `settings/dublin`, `settings`, or `fleet`. */
export function placeNamed(at: string): Subject {
  const [unit = at, cluster] = at.split('/');
  if (unit === 'fleet') return {};
  return cluster === undefined ? { unit } : { unit, cluster };
}

const containerLists: ReadonlySet<string | number> = new Set(['containers', 'initContainers', 'ephemeralContainers']);

/** The container that a field is in; undefined for a list of containers as a whole. Faults of one container are fixed in one place. */
export function containerIn(field: Path): Path | undefined {
  const at = field.findIndex((step, position) => containerLists.has(step) && field[position + 1] !== undefined);
  return at === -1 ? undefined : field.slice(0, at + 2);
}

/** The fields by which other objects refer to an object. */
const identity: readonly string[] = ['apiVersion', 'kind', 'metadata', 'metadata.name', 'metadata.namespace'];

/** Whether a fault in it keeps other rules from finding the object. A file that is lost or unreadable hides all of its objects. */
export const hidesObject = ({ kind, field }: Subject): boolean => kind === undefined || identity.includes((field ?? []).join('.'));

/** Whether the inner subject is completely within the outer one. */
export const holdsAll = (outer: Subject, inner: Subject): boolean =>
  steps.every(step => outer[step] === undefined || outer[step] === inner[step]) && begins(inner.field ?? [], outer.field ?? []);

/** Whether the subject is a missing object. */
const isAbsent = ({ kind, field, holds }: Subject): boolean => kind !== undefined && field === undefined && holds === 'nothing';

/**
 * Whether two subjects can have something in common: one is within the other, or the parts that they leave open can be the same. A missing
 * object has nothing in common with an existing one.
 */
export const overlaps = (one: Subject, other: Subject): boolean =>
  (isAbsent(one) ? other.field === undefined : !isAbsent(other) || one.field === undefined) &&
  steps.every(step => one[step] === undefined || other[step] === undefined || one[step] === other[step]) &&
  (begins(one.field ?? [], other.field ?? []) || begins(other.field ?? [], one.field ?? []));

/**
 * Whether a hidden object may be the missing one. If its kind is wrong, its name must be the same; otherwise its kind. A lost file may hold
 * any object.
 */
export const mayBeMissed = (hidden: Subject, missed: Subject): boolean =>
  isAbsent(missed) &&
  (missed.unit === undefined || hidden.unit === missed.unit) &&
  (missed.cluster === undefined || hidden.cluster === missed.cluster) &&
  (hidden.kind === undefined || mayBe(hidden, missed));

function mayBe({ kind, name, field = [] }: Subject, missed: Subject): boolean {
  if (field[0] === 'kind') return missed.name === undefined || name === missed.name;
  return kind === missed.kind && (field[0] === 'apiVersion' || !name || missed.name === undefined || name === missed.name);
}

const steps = ['unit', 'cluster', 'kind', 'name'] as const;

const begins = (path: Path, prefix: Path): boolean => prefix.length <= path.length && prefix.every((step, at) => step === path[at]);
