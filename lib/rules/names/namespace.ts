import { fleetRule, repeated } from '../rule';

/** Kubernetes keeps names that begin so for itself, those of later versions too. */
const isReserved = (namespace: string): boolean => namespace === 'default' || namespace.startsWith('kube-');

/** Each system has a namespace of its own: its default-deny policy and its Pod Security labels are for it alone. */
export const sharedNamespace = fleetRule(
  {
    name: 'names/namespace',
    severity: 'error',
    demands: 'No two systems share a namespace, and neither they nor ExternalDNS take a namespace of the cluster itself.',
    why: 'Default-deny policies and quotas of the one would govern the other.',
    source: 'Kubernetes documentation, "Network Policies": policies of a namespace add up.',
  },
  ({ systems, fleet: { dns } }) => [
    ...repeated(systems, ({ namespace }) => namespace).map(([namespace, same]) => ({
      at: same.map(({ name }) => name).join(' and '),
      problem: `namespace '${namespace}' is used by ${same.length} systems`,
      fix: 'give each system a namespace of its own',
    })),
    ...systems
      .filter(({ namespace }) => isReserved(namespace))
      .map(({ name, namespace }) => ({
        at: name,
        problem: `namespace '${namespace}' is Kubernetes' own`,
        fix: 'give the system a namespace of its own',
      })),
    ...(isReserved(dns.namespace)
      ? [
          {
            at: 'fleet.dns',
            problem: `namespace '${dns.namespace}', for ExternalDNS, is Kubernetes' own`,
            fix: "give ExternalDNS a namespace of its own, such as 'external-dns'",
          },
        ]
      : []),
  ],
);
