import type { Json, JsonObject } from '../../../lib/manifests/yaml/json';
import type { Editable, EditedOutput } from '../edited-output';
import { otherValues } from './other-values';
import type { Subject } from './subjects';

/** One field of one object, changed in one way. */
export interface FieldChange {
  readonly subject: Subject;
  /** `voters: spec.replicas: -> 3`: of no two the same. */
  readonly told: string;
  readonly apply: (data: Editable) => void;
}

type Steps = readonly (string | number)[];

/** Every change of the fields of these objects, as they are in their outputs. What was changed in the same way before is left out. */
export function changesOf(subject: Subject, output: EditedOutput, seen: Set<string>): readonly FieldChange[] {
  const object = output.object(subject.cluster, subject.object) as JsonObject;
  return fieldsOf(object, [], '').flatMap(({ path, told, value }) => {
    // What is the same in another object of the kind needs no second try: the names of systems and clusters apart.
    const same = `${object['kind']}: ${told.replace(/(ontainers)\[[^\]]+\]/, '$1')}: ${plain(JSON.stringify(value), subject)}`;
    if (subject.fields ? !subject.fields.test(told) : seen.has(same)) return [];
    seen.add(same);
    const changes = [['gone', undefined] as const, ...otherValues(value)];
    return changes.map(([change, to]) => ({
      subject,
      told: `${subject.called}: ${told}: ${change}`,
      apply: (data: Editable) => put(data, path, structuredClone(to)),
    }));
  });
}

const plain = (text: string, { cluster, unit }: Subject): string =>
  text.replaceAll(cluster, '<cluster>').replaceAll(unit, '<unit>').replaceAll('learner', 'voter').replaceAll('<unit>-voter', '<unit>');

interface FoundField {
  readonly path: Steps;
  readonly told: string;
  readonly value: Json;
}

function fieldsOf(value: Json, path: Steps, told: string): readonly FoundField[] {
  const here = path.length > 0 ? [{ path, told, value }] : [];
  if (Array.isArray(value)) {
    return [...here, ...value.flatMap((item: Json, at) => fieldsOf(item, [...path, at], `${told}[${nameOf(item) ?? at}]`))];
  }
  if (typeof value !== 'object' || value === null) return here;
  return [
    ...here,
    ...Object.entries(value as JsonObject).flatMap(([key, item]) =>
      item === undefined
        ? []
        : fieldsOf(item, [...path, key], /[./]/.test(key) ? `${told}['${key}']` : told === '' ? key : `${told}.${key}`),
    ),
  ];
}

/** How an item of a list is called: its name, or the option that it gives. */
function nameOf(item: Json): string | undefined {
  if (typeof item === 'string') return /^(--(?:source|service-type-filter|managed-record-types)=.*|--[\w-]+)/.exec(item)?.[1];
  const name = typeof item === 'object' && item !== null && !Array.isArray(item) ? (item as JsonObject)['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

function put(object: Editable, path: Steps, to: Json | undefined): void {
  const parent = path.slice(0, -1).reduce((from, step) => from[step], object);
  const last = path.at(-1) as string | number;
  if (to !== undefined) parent[last] = to;
  else if (Array.isArray(parent)) parent.splice(last as number, 1);
  else delete parent[last];
}
