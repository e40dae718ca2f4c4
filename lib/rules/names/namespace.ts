import { fleetRule, repeated } from '../rule';

const reserved = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** Each system has a namespace of its own: its default-deny policy and its Pod Security labels are for it alone. */
export const sharedNamespace = fleetRule(
  {
    name: 'names/namespace',
    severity: 'error',
    demands: 'No two systems share a namespace, and none takes a namespace of the cluster itself.',
    why: 'Default-deny policies and quotas of the one would govern the other.',
    source: 'Kubernetes documentation, "Network Policies": policies of a namespace add up.',
  },
  ({ systems }) => [
    ...repeated(systems, ({ namespace }) => namespace).map(([namespace, same]) => ({
      at: same.map(({ name }) => name).join(' and '),
      problem: `namespace '${namespace}' is used by ${same.length} systems`,
      fix: 'give each system a namespace of its own',
    })),
    ...systems
      .filter(({ namespace }) => reserved.includes(namespace))
      .map(({ name, namespace }) => ({
        at: name,
        problem: `namespace '${namespace}' is Kubernetes' own`,
        fix: 'give the system a namespace of its own',
      })),
  ],
);
