import type { NeededEdge } from '../../manifests/network/needed-edge';
import {
  addressesOf,
  type Direction,
  directions,
  isAbout,
  isAboutPod,
  type NamedPort,
  type Policy,
  type PolicyRule,
  type PortRange,
  portsOf,
  rulesFor,
  sameRanges,
} from '../../manifests/network/network-policy';
import { fits, type KnownPod, type KnownPods, podLike } from '../../manifests/network/system-pods';
import { type ClusterTraffic, systemTraffic } from '../../manifests/network/system-traffic';
import { objectText } from '../../manifests/objects/applied-object';
import { selects } from '../../manifests/objects/selector';
import { templatesOf } from '../../manifests/pods/system-objects';
import { parseCidr, rangeText, subtractRanges } from '../../plan/network/address-ranges';
import { type ManifestFound, unitRule } from '../rule';
import { fieldOf, podIdentity } from '../subject';
import { partLabels } from './part-label';

/** Network policies allow no connection that the topology does not need. */
export const extraEdge = unitRule(
  {
    name: 'network/extra-edge',
    severity: 'error',
    demands:
      'The network policies of a system allow only connections that its topology needs: no other peer, no wider range, no other port.',
    why: 'Any pod that reaches the peer port of a member can speak Raft to it. A compromised pod with open egress can send the data away.',
    source:
      'Kubernetes documentation, "Network Policies": policies add up, so a single wide policy undoes all others. NSA and CISA, Kubernetes Hardening Guide, "Network policies".',
    follows: [partLabels],
  },
  unit => systemTraffic(unit).flatMap(extraIn),
);

function extraIn({ cluster, policies, needed, known }: ClusterTraffic): readonly ManifestFound[] {
  const chosen = policies
    .filter(({ pods }) => ![...known.own, ...known.strangers].some(({ labels }) => selects(pods, labels)))
    .flatMap(({ pods }) => podLike(pods, undefined, known) ?? []);
  const reported = new Set<PolicyRule>();
  return [...known.own, ...known.strangers, ...chosen].flatMap(pod =>
    directions.flatMap(direction => {
      const rules = rulesFor(policies, pod.labels, direction);
      // Most unknown pods have no rule, and are skipped.
      if (rules === undefined || rules.length === 0) return none;
      const edges = new Edges(needed.filter(edge => edge.part === pod.part && edge.direction === direction));
      return rules.flatMap(rule => {
        const found = reported.has(rule) ? undefined : extraOf(rule, direction, pod, edges, known);
        if (found === undefined) return none;
        reported.add(rule);
        const connection = direction === 'egress' ? `${pod.text} may reach` : `${pod.text} may be reached from`;
        const problem = `${connection} ${found}, which the topology does not need`;
        // If the policy selects the wrong pods, that is one fault, whatever it allows them.
        const about =
          pod.template && !isWide(rule.object, policies, known)
            ? {}
            : { about: [fieldOf(rule.object, 'spec', 'podSelector'), fieldOf(rule.object, ...rule.path)] };
        // A pod that is known only by labels may be another pod with wrong labels.
        const reads = pod.template && unknown(rule, known).length === 0 ? [] : templatesOf(cluster).flatMap(podIdentity);
        return [
          {
            object: rule.object,
            path: rule.path,
            problem,
            fix: `remove it from '${direction}' of ${objectText(rule.object)}`,
            ...about,
            reads,
          },
        ];
      });
    }),
  );
}

const none: readonly ManifestFound[] = [];

/** Whether a policy selects several components of a system, which need different connections. */
const isWide = (object: PolicyRule['object'], policies: readonly Policy[], { own }: KnownPods): boolean => {
  const policy = policies.find(each => each.object === object);
  return policy !== undefined && own.filter(({ labels }) => selects(policy.pods, labels)).length > 1;
};

/** The connections that some pods need in one direction, by port. */
class Edges {
  private readonly byPort = new Map<number, NeededEdge[]>();
  /** Connections on a range of ports. */
  private readonly wide: readonly NeededEdge[];

