import { everywhere, type Span, span, without } from '../plan/addresses';
import { type AppliedObject, groupOf } from './applied-object';
import { isObject, type Json, type JsonObject, listAt, numberAt, type Path, textAt, valueAt } from './json';
import { selects } from './selector';

/** Which way a connection is opened, seen from the pod that a policy is for. */
export type Direction = 'ingress' | 'egress';

/** Both ways. */
export const directions: readonly Direction[] = ['ingress', 'egress'];

/** Ports of one protocol, from the first to the last. */
export interface PortRange {
  readonly protocol: string;
  readonly first: number;
  readonly last: number;
}

/** A port that a container names. */
export interface NamedPort extends PortRange {
  readonly name: string;
}

/** A pod, as policies see it. */
export interface PolicyPod {
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly NamedPort[];
}

/** A pod at the other end of a connection. */
export interface OtherPod extends PolicyPod {
  /** Whether it is in the namespace of the policies. */
  readonly here: boolean;
  readonly namespaceLabels: Readonly<Record<string, string>>;
}

/** Who a rule is about. */
export type PolicyPeer =
  | { readonly kind: 'addresses'; readonly cidr: string; readonly except: readonly string[] }
  /** Without `namespaces`, pods of the policy's own namespace; without `pods`, all pods of those namespaces. */
  | { readonly kind: 'pods'; readonly namespaces: JsonObject | undefined; readonly pods: JsonObject | undefined };

/** What one entry of `ingress` or `egress` lets through. */
export interface PolicyRule {
  readonly object: AppliedObject;
  readonly path: Path;
  /** Undefined where it is everybody. */
  readonly peers: readonly PolicyPeer[] | undefined;
  /** Undefined where it is every port of every protocol. */
  readonly ports: readonly (PortRange | { readonly protocol: string; readonly name: string })[] | undefined;
}

/** A NetworkPolicy. Source: Kubernetes, API reference of NetworkPolicySpec. */
export interface Policy {
  readonly object: AppliedObject;
  readonly pods: JsonObject;
  /** Its rules where it isolates pods in this direction; undefined where it says nothing about it. */
  readonly ingress: readonly PolicyRule[] | undefined;
  readonly egress: readonly PolicyRule[] | undefined;
}

const protocols = ['TCP', 'UDP', 'SCTP'];
const highest = 65_535;
const everyPort: readonly PortRange[] = protocols.map(protocol => ({ protocol, first: 1, last: highest }));

/** The policies of a namespace among some objects. They add up: no policy takes away what another one lets through. */
export const policiesOf = (objects: readonly AppliedObject[], namespace: string): readonly Policy[] =>
  objects
    .filter(object => object.kind === 'NetworkPolicy' && object.namespace === namespace && groupOf(object) === 'networking.k8s.io')
    .map(policyOf);

