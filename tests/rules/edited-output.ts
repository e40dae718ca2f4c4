import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { type OutputSource, textOf } from '../../lib/check/output-source';
import { readDocument, splitDocuments } from '../../lib/manifests/yaml/documents';
import { type FleetDocument, fleetFile } from '../../lib/plan/document/fleet-document';
import { filesBelow } from '../../lib/synth/output-folder';

/** A value that a test may change. */
// biome-ignore lint/suspicious/noExplicitAny: manifests are edited in every place
export type Editable = any;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Writable<Item>[] : Writable<T[Key]> };

const trees = new Map<string, ReadonlyMap<string, string>>();

/** The texts of a committed output, by path. */
function tree(variant: string): ReadonlyMap<string, string> {
  const known = trees.get(variant);
  if (known) return known;
  const folder = resolve('tests', 'golden', variant, 'dist');
  const read = new Map(filesBelow(folder).map(path => [path, readFileSync(join(folder, path), 'utf8')]));
  trees.set(variant, read);
  return read;
}

/** The steps of a path such as `spec.ports[0].name` or `metadata.annotations['a.b/c']`. */
export const steps = (path: string): readonly (string | number)[] =>
  [...path.matchAll(/\['([^']*)'\]|\[(\d+)\]|([^.[\]]+)/g)].map(([, quoted, position, plain]) =>
    position === undefined ? ((quoted ?? plain) as string) : Number(position),
  );

/** An output folder in memory, to be changed as a hand would change it. */
export class EditedOutput implements OutputSource {
  private readonly texts: Map<string, string>;
  private readonly parsed = new Map<string, Editable[]>();
  private document: Writable<FleetDocument> | undefined;

  /** @param variant a folder of `tests/golden` */
  constructor(variant = 'example') {
    this.texts = new Map(tree(variant));
  }

  /** The plan, to be changed. */
  get plan(): Editable {
    this.document ??= JSON.parse(this.texts.get(fleetFile) ?? '') as Writable<FleetDocument>;
    return this.document;
  }

  /** The data of an object, to be changed. @param what kind and name: `StatefulSet settings` */
  object(cluster: string, what: string): Editable {
    const found = this.paths(cluster).flatMap(path => this.objects(path).filter(each => said(each) === what));
    if (found.length !== 1) throw new Error(`${cluster} has ${found.length} of ${what}`);
    return found[0];
  }

  /** Sets a field of an object. */
  set(cluster: string, what: string, path: string, value: unknown): this {
    const way = steps(path);
    let target = this.object(cluster, what);
    for (const [at, step] of way.slice(0, -1).entries()) {
      target[step] ??= typeof way[at + 1] === 'number' ? [] : {};
      target = target[step];
    }
    target[way.at(-1) as string] = value;
    return this;
  }

  /** Takes a field of an object away. */
  unset(cluster: string, what: string, path: string): this {
    const way = steps(path);
    const target = way.slice(0, -1).reduce((from, step) => from[step], this.object(cluster, what));
    const last = way.at(-1) as string | number;
    if (!(last in target)) throw new Error(`${what} in ${cluster} has no ${path}`);
    if (Array.isArray(target)) target.splice(last as number, 1);
    else delete target[last];
    return this;
  }

  /** Takes an object away. */
  remove(cluster: string, what: string): this {
    for (const path of this.paths(cluster)) {
      const objects = this.objects(path);
      const at = objects.findIndex(each => said(each) === what);
      if (at >= 0) {
        objects.splice(at, 1);
        return this;
      }
    }
    throw new Error(`${cluster} has no ${what}`);
  }

  /** Adds an object to a unit of a cluster, in its file; or, where it has none, in a new one. */
  add(cluster: string, unit: string, object: object): this {
    const path = this.paths(cluster).find(each => each.startsWith(`${cluster}/${unit}/`)) ?? `${cluster}/${unit}/${unit}.yaml`;
    if (!this.texts.has(path)) this.texts.set(path, '');
    this.objects(path).push(structuredClone(object));
    return this;
  }

  /** Changes the text of a file, or makes one. Before objects of the same file are changed. */
  text(path: string, change: (before: string) => string): this {
    this.texts.set(path, change(this.texts.get(path) ?? ''));
    return this;
  }

  /** Leaves the plan and one folder, such as `dublin/settings`: what else there is takes time to read. */
  only(folder: string): this {
    for (const path of this.texts.keys()) if (path !== fleetFile && !path.startsWith(`${folder}/`)) this.texts.delete(path);
    return this;
  }

  /** Takes a file away. */
  drop(path: string): this {
    if (!this.texts.delete(path)) throw new Error(`there is no ${path}`);
    return this;
  }

  get files(): readonly string[] {
    return [...this.texts.keys()].sort();
  }

  read(path: string): string {
    if (path === fleetFile && this.document) return JSON.stringify(this.document);
    const objects = this.parsed.get(path);
    return objects
      ? objects.map(each => stringify(each, { version: '1.1', lineWidth: 0 })).join('---\n')
      : textOf(Buffer.from(this.texts.get(path) ?? ''));
  }

  /** Every object of a file, as it is now. */
  in(path: string): readonly Editable[] {
    return this.objects(path);
  }

  private paths(cluster: string): readonly string[] {
    return this.files.filter(path => path.startsWith(`${cluster}/`));
  }

  private objects(path: string): Editable[] {
    const known = this.parsed.get(path);
    if (known) return known;
    const read = splitDocuments(this.texts.get(path) ?? '').flatMap(document => {
      const found = readDocument(document);
      return found.kind === 'object' ? [structuredClone(found.data) as Editable] : [];
    });
    this.parsed.set(path, read);
    return read;
  }
}

const said = ({ kind, metadata }: Editable): string => `${kind} ${metadata?.name}`;
