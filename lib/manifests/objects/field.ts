import { isObject, type Json, type JsonObject, type Path } from '../yaml/json';

/** Something wrong in an object. */
export interface Fault {
  /** The field that is wrong, or the parent of a missing field. */
  readonly path: Path;
  readonly problem: string;
  readonly fix: string;
  /** Where the fault lies, if not at `path`: one of these is wrong. */
  readonly fields?: readonly Path[];
}

/** The most characters of a text that a finding repeats. */
const mostQuoted = 60;

/** A value as findings print it. */
export function quoted(value: Json | undefined): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value !== 'string') return isObject(value) ? 'an object' : Array.isArray(value) ? 'a list' : String(value);
  const shown = value.replace(/[^\P{C}]/gu, ' ');
  return shown.length <= mostQuoted ? `'${shown}'` : `'${shown.slice(0, mostQuoted)}…' (${value.length} characters)`;
}

const none: readonly never[] = [];

/** A field of a manifest, present or missing. Its path is computed only when it is needed. `null` counts as missing, as for the API server. */
export class Field {
  private constructor(
    /** The value; undefined where the field is missing. */
    readonly value: Json | undefined,
    private readonly parent: Field | undefined,
    private readonly step: string | number,
  ) {}

  /** The whole object. */
  static of(object: JsonObject): Field {
    return new Field(object, undefined, '');
  }

  /** The path from the top of the object. */
  get path(): Path {
    return this.parent ? [...this.parent.path, this.step] : [];
  }

  /** The last step of the path. */
  get name(): string {
    return typeof this.step === 'number' ? `${this.parent?.name ?? ''}[${this.step}]` : this.step;
  }

  /** A field of this object; a missing field where this is not an object. */
  at(...steps: readonly string[]): Field {
    let field: Field = this;
    for (const step of steps) {
      const value = isObject(field.value) && Object.hasOwn(field.value, step) ? field.value[step] : undefined;
      field = new Field(value ?? undefined, field, step);
    }
    return field;
  }

  /** Whether the field is present. */
  get given(): boolean {
    return this.value !== undefined;
  }

  /** Items of this list. */
  get items(): readonly Field[] {
    return Array.isArray(this.value) ? this.value.map((value: Json, step) => new Field(value ?? undefined, this, step)) : none;
  }

  /** Fields of this object, by key. */
  get entries(): readonly (readonly [string, Field])[] {
    const { value } = this;
    return isObject(value) ? Object.keys(value).map(key => [key, new Field(value[key] ?? undefined, this, key)] as const) : none;
  }

  /** How many items or fields there are. */
  get size(): number {
    return Array.isArray(this.value) ? this.value.length : isObject(this.value) ? Object.keys(this.value).length : 0;
  }

  /** The text; empty where there is none, which means the same to the API server. */
  get text(): string {
    return typeof this.value === 'string' ? this.value : '';
  }

  /** The number; undefined where there is none. */
  get number(): number | undefined {
    return typeof this.value === 'number' ? this.value : undefined;
  }

  /** Whether the value is `true`. */
  get on(): boolean {
    return this.value === true;
  }

  /** A fault of this field. */
  fault(problem: string, fix: string): Fault {
    return { path: this.path, problem, fix };
  }
}
