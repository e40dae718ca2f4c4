import { type AddressRange, allAddresses, parseCidr, subtractRanges } from '../../plan/network/address-ranges';
import { type AppliedObject, groupOf } from '../objects/applied-object';
import { objectsOf } from '../objects/cluster-objects';
import { selects } from '../objects/selector';
import type { ClusterManifests } from '../objects/unit-manifests';
import { isObject, type Json, type JsonObject, listAt, numberAt, type Path, textAt, valueAt } from '../yaml/json';

/** The direction in which a connection is opened, seen from the pod that a policy selects. */
export type Direction = 'ingress' | 'egress';

/** Both directions. */
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

/** A peer of a rule. */
export type PolicyPeer =
  | { readonly kind: 'addresses'; readonly cidr: string; readonly except: readonly string[] }
  /** Without `namespaces`, pods of the policy's own namespace; without `pods`, all pods of those namespaces. */
  | { readonly kind: 'pods'; readonly namespaces: JsonObject | undefined; readonly pods: JsonObject | undefined };

/** A port of a rule: a range of numbers, or the name of a container port. */
export type PolicyPort = PortRange | { readonly protocol: string; readonly name: string };

/** What one entry of `ingress` or `egress` admits. */
export interface PolicyRule {
  readonly object: AppliedObject;
  readonly path: Path;
  /** Undefined where the rule admits every peer. */
  readonly peers: readonly PolicyPeer[] | undefined;
  /** The rule's address ranges where it has only ranges, without exceptions; otherwise undefined. */
  readonly cidrs: readonly string[] | undefined;
  /** Undefined where the rule admits every port of every protocol. */
  readonly ports: readonly PolicyPort[] | undefined;
  /** The ports as ranges where none of them is given by its name; otherwise undefined. */
  readonly numbered: readonly PortRange[] | undefined;
}

/** A NetworkPolicy. Source: Kubernetes, API reference of NetworkPolicySpec. */
export interface Policy {
  readonly object: AppliedObject;
  readonly pods: JsonObject;
  /** The rules for a direction in which the policy isolates pods; undefined for a direction that it does not restrict. */
  readonly ingress: readonly PolicyRule[] | undefined;
  readonly egress: readonly PolicyRule[] | undefined;
}

const protocols = ['TCP', 'UDP', 'SCTP'];
const highest = 65_535;
const everyPort: readonly PortRange[] = protocols.map(protocol => ({ protocol, first: 1, last: highest }));

/** The policies of a namespace. They add up: no policy denies what another one admits. */
export const policiesOf = (cluster: ClusterManifests, namespace: string): readonly Policy[] =>
  objectsOf(cluster, 'NetworkPolicy')
    .filter(object => object.namespace === namespace && groupOf(object) === 'networking.k8s.io')
    .map(policyOf);

