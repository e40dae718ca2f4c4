import { minorOf } from '../../manifests/objects/minor-version';
import { objectAt, textAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';

/** The first minor version whose restricted standard demands to drop all capabilities. */
const oldest = 22;

/** The server knows the pinned version of the standard, and that version forbids capabilities. */
export const podSecurityVersion = objectRule(
  {
    name: 'versions/pod-security-version',
    severity: 'error',
    demands: `The version of the Pod Security Standard that a namespace pins is not newer than its cluster, and 1.${oldest} or newer.`,
    why: 'A server uses its own standard for a version that it does not know yet, so the pin changes its meaning with an upgrade. Before 1.22 the restricted standard allowed capabilities.',
    source: 'k8s.io/pod-security-admission, policy/registry.go and check_capabilities_restricted.go.',
  },
  ['Namespace'],
  ({ data }, { facts }) => {
    const server = minorOf(facts?.kubernetes);
    const labels = objectAt(data, 'metadata', 'labels');
    return ['enforce', 'audit', 'warn'].flatMap((mode): ObjectFound[] => {
      const key = `pod-security.kubernetes.io/${mode}-version`;
      const pinned = textAt(labels, key);
      const minor = minorOf(pinned);
      if (minor === undefined) return [];
      const path = ['metadata', 'labels', key];
      if (server !== undefined && minor > server) {
        const problem = `it pins the standard of ${pinned}, and the cluster runs Kubernetes ${facts?.kubernetes}`;
        return [{ path, problem, fix: `pin 'v1.${server}', or upgrade the cluster first` }];
      }
      if (minor >= oldest) return [];
      const problem = `it pins the standard of ${pinned}, which does not demand to drop all capabilities`;
      return [{ path, problem, fix: server === undefined ? `pin 'v1.${oldest}' or newer` : `pin 'v1.${server}'` }];
    });
  },
);
