import { type AppliedObject, labelsOf } from '../objects/applied-object';
import { objectsOf } from '../objects/cluster-objects';
import { type ClusterManifests, type ObjectSummary, summaryOf, type UnitManifests } from '../objects/unit-manifests';
import { listAt, numberAt, objectAt, type Path, textAt, valueAt } from '../yaml/json';
import { type RenderedRecord, recordsOf } from './dns-records';
import { annotationPrefixes, dnsInstance, type Flags, plainName } from './external-dns';

/** An instance of ExternalDNS, without its object's content. */
export interface SummarizedInstance {
  readonly object: ObjectSummary;
  /** Path of its arguments. */
  readonly path: Path;
  readonly image: string;
  readonly flags: Flags;
}

/** An object that may ask ExternalDNS for names, by annotations or by hosts in its spec: a Service, an Ingress, a Gateway or a route. */
export interface NamedObject {
  readonly object: ObjectSummary;
  readonly labels: Readonly<Record<string, string>>;
  /** Its annotations for ExternalDNS, by prefix, then by the rest of the key. */
  readonly annotations: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Names in annotations, in the form in which DNS compares them. */
  readonly hostnames: readonly string[];
  /** Names in its spec, which ExternalDNS publishes as well where it reads this kind. */
  readonly hosts: readonly string[];
  /**
   * Facts about a Service; undefined for another kind. `selects`: it has a selector. `lastPod`: the longest of the names of the last pods of
   * the StatefulSets that it governs.
   */
  readonly service:
    | { readonly headless: boolean; readonly selects: boolean; readonly type: string; readonly lastPod: string | undefined }
    | undefined;
}

/** The names and records to publish, and the instances that publish them: as much as the rules about the whole output need. */
export interface DnsSummary {
  readonly records: readonly RenderedRecord[];
  readonly named: readonly NamedObject[];
  readonly instances: readonly SummarizedInstance[];
}

/** The keys of an object's annotations for ExternalDNS, without prefixes. */
export const annotationNames = ({ annotations }: NamedObject): readonly string[] => [
  ...new Set([...annotations.values()].flatMap(found => [...found.keys()])),
];

/** The path of an annotation, with the first prefix that the object uses for it; the empty path where the object does not have it. */
export function annotationPath({ annotations }: NamedObject, name: string): Path {
  const [prefix] = [...annotations].find(([, found]) => found.has(name)) ?? [];
  return prefix === undefined ? [] : ['metadata', 'annotations', `${prefix}${name}`];
}

export const DnsSummary = {
  /** The summary of one unit over all clusters. */
  ofUnit: ({ clusters }: UnitManifests): DnsSummary => ({
    records: clusters.flatMap(recordsOf),
    named: clusters.flatMap(cluster => cluster.objects.flatMap(object => namedObject(object, cluster) ?? [])),
    instances: clusters.flatMap(cluster => objectsOf(cluster, 'Deployment').flatMap(object => summarizedInstance(object) ?? [])),
  }),
  /** The summary of all units. */
  ofAll: (all: readonly DnsSummary[]): DnsSummary => ({
    records: all.flatMap(({ records }) => records),
    named: all.flatMap(({ named }) => named),
    instances: all.flatMap(({ instances }) => instances),
  }),
} as const;

function summarizedInstance(object: AppliedObject): SummarizedInstance | undefined {
  const found = dnsInstance(object);
  if (!found) return undefined;
  const { container, flags } = found;
  return { object: summaryOf(object), path: [...container.path, 'args'], image: textAt(container.data, 'image') ?? '', flags };
}

const gatewayKind = /^(?:HTTP|GRPC|TCP|UDP|TLS)Route$|^Gateway$/;
const routed = /^(?:Service|Ingress)$/;

function namedObject(object: AppliedObject, cluster: ClusterManifests): NamedObject | undefined {
  const annotations = annotationsOf(object);
  const gateway = gatewayKind.test(object.kind) && object.apiVersion.startsWith('gateway.networking.k8s.io/');
  // Without annotations an object asks for names only where a source of ExternalDNS reads hosts from its spec.
  if (annotations.size === 0 && !gateway && object.kind !== 'Ingress') return undefined;
  if (!gateway && !routed.test(object.kind) && annotations.size === 0) return undefined;
  return {
    object: summaryOf(object),
    labels: labelsOf(object.data),
    annotations,
    hostnames: [...new Set([...annotations.values()].flatMap(found => namesIn(found.get('hostname') ?? '')))],
    hosts: [...new Set(hostsOf(object))],
    service: object.kind === 'Service' ? serviceOf(object, cluster) : undefined,
  };
}

/** ExternalDNS's annotations of an object, by prefix. */
function annotationsOf({ data }: AppliedObject): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const found = new Map<string, Map<string, string>>();
  const all = objectAt(data, 'metadata', 'annotations');
  for (const key in all) {
    const prefix = key.startsWith('external-dns.') && annotationPrefixes.find(each => key.startsWith(each));
    const value = all[key];
    if (!prefix || typeof value !== 'string') continue;
    const known = found.get(prefix) ?? new Map<string, string>();
    found.set(prefix, known.set(key.slice(prefix.length), value));
  }
  return found;
}

const namesIn = (list: string): readonly string[] =>
  list
    .split(',')
    .map(name => plainName(name.trim()))
    .filter(name => name !== '');

function hostsOf({ kind, data }: AppliedObject): readonly string[] {
  if (kind === 'Ingress') {
    const rules = listAt(data, 'spec', 'rules').map(rule => textAt(rule, 'host'));
    const tls = listAt(data, 'spec', 'tls').flatMap(each => listAt(each, 'hosts'));
    return [...rules, ...tls].flatMap(host => (typeof host === 'string' ? namesIn(host) : []));
  }
  return kind.endsWith('Route') ? listAt(data, 'spec', 'hostnames').flatMap(host => (typeof host === 'string' ? namesIn(host) : [])) : [];
}

function serviceOf(object: AppliedObject, cluster: ClusterManifests): NamedObject['service'] {
  const { data, name, namespace } = object;
  const pods = objectsOf(cluster, 'StatefulSet')
    .filter(each => each.namespace === namespace && textAt(each.data, 'spec', 'serviceName') === name)
    .map(each => {
      const first = numberAt(each.data, 'spec', 'ordinals', 'start') ?? 0;
      const last = first + Math.max(1, numberAt(each.data, 'spec', 'replicas') ?? 1) - 1;
      return `${each.name}-${last}`;
    });
  return {
    headless: valueAt(data, 'spec', 'clusterIP') === 'None',
    selects: Object.keys(objectAt(data, 'spec', 'selector')).length > 0,
    type: textAt(data, 'spec', 'type') ?? 'ClusterIP',
    lastPod: pods.sort((a, b) => b.length - a.length)[0],
  };
}