  constructor(edges: readonly NeededEdge[]) {
    this.wide = edges.filter(({ lastPort }) => lastPort !== undefined);
    for (const edge of edges) {
      if (edge.lastPort !== undefined) continue;
      const same = this.byPort.get(edge.port);
      if (same) same.push(edge);
      else this.byPort.set(edge.port, [edge]);
    }
  }

  /** Lists of ranges on one port. */
  on(protocol: string, port: number): readonly (readonly string[])[] {
    const lists: (readonly string[])[] = [];
    for (const edge of this.byPort.get(port) ?? [])
      if (edge.protocol === protocol && edge.peer.kind === 'addresses') lists.push(edge.peer.cidrs);
    return lists;
  }

  /** The text of these ports if some of them are not needed, for addresses or for a pod; undefined if all are needed. */
  unneeded({ protocol, first, last }: PortRange, other: KnownPod | undefined): string | undefined {
    const concerns = (edge: NeededEdge): boolean =>
      edge.protocol === protocol && (edge.peer.kind === 'addresses' ? other === undefined : other !== undefined && fits(edge.peer, other));
    if (this.wide.some(edge => concerns(edge) && edge.port <= first && last <= (edge.lastPort ?? edge.port))) return undefined;
    let needed = 0;
    if (first === last) needed = this.byPort.get(first)?.some(concerns) ? 1 : 0;
    else for (const [port, edges] of this.byPort) if (first <= port && port <= last && edges.some(concerns)) needed += 1;
    if (needed === last - first + 1) return undefined;
    return first === last ? `${protocol} ${first}` : `${protocol} ${first} to ${last}`;
  }
}

/** What a rule allows beyond the need; undefined if nothing. */
function extraOf(rule: PolicyRule, direction: Direction, pod: KnownPod, edges: Edges, known: KnownPods): string | undefined {
  const connected = (other: readonly NamedPort[]): readonly NamedPort[] => (direction === 'ingress' ? pod.ports : other);
  if (rule.peers === undefined) {
    const [port] = portsOf(rule, connected([]));
    return port && `everything on ${portText(rule, port)}`;
  }
  const { cidrs } = rule;
  if (!cidrs) {
    for (const other of [...known.all, ...unknown(rule, known)]) {
      if (!isAbout(rule, other)) continue;
      for (const range of portsOf(rule, connected(other.ports))) {
        const extra = edges.unneeded(range, other);
        if (extra) return `${other.text === pod.text ? 'pods with the same labels' : other.text} on ${rule.ports ? extra : 'every port'}`;
      }
    }
  }
  for (const range of portsOf(rule, connected([]))) {
    const extra = extraAddresses(rule, range, edges, cidrs);
    if (extra) return extra;
  }
  return undefined;
}

/** Unknown pods that a rule selects. */
const unknown = ({ peers }: PolicyRule, known: KnownPods): readonly KnownPod[] =>
  (peers ?? []).flatMap(peer =>
    peer.kind === 'pods' && !known.all.some(pod => isAboutPod(peer, pod)) ? (podLike(peer.pods ?? {}, peer.namespaces, known) ?? []) : [],
  );

function extraAddresses(rule: PolicyRule, range: PortRange, edges: Edges, cidrs: readonly string[] | undefined): string | undefined {
  const { protocol, first, last } = range;
  // Rendered ranges equal a list of the plan; then no single address needs a check.
  if (first === last && cidrs && edges.on(protocol, first).some(list => sameRanges(list, cidrs))) return undefined;
  const spans = addressesOf(rule);
  const [one] = spans;
  if (!one) return undefined;
  const extra = edges.unneeded(range, undefined);
  if (extra) return `${rangeText(one)} on ${rule.ports ? extra : 'every port'}`;
  for (let port = first; port <= last; port += 1) {
    const needed = edges.on(protocol, port).flatMap(list => list.flatMap(cidr => parseCidr(cidr) ?? []));
    const [surplus] = subtractRanges(spans, needed);
    if (surplus) return `${rangeText(surplus)} on ${protocol} ${port}`;
  }
  return undefined;
}

const portText = ({ ports }: PolicyRule, { protocol, first, last }: PortRange): string =>
  ports === undefined ? 'every port' : first === last ? `${protocol} ${first}` : `${protocol} ${first} to ${last}`;
