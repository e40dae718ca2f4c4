import type { SeatDocument, SystemDocument } from '../../plan/document/system-document';
import type { Component } from '../../plan/model/network-edge';
import { labelsOf } from '../objects/applied-object';
import { objectsOf } from '../objects/cluster-objects';
import { selected } from '../objects/selector';
import type { ClusterManifests } from '../objects/unit-manifests';
import { partLabel, templatesOf } from '../pods/system-objects';
import { containersOf, type PodTemplate } from '../pods/workload';
import { type JsonObject, listAt, numberAt, textAt } from '../yaml/json';
import type { NeededEdge, NeededPods } from './needed-edge';
import type { NamedPort, OtherPod } from './network-policy';

/** The label that names the system of a pod. */
export const nameLabel = 'app.kubernetes.io/name';

/** A pod that a policy may select or admit: one of the system, or an unrelated one. */
export interface KnownPod extends OtherPod {
  readonly namespace: string;
  /** The component of the system that it is; undefined for a pod that is no part of the system. */
  readonly part: Component | undefined;
  /** What makes it; undefined for a pod that only might be there. */
  readonly template?: PodTemplate;
  /** Whether it is a DNS server. */
  readonly dns: boolean;
  /** The pod as findings name it. */
  readonly text: string;
}

/** The pods of the namespace of a system in one cluster, and some of other namespaces. */
export interface KnownPods {
  /** Pods of the system: those of its workloads, and those that the plan has and no workload makes. */
  readonly own: readonly KnownPod[];
  /** Pods of the same namespace that are no part of the system. */
  readonly strangers: readonly KnownPod[];
  /** All of them, and pods of other namespaces. */
  readonly all: readonly KnownPod[];
}

/** A label value that no real pod has. */
const other = 'no-part-of-it';
const namespaceName = 'kubernetes.io/metadata.name';

/** The components of a system as findings name them. */
export const partText: Readonly<Record<Component, string>> = {
  voter: 'voters',
  learner: 'learners',
  mirror: 'the mirror',
  join: 'joining jobs',
  membership: 'membership jobs',
  balancer: 'load balancers',
};

/** The pods by which the policies of a system in one cluster are tried: what do they admit? */
export function knownPods(
  cluster: ClusterManifests,
  { name, namespace }: SystemDocument,
  seat: SeatDocument,
  needed: readonly NeededEdge[],
): KnownPods {
  const parts = new Set(needed.map(({ part }) => part));
  const namespaceLabels = { [namespaceName]: namespace };
  for (const object of objectsOf(cluster, 'Namespace'))
    if (object.name === namespace) Object.assign(namespaceLabels, labelsOf(object.data));
  const here = { here: true, namespace, namespaceLabels, dns: false };
  const own: KnownPod[] = [];
  const member = needed.find(({ part }) => part === 'learner') ? 'learner' : 'voter';
  for (const template of templatesOf(cluster)) {
    const { object } = template;
    if (object.namespace !== namespace) continue;
    const part = object.kind === 'StatefulSet' && object.name === seat.statefulSet ? member : partOf(template.labels);
    if (!part || own.some(pod => pod.part === part)) continue;
    own.push({ ...here, labels: template.labels, ports: containerPorts(template), part, template, text: partText[part] });
  }
  for (const part of parts) {
    const labels = { [nameLabel]: name, [partLabel]: part };
    if (!own.some(pod => pod.part === part)) own.push({ ...here, labels, ports: [], part, text: partText[part] });
  }
  const stranger = { ...here, ports: [], part: undefined, text: 'pods of the namespace that are no part of the system' };
  const strangers: KnownPod[] = [{ ...stranger, labels: {} }];
  for (const { labels } of own) {
    strangers.push({ ...stranger, labels: { ...labels, [partLabel]: other } }, { ...stranger, labels: { ...labels, [nameLabel]: other } });
  }
  return { own, strangers, all: [...own, ...strangers, ...otherNamespaces(own, controllersOf(cluster))] };
}

/** The namespaces of the ingress controller and of the Gateway's pods. */
const controllersOf = ({ facts }: ClusterManifests): readonly string[] => [
  ...new Set([facts?.ingressNamespace, facts?.gateway?.podNamespace].filter(name => typeof name === 'string')),
];

/** Pods of other namespaces: DNS servers, ingress controllers and gateways, and any other. */
function otherNamespaces(own: readonly KnownPod[], controllers: readonly string[]): readonly KnownPod[] {
  const pod = (namespace: string, labels: KnownPod['labels'], text: string, dns = false): KnownPod => {
    const namespaceLabels = { [namespaceName]: namespace };
    return { here: false, namespace, namespaceLabels, labels, ports: [], part: undefined, dns, text };
  };
  const outside = 'pods of any namespace';
  return [
    pod('kube-system', { 'k8s-app': 'kube-dns' }, 'kube-dns', true),
    pod('kube-system', {}, 'pods of kube-system that are not kube-dns'),
    ...controllers.map(namespace => pod(namespace, {}, `pods of namespace ${namespace}`)),
    pod(other, {}, outside),
    pod(other, { 'k8s-app': 'kube-dns' }, outside),
    ...own.map(({ labels }) => pod(other, labels, outside)),
  ];
}

/** A pod that selectors select: in the system's namespace or, with a namespace selector, in one that it selects. */
export function podLike(pods: JsonObject, namespaces: JsonObject | undefined, { own }: KnownPods): KnownPod | undefined {
  const labels = selected(pods);
  const namespaceLabels = namespaces ? selected(namespaces) : own[0]?.namespaceLabels;
  if (!labels || !namespaceLabels) return undefined;
  const namespace = namespaceLabels[namespaceName] ?? '';
  const like = own.find(pod => pod.labels[nameLabel] === labels[nameLabel] && pod.labels[partLabel] === labels[partLabel]);
  const part = namespaces ? undefined : like?.part;
  const dns = namespace === 'kube-system' && labels['k8s-app'] === 'kube-dns';
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  const where = namespaces ? ' of selected namespaces' : '';
  const text = pairs.length > 0 ? `pods with ${pairs.join(', ')}${where}` : `pods${where}`;
  return { here: !namespaces, namespace, namespaceLabels, labels, ports: [], part, dns, text };
}

/** Whether a pod is one that the connection needs at its other end. */
export function fits(peer: NeededPods, pod: KnownPod): boolean {
  switch (peer.kind) {
    case 'part':
      return pod.here && pod.part === peer.part;
    case 'namespace':
      return pod.namespace === peer.namespace;
    case 'dns':
      return pod.dns;
  }
}

const isComponent = (part: string): part is Component => Object.hasOwn(partText, part);

function partOf(labels: PodTemplate['labels']): Component | undefined {
  const part = labels[partLabel];
  return part !== undefined && isComponent(part) ? part : undefined;
}

/** The ports that the containers of a template declare. */
export function containerPorts(template: PodTemplate): readonly NamedPort[] {
  const known = ports.get(template);
  if (known) return known;
  const read = portsIn(template);
  ports.set(template, read);
  return read;
}

const ports = new WeakMap<PodTemplate, readonly NamedPort[]>();

const portsIn = (template: PodTemplate): readonly NamedPort[] =>
  containersOf(template).flatMap(({ data }) =>
    listAt(data, 'ports').map(port => {
      const number = numberAt(port, 'containerPort') ?? 0;
      return { name: textAt(port, 'name') ?? '', protocol: textAt(port, 'protocol') ?? 'TCP', first: number, last: number };
    }),
  );
