import { type Direction, directions, isIsolated } from '../../manifests/network/network-policy';
import { systemTraffic } from '../../manifests/network/system-traffic';
import { unitRule } from '../rule';
import { absent } from '../subject';

/** A default-deny policy covers every pod, because a pod without a policy may connect to and from anywhere. */
export const defaultDeny = unitRule(
  {
    name: 'network/default-deny',
    severity: 'error',
    demands: "A policy for all pods of a system's namespace denies, in both directions, every connection that no other policy allows.",
    why: 'A pod that no policy isolates may connect anywhere, or be reached from anywhere. That includes pods that are added to the namespace later.',
    source: 'Kubernetes documentation, "Network Policies": by default a pod is non-isolated for egress and for ingress.',
  },
  unit =>
    systemTraffic(unit).flatMap(({ cluster, at, namespace, policies, known: { own, strangers } }) => {
      const open = directions.filter(direction =>
        [own, strangers].some(pods => pods.some(pod => !isIsolated(policies, pod.labels, direction))),
      );
      if (open.length === 0) return [];
      const all = policies.find(({ pods }) => Object.keys(pods).length === 0);
      return [
        {
          ...(all ? { object: all.object, path: ['spec', 'policyTypes'] } : {}),
          at,
          ...(all ? {} : { about: [absent({ unit: unit.name, cluster: cluster.cluster }, 'NetworkPolicy', 'default-deny')] }),
          problem: `no policy of namespace ${namespace} selects all pods and denies ${open.map(directionText).join(' and ')}`,
          fix: "add a NetworkPolicy with 'podSelector: {}' and 'policyTypes: [Ingress, Egress]', and no rules",
        },
      ];
    }),
);

const directionText = (direction: Direction): string => (direction === 'ingress' ? 'incoming traffic' : 'outgoing traffic');
