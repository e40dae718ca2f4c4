import type { AppliedObject } from '../objects/applied-object';
import { objectOf } from '../objects/cluster-objects';
import { memoized } from '../objects/memoized';
import type { ClusterManifests } from '../objects/unit-manifests';
import { isObject, type JsonObject, listAt, objectAt, type Path, textAt, valueAt } from '../yaml/json';
import type { PodTemplate, TemplateContainer } from './workload';

/** Something that a process is told when it starts: by a flag, by a variable, or by a file. */
export interface Setting {
  /** As it is written: `--election-timeout`, `ETCD_ELECTION_TIMEOUT`, `peers.json`. */
  readonly name: string;
  /** The name in one form: `election-timeout`, `peers-json`. etcd's flags and variables have the same. */
  readonly key: string;
  readonly value: string;
  readonly source: 'argument' | 'variable' | 'file';
  /** What holds the value, which can be a ConfigMap. */
  readonly object: AppliedObject;
  readonly path: Path;
}

/** A name of a flag or of a variable in one form. Fleets have few names and many members, so each is worked out once. */
export const settingKey = memoized(name =>
  name
    .replace(/^-+/, '')
    .toLowerCase()
    .replace(/[_.\s]/g, '-')
    .replace(/^etcd-/, ''),
);

/** A container, and where what it is told is looked up. */
interface Reader {
  readonly object: AppliedObject;
  readonly cluster: ClusterManifests;
}

/** What a container is told by flags and variables. What comes from a Secret or from a field of the pod is not known. */
export const containerSettings = (container: TemplateContainer, reader: Reader): readonly Setting[] => [
  ...variables(container, reader),
  ...flags(container, reader),
];

function variables({ data, path }: TemplateContainer, { object, cluster }: Reader): readonly Setting[] {
  const found: Setting[] = [];
  const add = (name: string, value: string, holder: AppliedObject, place: Path): void => {
    found.push({ name, key: settingKey(name), value, source: 'variable', object: holder, path: place });
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

function flags({ data, path }: TemplateContainer, { object }: Reader): readonly Setting[] {
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
    // A flag with nothing behind it is one that is switched on.
    const value = equals === -1 ? (apart?.text ?? 'true') : word.text.slice(equals + 1);
    found.push({ name, key: settingKey(name), value, source: 'argument', object, path: apart?.path ?? word.path });
  }
  return found;
}

/** A flag is one word whatever is in it; a line for a shell is many. */
const isOneWord = (text: string): boolean => text.startsWith('-') || !/\s-/.test(text);

/** The files that ConfigMaps put into a pod, whichever container reads them. */
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

/** The ConfigMaps that a volume shows: itself one, or parts of one that is projected. */
export function configSources(volume: Parameters<typeof valueAt>[0]): readonly JsonObject[] {
  const own = valueAt(volume, 'configMap');
  const projected = listAt(volume, 'projected', 'sources').map(source => valueAt(source, 'configMap'));
  return [own, ...projected].filter(isObject);
}
