import { numberAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** Kubernetes adds 11 characters to a StatefulSet's name for its revisions' label, which may have 63 (kubernetes#64023). */
const nameLimit = 52;
const hostnameLimit = 63;

/** The name of a StatefulSet leaves room for what is made of it. */
export const statefulSetName = objectRule(
  {
    name: 'names/stateful-set',
    severity: 'error',
    demands: "A StatefulSet's name has at most 52 characters, and the name of its last pod at most 63.",
    why: "The revision's label and the pod's host name are made of it: with a longer one no pod is ever made, although the API server accepts the StatefulSet.",
    source: 'Kubernetes issue 64023: controller-revision-hash; RFC 1035, section 2.3.4.',
  },
  ['StatefulSet'],
  ({ data, name }) => {
    const path = ['metadata', 'name'];
    if (name.length > nameLimit) {
      const problem = `it has ${name.length} characters, and ${nameLimit} is the limit: its revisions' label adds 11 to it, and may have 63`;
      return [{ path, problem, fix: 'shorten it' }];
    }
    const last = Math.max(0, (numberAt(data, 'spec', 'ordinals', 'start') ?? 0) + (numberAt(data, 'spec', 'replicas') ?? 1) - 1);
    const pod = `${name}-${last}`;
    if (pod.length <= hostnameLimit) return [];
    const problem = `its last pod is ${pod}, with ${pod.length} characters, and a host name may have ${hostnameLimit}`;
    return [{ path, problem, fix: 'shorten it' }];
  },
);
