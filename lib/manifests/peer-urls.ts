import { remembered } from './api/remembered';
import type { AppliedObject } from './applied-object';
import { objectOf } from './cluster-objects';
import { type Json, listAt, objectAt, type Path, textAt } from './json';
import { type SystemPart, templatesOf } from './system-objects';
import { containersOf } from './workload';

/** A URL that members use between each other. */
export interface PeerUrl {
  readonly object: AppliedObject;
  readonly path: Path;
  readonly scheme: string;
  readonly url: string;
}

/** The members of a group have the same texts in every cluster. */
const urlsIn = remembered(text =>
  [...text.matchAll(/\b(https?):\/\/[^\s,;"'/]*?:(\d+)/g)].map(([url, scheme = '', port = '']) => ({ url, scheme, port })),
);

/** The URLs at ports for peers in what a cluster's members, and the jobs that join them, are given. */
export function peerUrls({ cluster, system, members }: SystemPart): readonly PeerUrl[] {
  const ports = new Set(
    system.engine.ports.filter(({ serves }) => serves.includes('peers') && !serves.includes('clients')).map(({ port }) => String(port)),
  );
  const urls: PeerUrl[] = [];
  const look = (object: AppliedObject, path: Path, text: Json | undefined): void => {
    if (typeof text !== 'string' || !text.includes('://')) return;
    for (const { url, scheme, port } of urlsIn(text)) if (ports.has(port)) urls.push({ object, path, scheme, url });
  };
  const maps = new Set<string>();
  for (const template of templatesOf(cluster)) {
    const { object } = template;
    if (object !== members && object.kind !== 'Job') continue;
    for (const { data, path } of containersOf(template)) {
      for (const list of ['command', 'args'] as const)
        for (const [at, arg] of listAt(data, list).entries()) look(object, [...path, list, at], arg);
      for (const [at, variable] of listAt(data, 'env').entries()) {
        look(object, [...path, 'env', at, 'value'], textAt(variable, 'value'));
        maps.add(textAt(variable, 'valueFrom', 'configMapKeyRef', 'name') ?? '');
      }
    }
  }
  for (const name of maps) {
    const map = objectOf(cluster, 'ConfigMap', name, system.namespace);
    for (const [key, value] of Object.entries(map ? objectAt(map.data, 'data') : {})) if (map) look(map, ['data', key], value);
  }
  return urls;
}
