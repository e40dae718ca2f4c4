import type { NeededEdge } from '../../manifests/network/needed-edge';
import {
  addressesOn,
  holdsPort,
  type Policy,
  type PolicyPod,
  type PolicyRule,
  portsBetween,
  portsOf,
  rulesFor,
  sameRanges,
} from '../../manifests/network/network-policy';
import { fits, type KnownPod, type KnownPods, partText } from '../../manifests/network/system-pods';
import { type ClusterTraffic, systemTraffic } from '../../manifests/network/system-traffic';
import { selects } from '../../manifests/objects/selector';
import type { ClusterManifests } from '../../manifests/objects/unit-manifests';
import { templatesOf } from '../../manifests/pods/system-objects';
import { parseCidr, rangeText, subtractRanges } from '../../plan/network/address-ranges';
import { type ManifestFound, unitRule } from '../rule';
import { absent, anyOf, fieldOf, given, podIdentity } from '../subject';
import { extraEdge } from './extra-edge';
import { partLabels } from './part-label';

/** Network policies allow every connection that the topology needs, at both ends. */
export const missingEdge = unitRule(
  {
    name: 'network/missing-edge',
    severity: 'error',
    demands:
      'The network policies of all clusters allow every connection that the topology needs, as egress of its source and as ingress of its destination.',
    why: 'A member that cannot reach a peer, or cannot be reached, is a missing vote. No error shows it, because packets are dropped silently.',
    source:
      'Kubernetes documentation, "Network Policies": a connection must be allowed by the egress policy of its source and by the ingress policy of its destination.',
    follows: [partLabels, extraEdge],
  },
  unit => systemTraffic(unit).flatMap(missingIn),
);

function missingIn({ cluster, at, policies, needed, known }: ClusterTraffic): readonly ManifestFound[] {
  return known.own.flatMap(pod =>
    (['ingress', 'egress'] as const).flatMap(direction => {
      const rules = rulesFor(policies, pod.labels, direction);
      if (rules === undefined) return [];
      const whole = wholeLists(rules, direction === 'ingress' ? pod.ports : []);
      return needed.flatMap(edge => {
        if (edge.part !== pod.part || edge.direction !== direction || edge.optional) return none;
        const lost = closed(edge, rules, pod, known, whole);
        if (lost === undefined) return none;
        const policy = nearest(policies, pod);
        const port = `${edge.protocol} ${edge.port}${edge.lastPort === undefined ? '' : ` to ${edge.lastPort}`}`;
        const problem =
          direction === 'egress'
            ? `${partText[edge.part]} cannot reach ${lost} on ${port}: no egress rule allows it`
            : `${partText[edge.part]} cannot be reached from ${lost} on ${port}: no ingress rule allows it`;
        const fix = `allow it in '${direction}' of ${policy ? `NetworkPolicy ${policy.object.name}` : 'a NetworkPolicy'}`;
        const place = policy ? { object: policy.object, path: ['spec', direction] } : {};
        return [{ ...place, at, problem, fix, ...evidence(edge, policy, pod, cluster) }];
      });
    }),
  );
}

const none: readonly ManifestFound[] = [];

/** The subjects of a finding about a missing edge: the policy of the pods, which may be missing, or their labels. */
function evidence(
  { direction, protocol, port }: NeededEdge,
  policy: Policy | undefined,
  { template }: KnownPod,
  cluster: ClusterManifests,
): Required<Pick<ManifestFound, 'about' | 'reads'>> {
  const pods = (template ? [template] : templatesOf(cluster)).flatMap(podIdentity);
  const [first] = cluster.objects;
  if (policy && width(policy) > 0) {
    const near = (policy[direction] ?? []).filter(rule =>
      portsOf(rule, []).some(range => range.protocol === protocol && range.first <= port && port <= range.last),
    );
    return { about: [given(policy.object, 'spec', direction)], reads: [...pods, ...near.map(rule => fieldOf(rule.object, ...rule.path))] };
  }
  // Only the default-deny policy selects these pods: their own policy is missing, or selects other pods.
  const none = first ? [absent(first, 'NetworkPolicy')] : [];
  return { about: none, reads: first ? [...pods, anyOf(first, 'NetworkPolicy', 'spec', 'podSelector')] : pods };
}

/** The peer of an edge that is blocked; undefined if none is. */
function closed(
  edge: NeededEdge,
  rules: readonly PolicyRule[],
  pod: PolicyPod,
  { all }: KnownPods,
  whole: ReadonlyMap<string, readonly (readonly string[])[]>,
): string | undefined {
  const { peer, direction, protocol, port, lastPort, who } = edge;
  if (peer.kind !== 'addresses') {
    const kept = all.find(other => fits(peer, other) && !holdsPort(portsBetween(rules, direction, pod, other), protocol, port, lastPort));
    return kept && (who === kept.text ? who : `${kept.text} (${who})`);
  }
  // Rendered ranges equal the list of the plan; then no single address needs a check.
  if (whole.get(`${protocol} ${port} ${peer.cidrs[0]}`)?.some(cidrs => sameRanges(cidrs, peer.cidrs))) return undefined;
  const [first] = subtractRanges(
    peer.cidrs.flatMap(cidr => parseCidr(cidr) ?? []),
    addressesOn(rules, direction, pod, edge),
  );
  return first && `${rangeText(first)} (${who})`;
}

/** The lists of ranges that rules allow, by port and first range. */
function wholeLists(rules: readonly PolicyRule[], connected: PolicyPod['ports']): ReadonlyMap<string, readonly (readonly string[])[]> {
  const lists = new Map<string, (readonly string[])[]>();
  for (const rule of rules) {
    const { cidrs } = rule;
    if (!cidrs) continue;
    for (const { protocol, first, last } of portsOf(rule, connected)) {
      if (first !== last) continue;
      const key = `${protocol} ${first} ${cidrs[0]}`;
      const list = lists.get(key);
      if (list) list.push(cidrs);
      else lists.set(key, [cidrs]);
    }
  }
  return lists;
}

/** The policy to which an edge of these pods belongs: the one with the most specific selector. */
const nearest = (policies: readonly Policy[], { labels }: PolicyPod): Policy | undefined =>
  policies
    .filter(({ pods }) => selects(pods, labels))
    .reduce<Policy | undefined>((best, policy) => (best && width(best) >= width(policy) ? best : policy), undefined);

const width = ({ pods }: Policy): number => Object.keys(pods).length;
