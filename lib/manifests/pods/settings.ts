import type { AppliedObject } from '../objects/applied-object';
import { objectOf } from '../objects/cluster-objects';
import { memoized } from '../objects/memoized';
import type { ClusterManifests } from '../objects/unit-manifests';
import { isObject, type JsonObject, listAt, objectAt, type Path, textAt, valueAt } from '../yaml/json';
import { type LocatedText, resolve } from './variable-reference';
import type { PodTemplate, TemplateContainer } from './workload';

/** A setting that a process starts with: a flag, an environment variable, or a file. */
export interface Setting extends LocatedText {
  /** As it is written: `--election-timeout`, `ETCD_ELECTION_TIMEOUT`, `peers.json`. */
  readonly name: string;
  /** The name in a common form: `election-timeout`, `peers-json`. A flag and a variable of etcd for the same setting have the same key. */
  readonly key: string;
  readonly source: 'argument' | 'variable' | 'file';
}

/** The name of a flag or a variable in the common form. Cached, since fleets have few names and many members. */
export const settingKey = memoized(name =>
  name
    .replace(/^-+/, '')
    .toLowerCase()
    .replace(/[_.\s]/g, '-')
    .replace(/^etcd-/, ''),
);

/** The object that has a container, and the cluster in which its ConfigMaps are looked up. */
interface Reader {
  readonly object: AppliedObject;
  readonly cluster: ClusterManifests;
}

/** The flags and variables of a container. Values from a Secret or from a field of the pod are not known, and left out. */
export function containerSettings(container: TemplateContainer, reader: Reader): readonly Setting[] {
  const declared = variables(container, reader);
  return [...declared, ...flags(container, reader, new Map(declared.map(variable => [variable.name, variable])))];
}

function variables({ data, path }: TemplateContainer, { object, cluster }: Reader): readonly Setting[] {
  const found: Setting[] = [];
  const known = new Map<string, LocatedText>();
  const add = (name: string, value: string, holder: AppliedObject, place: Path): void => {
    const held = { value, object: holder, path: place };
    // A text in the template may refer to variables that are declared before it. A text in a ConfigMap is used as it is.
    const setting = { name, key: settingKey(name), source: 'variable' as const, ...(holder === object ? resolve(held, known) : held) };
    known.set(name, setting);
    found.push(setting);
  };
  for (const source of listAt(data, 'envFrom')) {
    const map = objectOf(cluster, 'ConfigMap', textAt(source, 'configMapRef', 'name') ?? '', object.namespace);
    const prefix = textAt(source, 'prefix') ?? '';
    for (const [key, value] of Object.entries(objectAt(map?.data, 'data'))) {
      if (map && typeof value === 'string') add(`${prefix}${key}`, value, map, ['data', key]);
    }
  }
  for (const [position, variable] of listAt(data, 'env').entries()) {
    const name = textAt(variable, 'name') ?? '';
    const value = textAt(variable, 'value');
    const key = textAt(variable, 'valueFrom', 'configMapKeyRef', 'key');
    if (value !== undefined) add(name, value, object, [...path, 'env', position, 'value']);
    else if (key !== undefined) {
      const map = objectOf(cluster, 'ConfigMap', textAt(variable, 'valueFrom', 'configMapKeyRef', 'name') ?? '', object.namespace);
      const held = textAt(map?.data, 'data', key);
      if (map && held !== undefined) add(name, held, map, ['data', key]);
    }
  }
  return found;
}

/** A word of a command line. */
interface Word {
  readonly text: string;
  readonly path: Path;
}

function flags({ data, path }: TemplateContainer, { object }: Reader, known: ReadonlyMap<string, LocatedText>): readonly Setting[] {
  const words: Word[] = [];
  for (const list of ['command', 'args']) {
    for (const [position, text] of listAt(data, list).entries()) {
      if (typeof text !== 'string') continue;
      const place = [...path, list, position];
      if (isOneWord(text)) words.push({ text, path: place });
      else for (const word of text.split(/\s+/)) words.push({ text: word.replace(/^["']|["';]$/g, ''), path: place });
    }
  }
  const found: Setting[] = [];
  for (const [position, word] of words.entries()) {
    if (!word.text.startsWith('-')) continue;
    const equals = word.text.indexOf('=');
    const next = words[position + 1];
    const apart = equals === -1 && next && !next.text.startsWith('-') ? next : undefined;
    const name = equals === -1 ? word.text : word.text.slice(0, equals);
    // A flag without a value is a switch that is on.
    const value = equals === -1 ? (apart?.text ?? 'true') : word.text.slice(equals + 1);
    found.push({ name, key: settingKey(name), source: 'argument', ...resolve({ value, object, path: apart?.path ?? word.path }, known) });
  }
  return found;
}

/** Whether a text is one word: a flag always is; a line for a shell has several. */
const isOneWord = (text: string): boolean => text.startsWith('-') || !/\s-/.test(text);

/** The files that a pod mounts from ConfigMaps, for any of its containers. */
export const fileSettings = ({ spec }: PodTemplate, { object, cluster }: Reader): readonly Setting[] =>
  listAt(spec, 'volumes').flatMap(volume =>
    configSources(volume).flatMap(source => {
      const map = objectOf(cluster, 'ConfigMap', textAt(source, 'name') ?? '', object.namespace);
      if (!map) return [];
      const items = listAt(source, 'items').map(item => textAt(item, 'key') ?? '');
      const keys = items.length > 0 ? items : Object.keys(objectAt(map.data, 'data'));
      return keys.flatMap((name): readonly Setting[] => {
        const value = textAt(map.data, 'data', name);
        return value === undefined ? [] : [{ name, key: settingKey(name), value, source: 'file', object: map, path: ['data', name] }];
      });
    }),
  );

/** The ConfigMap sources of a volume, including those of a projected volume. */
export function configSources(volume: Parameters<typeof valueAt>[0]): readonly JsonObject[] {
  const own = valueAt(volume, 'configMap');
  const projected = listAt(volume, 'projected', 'sources').map(source => valueAt(source, 'configMap'));
  return [own, ...projected].filter(isObject);
}