function policyOf(object: AppliedObject): Policy {
  const { data } = object;
  const given = listAt(data, 'spec', 'policyTypes');
  // What the server sets where nothing is said: Egress too, but only where there are rules for it.
  const types = given.length > 0 ? given : listAt(data, 'spec', 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
  return {
    object,
    pods: objectOr(valueAt(data, 'spec', 'podSelector')) ?? {},
    ingress: types.includes('Ingress') ? rulesOf(object, 'ingress', 'from') : undefined,
    egress: types.includes('Egress') ? rulesOf(object, 'egress', 'to') : undefined,
  };
}

const objectOr = (value: Json | undefined): JsonObject | undefined => (isObject(value) ? value : undefined);

const rulesOf = (object: AppliedObject, direction: Direction, side: 'from' | 'to'): readonly PolicyRule[] =>
  listAt(object.data, 'spec', direction).map((rule, position) => {
    const peers = listAt(rule, side);
    const ports = listAt(rule, 'ports');
    return {
      object,
      path: ['spec', direction, position],
      peers: peers.length > 0 ? peers.map(peerOf) : undefined,
      ports: ports.length > 0 ? ports.map(portOf) : undefined,
    };
  });

function peerOf(peer: Json): PolicyPeer {
  const block = objectOr(valueAt(peer, 'ipBlock'));
  if (block) {
    const except = listAt(block, 'except').filter(cidr => typeof cidr === 'string');
    return { kind: 'addresses', cidr: textAt(block, 'cidr') ?? '', except };
  }
  const pods = objectOr(valueAt(peer, 'podSelector'));
  const namespaces = objectOr(valueAt(peer, 'namespaceSelector'));
  // The server refuses a peer that is nobody.
  return pods || namespaces ? { kind: 'pods', namespaces, pods } : { kind: 'addresses', cidr: '', except: [] };
}

function portOf(port: Json): NonNullable<PolicyRule['ports']>[number] {
  const protocol = textAt(port, 'protocol') ?? 'TCP';
  const name = textAt(port, 'port');
  if (name !== undefined) return { protocol, name };
  const first = numberAt(port, 'port');
  return { protocol, first: first ?? 1, last: first === undefined ? highest : (numberAt(port, 'endPort') ?? first) };
}

/** The rules that hold for a pod in one direction; undefined where no policy isolates it, so that everything may pass. */
export function rulesFor(
  policies: readonly Policy[],
  labels: PolicyPod['labels'],
  direction: Direction,
): readonly PolicyRule[] | undefined {
  const isolating = policies.filter(policy => policy[direction] !== undefined && selects(policy.pods, labels));
  return isolating.length > 0 ? isolating.flatMap(policy => policy[direction] ?? []) : undefined;
}

/** The ports that a rule opens on the pod that is connected to. */
export const portsOf = ({ ports }: PolicyRule, connected: readonly NamedPort[]): readonly PortRange[] =>
  ports === undefined
    ? everyPort
    : ports.flatMap(port =>
        'name' in port ? connected.filter(({ name, protocol }) => name === port.name && protocol === port.protocol) : [port],
      );

/** Whether a peer of a rule is a pod. */
export const isAboutPod = (peer: PolicyPeer, { here, labels, namespaceLabels }: OtherPod): boolean =>
  peer.kind === 'pods' &&
  (peer.namespaces ? selects(peer.namespaces, namespaceLabels) : here) &&
  (peer.pods === undefined || selects(peer.pods, labels));

/** Whether a rule is about a pod. */
export const isAbout = ({ peers }: PolicyRule, pod: OtherPod): boolean => peers === undefined || peers.some(peer => isAboutPod(peer, pod));

/** The ports that rules open between a pod and another one. */
export const portsBetween = (
  rules: readonly PolicyRule[] | undefined,
  direction: Direction,
  pod: PolicyPod,
  other: OtherPod,
): readonly PortRange[] =>
  rules === undefined
    ? everyPort
    : rules.filter(rule => isAbout(rule, other)).flatMap(rule => portsOf(rule, direction === 'ingress' ? pod.ports : other.ports));

/** The addresses that a rule is about. */
export function addressesOf({ peers }: PolicyRule): readonly Span[] {
  if (peers === undefined) return everywhere;
  return peers.flatMap(peer => {
    const block = peer.kind === 'addresses' ? span(peer.cidr) : undefined;
    return peer.kind !== 'addresses' || !block ? [] : without([block], peer.except.map(span).filter(isSpan));
  });
}

const isSpan = (value: Span | undefined): value is Span => value !== undefined;

/** The ranges of a rule that has nothing but ranges, without exceptions. */
export function plainCidrs({ peers }: PolicyRule): readonly string[] | undefined {
  const cidrs: string[] = [];
  for (const peer of peers ?? []) {
    if (peer.kind !== 'addresses' || peer.except.length > 0) return undefined;
    cidrs.push(peer.cidr);
  }
  return cidrs.length > 0 ? cidrs : undefined;
}

/** Whether two lists of ranges are written alike: then nothing has to be compared. */
export const sameRanges = (one: readonly string[], others: readonly string[]): boolean =>
  one.length === others.length && one.every((cidr, at) => cidr === others[at]);

/** Whether one of these ports is that port. */
export const holdsPort = (ports: readonly PortRange[], protocol: string, port: number): boolean =>
  ports.some(range => range.protocol === protocol && range.first <= port && port <= range.last);

/** The addresses that rules let through on one port. A name of a port is known of the pod itself, and of no address. */
export const addressesOn = (
  rules: readonly PolicyRule[] | undefined,
  direction: Direction,
  pod: PolicyPod,
  { protocol, port }: { readonly protocol: string; readonly port: number },
): readonly Span[] =>
  rules === undefined
    ? everywhere
    : rules
        .filter(rule => holdsPort(portsOf(rule, direction === 'ingress' ? pod.ports : []), protocol, port))
        .flatMap(rule => addressesOf(rule));
