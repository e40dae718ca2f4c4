import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** A Kubernetes object as it was written. */
export interface Written {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  // biome-ignore lint/suspicious/noExplicitAny: whatever was written is looked at field by field
  readonly [field: string]: any;
}

/** A written object, and where it was found. */
export interface Placed {
  /** Path below the output folder. */
  readonly file: string;
  /** The folder that it lies in: a cluster, or `argocd`. */
  readonly place: string;
  readonly object: Written;
}

/** Everything below a folder: path to content, folders that are empty and links included. */
export function tree(folder: string, below = ''): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (!existsSync(folder)) return found;
  for (const name of readdirSync(join(folder, below)).sort()) {
    const path = below === '' ? name : `${below}/${name}`;
    const stats = lstatSync(join(folder, path));
    if (stats.isSymbolicLink()) found.set(path, `-> ${readlinkSync(join(folder, path))}`);
    else if (stats.isFile()) found.set(path, readFileSync(join(folder, path), 'utf8'));
    else {
      const inside = tree(folder, path);
      if (inside.size === 0) found.set(`${path}/`, '');
      for (const [inner, content] of inside) found.set(inner, content);
    }
  }
  return found;
}

/** Paths whose content differs between two trees. */
export const difference = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly string[] =>
  [...new Set([...one.keys(), ...other.keys()])].filter(path => one.get(path) !== other.get(path)).sort();

const read = new Map<string, readonly Written[]>();

/** The objects of a text. Whoever reads it again gets the same ones, so nobody may change them. */
function objectsOf(text: string): readonly Written[] {
  const known = read.get(text);
  if (known) return known;
  const objects = parseAllDocuments(text, { version: '1.1' }).map(document => frozen(document.toJS() as Written));
  read.set(text, objects);
  return objects;
}

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(Object.freeze(value))) frozen(part);
  return value;
}

/** Every document of every YAML file below an output folder. */
export const objectsIn = (outdir: string): readonly Placed[] =>
  [...tree(outdir)]
    .filter(([file]) => file.endsWith('.yaml'))
    .flatMap(([file, text]) => objectsOf(text).map(object => ({ file, place: file.split('/')[0] ?? '', object })));

/** The one object of a kind and a name in a place. @throws when there is none, or more than one */
export function find(all: readonly Placed[], place: string, kind: string, name: string): Written {
  const found = all.filter(({ object, place: where }) => where === place && object.kind === kind && object.metadata.name === name);
  if (found.length !== 1) throw new Error(`${found.length} objects ${kind} ${name} in ${place}`);
  return (found[0] as Placed).object;
}

export const ofKind = (all: readonly Placed[], kind: string): readonly Placed[] => all.filter(({ object }) => object.kind === kind);
