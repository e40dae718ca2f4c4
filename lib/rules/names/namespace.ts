import { type Cluster, gatewayNamespace, ingressNamespace } from '../../domain/cluster';
import type { Fleet } from '../../domain/fleet';
import type { FleetPlan, SystemPlan } from '../../plan/model/system-plan';
import { fleetRule, type PlanFound, repeated } from '../rule';

/** Kubernetes keeps names that begin so for itself, those of later versions too. */
const isReserved = (namespace: string): boolean => namespace === 'default' || namespace.startsWith('kube-');

/** Each system has a namespace of its own: its default-deny policy and its Pod Security labels are for it alone. */
export const sharedNamespace = fleetRule(
  {
    name: 'names/namespace',
    severity: 'error',
    demands:
      'No two systems share a namespace; none takes one of Kubernetes, ExternalDNS, Argo CD, an ingress controller or a Gateway, nor ExternalDNS one of Kubernetes.',
    why: 'Default-deny policies, quotas and Pod Security labels of the one would govern the pods of the other.',
    source: 'Kubernetes documentation, "Network Policies": policies of a namespace add up.',
  },
  plan => [
    ...repeated(plan.systems, ({ namespace }) => namespace).map(([namespace, same]) => ({
      at: same.map(({ name }) => name).join(' and '),
      problem: `namespace '${namespace}' is used by ${same.length} systems`,
      fix: 'give each system a namespace of its own',
    })),
    ...plan.systems.flatMap(system => taken(system, plan)),
    ...(isReserved(plan.fleet.dns.namespace)
      ? [
          {
            at: 'fleet.dns',
            problem: `namespace '${plan.fleet.dns.namespace}', for ExternalDNS, is Kubernetes' own`,
            fix: "give ExternalDNS a namespace of its own, such as 'external-dns'",
          },
        ]
      : []),
  ],
);

/** A namespace that somebody else has in a cluster of the system: said once, for the first of these clusters. */
function taken({ name, namespace, seats }: SystemPlan, { fleet }: FleetPlan): readonly PlanFound[] {
  const owners = seats.flatMap(({ cluster }) => ownersIn(cluster, fleet).map(owner => ({ ...owner, cluster: cluster.name })));
  const owner = owners.find(candidate => candidate.namespace === namespace);
  const whose = isReserved(namespace) ? "Kubernetes' own" : owner && `that of ${owner.of} in ${owner.cluster}`;
  return whose ? [{ at: name, problem: `namespace '${namespace}' is ${whose}`, fix: 'give the system a namespace of its own' }] : [];
}

/** Whose the namespaces of a cluster are, as far as the fleet says it. */
function ownersIn(
  { name, ingress, gateway }: Cluster,
  { dns, delivery }: Fleet,
): readonly { readonly of: string; readonly namespace: string }[] {
  return [
    { of: 'ExternalDNS', namespace: dns.namespace },
    ...(delivery?.runsOn.name === name ? [{ of: 'Argo CD', namespace: delivery.namespace }] : []),
    ...(ingress ? [{ of: 'the ingress controller', namespace: ingressNamespace(ingress) }] : []),
    ...(gateway
      ? [
          { of: 'the Gateway', namespace: gateway.namespace },
          { of: "the Gateway's pods", namespace: gatewayNamespace(gateway) },
        ]
      : []),
  ];
}
