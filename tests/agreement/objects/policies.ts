import { isIP } from 'node:net';
import { type Labels, ofKind, selects, type Written } from './written';

/** Somebody at the end of a connection. */
export interface Peer {
  /** Addresses that it may have. */
  readonly ranges: readonly string[];
  /** What it is as a pod of a cluster; undefined for somebody outside. */
  readonly pod?: { readonly cluster: string; readonly namespace: string; readonly labels: Labels };
}

export interface Port {
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

type Direction = 'ingress' | 'egress';

/**
 * What the policies of a cluster let a pod do, as Kubernetes documents them ("Network Policies"): a pod that no policy selects is open, one
 * that is selected has what any of them allows.
 * @returns the ranges of the other side that are kept out, `pod` where a pod of the same cluster is, nothing where all is let through
 */
export function keptOut(
  objects: readonly Written[],
  here: { readonly cluster: string; readonly namespace: string; readonly labels: Labels },
  direction: Direction,
  other: Peer,
  port: Port,
): readonly string[] {
  const name = direction === 'ingress' ? 'Ingress' : 'Egress';
  const policies = ofKind(objects, 'NetworkPolicy').filter(
    ({ metadata, spec }) =>
      metadata.namespace === here.namespace && spec.policyTypes.includes(name) && selects(spec.podSelector.matchLabels ?? {}, here.labels),
  );
  if (policies.length === 0) return [];
  const rules = policies
    .flatMap(({ spec }) => (spec[direction] ?? []) as readonly Rule[])
    .filter(({ ports }) => ports === undefined || ports.some(each => fits(each, port)));
  const lists = rules.map(rule => (direction === 'ingress' ? rule.from : rule.to));
  if (lists.includes(undefined)) return []; // nobody in particular is everybody
  const listed = lists.flatMap(list => list ?? []);
  const { pod } = other;
  if (pod && pod.cluster === here.cluster && listed.some(peer => isPod(peer, pod, here.namespace))) return [];
  const blocks = listed.flatMap(({ ipBlock }) => (ipBlock ? [ipBlock.cidr] : []));
  const out = other.ranges.filter(range => !blocks.some(block => within(range, block)));
  return pod && pod.cluster === here.cluster && out.length > 0 ? ['pod'] : out;
}

interface Rule {
  readonly from?: readonly RulePeer[];
  readonly to?: readonly RulePeer[];
  readonly ports?: readonly { readonly port?: number; readonly endPort?: number; readonly protocol?: string }[];
}

interface RulePeer {
  readonly ipBlock?: { readonly cidr: string };
  readonly podSelector?: { readonly matchLabels?: Labels };
  readonly namespaceSelector?: { readonly matchLabels?: Labels };
}

const fits = (rule: NonNullable<Rule['ports']>[number], { port, protocol }: Port): boolean =>
  (rule.protocol ?? 'TCP') === protocol && (rule.port === undefined || (port >= rule.port && port <= (rule.endPort ?? rule.port)));

function isPod({ podSelector, namespaceSelector, ipBlock }: RulePeer, pod: NonNullable<Peer['pod']>, own: string): boolean {
  if (ipBlock) return false;
  const inside = namespaceSelector
    ? selects(namespaceSelector.matchLabels ?? {}, { 'kubernetes.io/metadata.name': pod.namespace })
    : pod.namespace === own;
  return inside && selects(podSelector?.matchLabels ?? {}, pod.labels);
}

/** Whether all addresses of a range are in another. */
export function within(range: string, block: string): boolean {
  const [one, two] = [bits(range), bits(block)];
  return one.family === two.family && one.length >= two.length && one.bits.slice(0, two.length) === two.bits.slice(0, two.length);
}

function bits(cidr: string): { readonly family: number; readonly bits: string; readonly length: number } {
  const [address = '', length = ''] = cidr.split('/');
  const family = isIP(address);
  const groups =
    family === 4
      ? address.split('.').map(part => Number(part).toString(2).padStart(8, '0'))
      : expanded(address).map(part => Number.parseInt(part, 16).toString(2).padStart(16, '0'));
  return { family, bits: groups.join(''), length: Number(length || (family === 4 ? 32 : 128)) };
}

/** The eight groups of an IPv6 address. */
function expanded(address: string): readonly string[] {
  const [head = '', tail] = address.split('::');
  const first = head === '' ? [] : head.split(':');
  if (tail === undefined) return first;
  const last = tail === '' ? [] : tail.split(':');
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => '0'), ...last];
}