function policyOf(object: AppliedObject): Policy {
  const { data } = object;
  const given = listAt(data, 'spec', 'policyTypes');
  // The API server's default: Ingress, and Egress only where the policy has egress rules.
  const types = given.length > 0 ? given : listAt(data, 'spec', 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
  return {
    object,
    pods: objectOr(valueAt(data, 'spec', 'podSelector')) ?? {},
    ingress: types.includes('Ingress') ? rulesOf(object, 'ingress', 'from') : undefined,
    egress: types.includes('Egress') ? rulesOf(object, 'egress', 'to') : undefined,
  };
}

const objectOr = (value: Json | undefined): JsonObject | undefined => (isObject(value) ? value : undefined);

const nothing: readonly string[] = [];

const rulesOf = (object: AppliedObject, direction: Direction, side: 'from' | 'to'): readonly PolicyRule[] =>
  listAt(object.data, 'spec', direction).map((rule, position): PolicyRule => {
    const given = isObject(rule) ? rule : {};
    const others = given[side];
    const on = given['ports'];
    const peers = Array.isArray(others) && others.length > 0 ? others.map(peerOf) : undefined;
    const ports = Array.isArray(on) && on.length > 0 ? on.map(portOf) : undefined;
    const numbered = ports === undefined ? everyPort : ports.every(isNumbered) ? ports : undefined;
    return { object, path: ['spec', direction, position], peers, cidrs: peers && plainCidrs(peers), ports, numbered };
  });

const isNumbered = (port: PolicyPort): port is PortRange => !('name' in port);

function peerOf(peer: Json): PolicyPeer {
  const given = isObject(peer) ? peer : {};
  const block = objectOr(given['ipBlock']);
  if (block) {
    const { cidr, except } = block;
    const excepted = Array.isArray(except) ? except.filter(range => typeof range === 'string') : nothing;
    return { kind: 'addresses', cidr: typeof cidr === 'string' ? cidr : '', except: excepted };
  }
  const pods = objectOr(given['podSelector']);
  const namespaces = objectOr(given['namespaceSelector']);
  // A peer with neither field matches nothing here; the API server refuses it.
  return pods || namespaces ? { kind: 'pods', namespaces, pods } : { kind: 'addresses', cidr: '', except: nothing };
}

function plainCidrs(peers: readonly PolicyPeer[]): readonly string[] | undefined {
  const cidrs: string[] = [];
  for (const peer of peers) {
    if (peer.kind !== 'addresses' || peer.except.length > 0) return undefined;
    cidrs.push(peer.cidr);
  }
  return cidrs;
}

function portOf(port: Json): PolicyPort {
  const protocol = textAt(port, 'protocol') ?? 'TCP';
  const name = textAt(port, 'port');
  if (name !== undefined) return { protocol, name };
  const first = numberAt(port, 'port');
  return { protocol, first: first ?? 1, last: first === undefined ? highest : (numberAt(port, 'endPort') ?? first) };
}

/** The rules for a pod in one direction; undefined where no policy isolates the pod, so that all traffic is admitted. */
export function rulesFor(
  policies: readonly Policy[],
  labels: PolicyPod['labels'],
  direction: Direction,
): readonly PolicyRule[] | undefined {
  let rules: readonly PolicyRule[] | undefined;
  for (const policy of policies) {
    const own = policy[direction];
    if (own !== undefined && selects(policy.pods, labels)) rules = rules === undefined || rules.length === 0 ? own : [...rules, ...own];
  }
  return rules;
}

/** Whether a policy isolates a pod in one direction. */
export const isIsolated = (policies: readonly Policy[], labels: PolicyPod['labels'], direction: Direction): boolean =>
  policies.some(policy => policy[direction] !== undefined && selects(policy.pods, labels));

/** The ports that a rule admits on the pod at the receiving end. `connected`: the named ports of that pod. */
export const portsOf = ({ ports, numbered }: PolicyRule, connected: readonly NamedPort[]): readonly PortRange[] =>
  numbered ??
  (ports ?? []).flatMap(port =>
    'name' in port ? connected.filter(({ name, protocol }) => name === port.name && protocol === port.protocol) : [port],
  );

/** Whether a peer of a rule selects a pod. */
export const isAboutPod = (peer: PolicyPeer, { here, labels, namespaceLabels }: OtherPod): boolean =>
  peer.kind === 'pods' &&
  (peer.namespaces ? selects(peer.namespaces, namespaceLabels) : here) &&
  (peer.pods === undefined || selects(peer.pods, labels));

/** Whether a rule admits a pod as a peer. */
export const isAbout = ({ peers, cidrs }: PolicyRule, pod: OtherPod): boolean =>
  cidrs === undefined && (peers === undefined || peers.some(peer => isAboutPod(peer, pod)));

/** The ports that rules admit between a pod and another one. */
export const portsBetween = (
  rules: readonly PolicyRule[] | undefined,
  direction: Direction,
  pod: PolicyPod,
  other: OtherPod,
): readonly PortRange[] =>
  rules === undefined
    ? everyPort
    : rules.filter(rule => isAbout(rule, other)).flatMap(rule => portsOf(rule, direction === 'ingress' ? pod.ports : other.ports));

/** The addresses that a rule admits. */
export function addressesOf({ peers }: PolicyRule): readonly AddressRange[] {
  if (peers === undefined) return allAddresses;
  return peers.flatMap(peer => {
    const block = peer.kind === 'addresses' ? parseCidr(peer.cidr) : undefined;
    return peer.kind !== 'addresses' || !block ? [] : subtractRanges([block], peer.except.map(parseCidr).filter(isRange));
  });
}

const isRange = (value: AddressRange | undefined): value is AddressRange => value !== undefined;

/** Whether two lists of ranges are written in the same way, so that no addresses must be compared. */
export const sameRanges = (one: readonly string[], others: readonly string[]): boolean =>
  one.length === others.length && one.every((cidr, at) => cidr === others[at]);

/** Whether one of these ranges contains all ports from `first` to `last`. */
export const holdsPort = (ports: readonly PortRange[], protocol: string, first: number, last = first): boolean =>
  ports.some(range => range.protocol === protocol && range.first <= first && last <= range.last);

/** The addresses that rules admit on one port. Port names are known for the pod itself only: behind an address they match nothing. */
export const addressesOn = (
  rules: readonly PolicyRule[] | undefined,
  direction: Direction,
  pod: PolicyPod,
  { protocol, port }: { readonly protocol: string; readonly port: number },
): readonly AddressRange[] =>
  rules === undefined
    ? allAddresses
    : rules
        .filter(rule => holdsPort(portsOf(rule, direction === 'ingress' ? pod.ports : []), protocol, port))
        .flatMap(rule => addressesOf(rule));
