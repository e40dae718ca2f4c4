import { type FieldType, typeOfKind } from '../../lib/manifests/api/schema';
import { isObject, type Json, type JsonObject, type Path } from '../../lib/manifests/yaml/json';

/** A value in the place of nothing. */
export interface Growth {
  readonly path: Path;
  /** What tells it from others of its type: the type of what it is put into, and its name. */
  readonly of: string;
  readonly value: Json;
}

/** Whether these can be depends on what else there is in the cluster, or in the path of the request. */
const elsewhere: ReadonlySet<string> = new Set([
  'overhead',
  'priority',
  'priorityClassName',
  'runtimeClassName',
  'serviceAccount',
  'serviceAccountName',
]);

/** Every field that an object of the type could have and this one has not, with values that it could have or could not; also one level below. */
export function growths(object: JsonObject): readonly Growth[] {
  const type = typeOfKind(String(object['apiVersion']), String(object['kind']));
  return type ? below(object, type, []) : [];
}

function below(value: Json | undefined, type: FieldType, path: Path): readonly Growth[] {
  if (type.kind === 'list' && Array.isArray(value)) return value.flatMap((item: Json, at) => below(item, type.item, [...path, at]));
  if (!isObject(value)) return [];
  if (type.kind === 'map') return Object.keys(value).flatMap(key => below(value[key], type.item, [...path, key]));
  if (type.kind !== 'object') return [];
  return [...type.fields].flatMap(([name, field]) => {
    const here = [...path, name];
    if (Object.hasOwn(value, name)) return below(value[name], field.type, here);
    if (isElsewhere(here, name)) return [];
    return [...values(field.type).map(each => ({ path: here, of: `${type.name}.${name}`, value: each })), ...inner(field.type, here)];
  });
}

const isElsewhere = (path: Path, name: string): boolean =>
  (path[0] === 'metadata' && name === 'namespace') || (path.length === 2 && path[0] === 'spec' && elsewhere.has(name));

/** An object with one field. */
function inner(type: FieldType, path: Path): readonly Growth[] {
  if (type.kind !== 'object') return [];
  return [...type.fields].flatMap(([name, field]) =>
    values(field.type).map(each => ({ path, of: `${type.name}.${name} within`, value: { [name]: each } })),
  );
}

function values(type: FieldType): readonly Json[] {
  switch (type.kind) {
    case 'string':
      return ['text', 'Text x', ''];
    case 'boolean':
      return [true, false];
    case 'int32':
    case 'int64':
      return [0, 5, -1, 70_000];
    case 'number':
      return [1];
    case 'quantity':
      return ['1', '-1'];
    case 'int-or-string':
      return [1, 'a', '50%'];
    case 'time':
      return ['2025-01-01T00:00:00Z'];
    case 'bytes':
      return ['AAEC'];
    case 'open':
      return [];
    case 'object':
      return [{}];
    case 'map':
      return [{}, ...values(type.item).map(value => ({ a: value }))];
    case 'list':
      return [[], ...values(type.item).map(value => [value])];
  }
}
