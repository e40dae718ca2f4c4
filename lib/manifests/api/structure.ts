import { type Fault, quoted } from '../objects/field';
import { isObject, type Json, type JsonObject, type Path } from '../yaml/json';
import { isMissing, leafProblem } from './leaves';
import { type FieldType, type KnownField, typeOfKind } from './schema';
import { isSound } from './soundness';

/** What can be wrong with the structure of an object. */
export type StructureFault = Fault &
  (
    | { readonly about: 'unknown' | 'type' | 'required' | 'duplicate' }
    | { readonly about: 'version'; readonly since: number | undefined; readonly until: number | undefined }
    | { readonly about: 'gate'; readonly kept: number }
  );

const flawless: readonly StructureFault[] = [];
let last: { readonly data: JsonObject; readonly faults: readonly StructureFault[] } | undefined;

/**
 * What is wrong with the structure of an object: fields that its kind does not have, values of another type, what is missing, items that
 * cannot be told apart. Nothing for kinds that are not known. Several rules ask about the same object, so the last answer is kept.
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
  return since === until ? `in 1.${since} alone` : `from 1.${since} to 1.${until}`;
}

/** One walk through an object. The way to where it is grows and shrinks in one list: nothing is allocated where nothing is wrong. */
class Walk {
  private readonly faults: StructureFault[] = [];
  private readonly way: (string | number)[] = [];

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
      this.way.push(key);
      if (!field) this.unknown(key, type.name);
      else {
        if (field.since !== undefined || field.until !== undefined) this.notAlways(key, field);
        if (field.kept !== undefined && inner !== null && inner !== '') this.gated(key, field.kept);
        if (inner !== null) this.value(inner, field.type);
      }
      this.way.pop();
    }
    for (const key of type.required) if (isMissing(value[key])) this.missing(key, value[key]);
  }

  private map(value: JsonObject, item: FieldType): void {
    for (const key in value) {
      const inner = value[key];
      if (inner === undefined || inner === null) continue;
      this.way.push(key);
      this.value(inner, item);
      this.way.pop();
    }
  }

  private list(value: readonly Json[], type: Extract<FieldType, { kind: 'list' }>): void {
    for (let at = 0; at < value.length; at += 1) {
      const inner = value[at];
      this.way.push(at);
      if (inner === null || inner === undefined) this.nothing(type);
      else this.value(inner, type.item);
      this.way.pop();
    }
    if (type.keys !== undefined && value.length > 0) this.alike(value, type.keys);
  }

  /** An item without content is the empty one, where items need not be told apart. */
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
            [...this.way, at],
            [...this.way, at],
            `the item has no ${keys[0]?.name}, which tells it from others`,
            'give it one',
          );
      }
      const first = seen.get(key);
      if (first !== undefined) this.twice(at, first, keys);
      else seen.set(key, at);
    }
  }

  private twice(at: number, first: number, keys: readonly { readonly name: string }[]): void {
    const same = keys.length === 0 ? 'value' : keys.map(({ name }) => name).join(' and ');
    const list = this.way.at(-1);
    const problem = `${list}[${at}] has the same ${same} as ${list}[${first}], and only one of them can be kept`;
    const path = [...this.way, at];
    const fields = [path, [...this.way, first]];
    this.faults.push({ about: 'duplicate', path, problem, fix: 'take one of them away, or tell them apart', fields });
  }

  private unknown(key: string, type: string): void {
    this.report('unknown', [...this.way], `${type} has no field ${quoted(key)}`, 'correct its name, or take it away');
  }

  private wrongType(value: Json, expected: string): void {
    this.report('type', [...this.way], `${this.way.at(-1)} is ${quoted(value)}, and must be ${expected}`, `write ${expected}`);
  }

  private missing(key: string, value: Json | undefined): void {
    const problem = value === undefined || value === null ? `${key} is missing` : `${key} is empty`;
    const field = [...this.way, key];
    this.required(field, value === undefined ? [...this.way] : field, problem, 'the field must be given');
  }

  private notAlways(key: string, { since, until }: KnownField): void {
    const fault = {
      path: [...this.way],
      problem: `Kubernetes knows '${key}' ${span(since, until)}`,
      fix: 'take the field away, or upgrade the cluster first',
    };
    this.faults.push({ about: 'version', ...fault, since, until });
  }

  private gated(key: string, kept: number): void {
    const problem = `a server before 1.${kept} drops '${key}', unless its feature gate was turned on`;
    this.faults.push({
      about: 'gate',
      path: [...this.way],
      problem,
      fix: 'take the field away, or turn the gate on and accept this finding',
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
