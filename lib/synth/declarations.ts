import type { ApiObject } from 'cdk8s';
import { Manifest } from '../kubernetes/manifest';
import { clusterScoped } from '../manifests/objects/cluster-scoped';
import type { DeclaredNamespace } from '../terraform/plan';

/** What the rest of a synthesis needs to know about a rendered file. It is plain data, which is kept for the next synthesis. */
export interface Declarations {
  /** `<group>/<kind> <namespace>/<name>` of each object; group and namespace are empty where there is none. */
  readonly objects: readonly string[];
  readonly namespaces: readonly DeclaredNamespace[];
}

/** The declarations of objects. */
export const declarationsOf = (objects: readonly ApiObject[]): Declarations => ({
  objects: objects.map(object => `${groupOf(object)}/${object.kind} ${object.metadata.namespace ?? ''}/${object.name}`),
  namespaces: objects.flatMap(object => {
    if (object.kind !== 'Namespace' || groupOf(object) !== '') return [];
    const { metadata } = (Manifest.isManifest(object) && object.data) || object.toJson();
    return [{ name: object.name, labels: metadata.labels ?? {} }];
  }),
});

/** The namespace of a declared object; empty where it has none. */
export function namespaceOf(declared: string): string {
  const [, place = ''] = declared.split(' ', 2);
  return place.slice(0, place.indexOf('/'));
}

/** The kind of a declared object, and whether it is cluster-scoped. */
export function kindOf(declared: string): { readonly kind: string; readonly isClusterScoped: boolean } {
  const [kind = ''] = declared.split(' ', 1);
  return { kind, isClusterScoped: clusterScoped({ kind: kind.slice(kind.indexOf('/') + 1), namespace: namespaceOf(declared) }) };
}

/** The kind and name of a declared object, for messages. */
export function namedObject(declared: string): string {
  const [, kind = '', place = ''] = /^[^/]*\/(\S*) (.*)$/s.exec(declared) ?? [];
  return `${kind} ${place.startsWith('/') ? place.slice(1) : place}`;
}

const groupOf = ({ apiGroup }: ApiObject): string => (apiGroup === 'core' ? '' : apiGroup);
