import type { AppliedObject } from '../objects/applied-object';
import { objectOf } from '../objects/cluster-objects';
import { isObject, type Json, type JsonObject, listAt, objectAt, type Path, textAt } from '../yaml/json';
import { type SystemPart, templatesOf } from './system-objects';
import { containersOf } from './workload';

/** A URL at which members reach each other. */
export interface PeerUrl {
  readonly object: AppliedObject;
  readonly path: Path;
  readonly scheme: string;
  readonly url: string;
}

const nothing: JsonObject = {};

/** The URLs with a peer port in the settings of a cluster's members, and of the jobs that add learners. */
export function peerUrls({ cluster, system, members }: SystemPart): readonly PeerUrl[] {
  const ports = new Set(
    system.engine.ports.filter(({ serves }) => serves.includes('peers') && !serves.includes('clients')).map(({ port }) => String(port)),
  );
  const marks = [...ports].map(port => `:${port}`);
  // A quick test first: most texts contain no such port.
  const holdsUrl = (value: Json | undefined): value is string =>
    typeof value === 'string' && marks.some(mark => value.includes(mark)) && value.includes('://');
  const urls: PeerUrl[] = [];
  const look = (object: AppliedObject, path: Path, text: string): void => {
    for (const [url, scheme = '', port = ''] of text.matchAll(/\b(https?):\/\/[^\s,;"'/]*?:(\d+)/g))
      if (ports.has(port)) urls.push({ object, path, scheme, url });
  };
  const maps = new Set<string>();
  for (const template of templatesOf(cluster)) {
    const { object } = template;
    if (object !== members && object.kind !== 'Job') continue;
    for (const { data, path } of containersOf(template)) {
      for (const list of ['command', 'args'] as const)
        for (const [at, arg] of listAt(data, list).entries()) if (holdsUrl(arg)) look(object, [...path, list, at], arg);
      for (const [at, variable] of listAt(data, 'env').entries()) {
        const { value, valueFrom } = isObject(variable) ? variable : nothing;
        if (holdsUrl(value)) look(object, [...path, 'env', at, 'value'], value);
        if (valueFrom !== undefined) maps.add(textAt(valueFrom, 'configMapKeyRef', 'name') ?? '');
      }
    }
  }
  for (const name of maps) {
    const map = objectOf(cluster, 'ConfigMap', name, system.namespace);
    for (const [key, value] of Object.entries(objectAt(map?.data, 'data'))) if (map && holdsUrl(value)) look(map, ['data', key], value);
  }
  return urls;
}
