import { type Fault, quoted } from '../objects/field';
import { isObject, type Json, type JsonObject, type Path } from '../yaml/json';
import { isMissing, leafProblem } from './leaves';
import { type FieldType, type KnownField, typeOfKind } from './schema';
import { isSound } from './soundness';

/** A fault in the structure of an object. */
export type StructureFault = Fault &
  (
    | { readonly about: 'unknown' | 'type' | 'required' | 'duplicate' }
    | { readonly about: 'version'; readonly since: number | undefined; readonly until: number | undefined }
    | { readonly about: 'gate'; readonly kept: number }
  );

const flawless: readonly StructureFault[] = [];
let last: { readonly data: JsonObject; readonly faults: readonly StructureFault[] } | undefined;

/**
 * The faults in the structure of an object: unknown fields, values of a wrong type, missing fields, items with the same key. None for a
 * kind that is not in the table. Several rules look at the same object in turn, so the last answer is kept.
 */
export function structureOf(data: JsonObject, apiVersion: string, kind: string): readonly StructureFault[] {
  if (last?.data === data) return last.faults;
  const type = typeOfKind(apiVersion, kind);
  const faults = type && !isSound(data, type) ? new Walk().of(data, type) : flawless;
  last = { data, faults };
  return faults;
}

function span(since: number | undefined, until: number | undefined): string {
  if (since === undefined) return `until 1.${until}`;
  if (until === undefined) return `since 1.${since}`;
  return since === until ? `only in 1.${since}` : `from 1.${since} to 1.${until}`;
}

/** One walk through an object. The current path is kept in one list, so that nothing is allocated where nothing is wrong. */
class Walk {
  private readonly faults: StructureFault[] = [];
  private readonly path: (string | number)[] = [];

  of(data: JsonObject, type: FieldType): readonly StructureFault[] {
    this.value(data, type);
    return this.faults;
  }

  private value(value: Json, type: FieldType): void {
    switch (type.kind) {
      case 'object':
        if (isObject(value)) this.object(value, type);
        else this.wrongType(value, 'an object');
        return;
      case 'map':
        if (isObject(value)) this.map(value, type.item);
        else this.wrongType(value, 'an object');
        return;
      case 'list':
        if (Array.isArray(value)) this.list(value, type);
        else this.wrongType(value, 'a list');
        return;
      default: {
        const problem = leafProblem[type.kind](value);
        if (problem !== undefined) this.wrongType(value, problem);
      }
    }
  }

  private object(value: JsonObject, type: Extract<FieldType, { kind: 'object' }>): void {
    for (const key in value) {
      const inner = value[key];
      const field = type.fields.get(key);
      if (inner === undefined) continue;
      this.path.push(key);
      if (!field) this.unknown(key, type.name);
      else {
        if (field.since !== undefined || field.until !== undefined) this.notAlways(key, field);
        if (field.kept !== undefined && inner !== null && inner !== '') this.gated(key, field.kept);
        if (inner !== null) this.value(inner, field.type);
      }
      this.path.pop();
    }
    for (const key of type.required) if (isMissing(value[key])) this.missing(key, value[key]);
  }

  private map(value: JsonObject, item: FieldType): void {
    for (const key in value) {
      const inner = value[key];
      if (inner === undefined || inner === null) continue;
      this.path.push(key);
      this.value(inner, item);
      this.path.pop();
    }
  }

  private list(value: readonly Json[], type: Extract<FieldType, { kind: 'list' }>): void {
    for (let at = 0; at < value.length; at += 1) {
      const inner = value[at];
      this.path.push(at);
      if (inner === null || inner === undefined) this.nothing(type);
      else this.value(inner, type.item);
      this.path.pop();
    }
    if (type.keys !== undefined && value.length > 0) this.alike(value, type.keys);
  }

  /** An item without a value counts as an empty object, where items need no key. */
  private nothing({ item, keys }: Extract<FieldType, { kind: 'list' }>): void {
    if (keys !== undefined) this.wrongType(null, keys.length > 0 ? 'an object' : 'a value');
    else if (item.kind === 'object') this.object({}, item);
  }

  private alike(value: readonly Json[], keys: NonNullable<Extract<FieldType, { kind: 'list' }>['keys']>): void {
    const seen = new Map<string, number>();
    for (let at = 0; at < value.length; at += 1) {
      const inner = value[at];
      if (inner === null || inner === undefined) continue;
      let key = '';
      if (keys.length === 0) key = `${typeof inner} ${inner}`;
      else if (!isObject(inner)) continue;
      else {
        let some = false;
        for (const { name, otherwise } of keys) {
          const part = Object.hasOwn(inner, name) ? inner[name] : otherwise;
          some ||= part !== undefined;
          key += `${typeof part} ${part}\n`;
        }
        if (!some)
          this.required(
            [...this.path, at],
            [...this.path, at],
            `the item has no ${keys[0]?.name}, which tells items apart`,
            `set ${keys[0]?.name}`,
          );
      }
      const first = seen.get(key);
      if (first !== undefined) this.twice(at, first, keys);
      else seen.set(key, at);
    }
  }

  private twice(at: number, first: number, keys: readonly { readonly name: string }[]): void {
    const same = keys.length === 0 ? 'value' : keys.map(({ name }) => name).join(' and ');
    const list = this.path.at(-1);
    const problem = `${list}[${at}] has the same ${same} as ${list}[${first}], and the API server keeps only one of them`;
    const path = [...this.path, at];
    const fields = [path, [...this.path, first]];
    this.faults.push({ about: 'duplicate', path, problem, fix: `remove one of them, or change its ${same}`, fields });
  }

  private unknown(key: string, type: string): void {
    this.report('unknown', [...this.path], `${type} has no field ${quoted(key)}`, 'correct its name, or remove it');
  }

  private wrongType(value: Json, expected: string): void {
    this.report('type', [...this.path], `${this.path.at(-1)} is ${quoted(value)}, and must be ${expected}`, `write ${expected}`);
  }

  private missing(key: string, value: Json | undefined): void {
    const problem = value === undefined || value === null ? `${key} is missing` : `${key} is empty`;
    const field = [...this.path, key];
    this.required(field, value === undefined ? [...this.path] : field, problem, `set ${key}`);
  }

  private notAlways(key: string, { since, until }: KnownField): void {
    const fault = {
      path: [...this.path],
      problem: `Kubernetes has the field '${key}' ${span(since, until)}`,
      fix: 'remove the field, or upgrade the cluster first',
    };
    this.faults.push({ about: 'version', ...fault, since, until });
  }

  private gated(key: string, kept: number): void {
    const problem = `an API server before 1.${kept} drops '${key}' unless its feature gate is on`;
    this.faults.push({
      about: 'gate',
      path: [...this.path],
      problem,
      fix: 'remove the field, or turn the feature gate on and accept this finding',
      kept,
    });
  }

  /** @param path where it is shown: of a field that is not there, what it belongs into */
  private required(field: Path, path: Path, problem: string, fix: string): void {
    this.faults.push({ about: 'required', path, problem, fix, fields: [field] });
  }

  private report(about: 'unknown' | 'type', path: Path, problem: string, fix: string): void {
    this.faults.push({ about, path, problem, fix });
  }
}
