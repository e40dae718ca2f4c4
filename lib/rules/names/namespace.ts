import { type Cluster, gatewayNamespace, ingressNamespace } from '../../domain/cluster';
import type { Fleet } from '../../domain/fleet';
import type { FleetPlan, SystemPlan } from '../../plan/model/system-plan';
import { fleetRule, type PlanFound, repeated } from '../rule';

/** Namespaces of Kubernetes itself, including those of later versions. */
const isReserved = (namespace: string): boolean => namespace === 'default' || namespace.startsWith('kube-');

/** Each system has a namespace of its own: its default-deny policy and its Pod Security labels are for it alone. */
export const sharedNamespace = fleetRule(
  {
    name: 'names/namespace',
    severity: 'error',
    demands:
      'No two systems share a namespace. No system uses a namespace of Kubernetes, ExternalDNS, Argo CD, an ingress controller or a Gateway. ExternalDNS uses no namespace of Kubernetes.',
    why: 'The default-deny policies, quotas and Pod Security labels of one system would also apply to the pods of the other.',
    source: 'Kubernetes documentation, "Network Policies": policies of a namespace add up.',
  },
  plan => [
    ...repeated(plan.systems, ({ namespace }) => namespace).map(([namespace, same]) => ({
      at: same.map(({ name }) => name).join(' and '),
      problem: `${same.length} systems use namespace '${namespace}'`,
      fix: 'use a different namespace for each system',
    })),
    ...plan.systems.flatMap(system => taken(system, plan)),
    ...(isReserved(plan.fleet.dns.namespace)
      ? [
          {
            at: 'fleet.dns',
            problem: `namespace '${plan.fleet.dns.namespace}', for ExternalDNS, belongs to Kubernetes`,
            fix: "use another namespace for ExternalDNS, such as 'external-dns'",
          },
        ]
      : []),
  ],
);

/** A finding about a namespace that belongs to another program in a cluster of the system; only for the first such cluster. */
function taken({ name, namespace, seats }: SystemPlan, { fleet }: FleetPlan): readonly PlanFound[] {
  const owners = seats.flatMap(({ cluster }) => ownersIn(cluster, fleet).map(owner => ({ ...owner, cluster: cluster.name })));
  const owner = owners.find(candidate => candidate.namespace === namespace);
  const belongsTo = isReserved(namespace) ? 'Kubernetes' : owner && `${owner.of} in ${owner.cluster}`;
  return belongsTo
    ? [{ at: name, problem: `namespace '${namespace}' belongs to ${belongsTo}`, fix: 'use another namespace for the system' }]
    : [];
}

/** The known namespaces of a cluster, and the program that each belongs to. */
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
