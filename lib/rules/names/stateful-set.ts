import { numberAt } from '../../manifests/yaml/json';
import { longestStatefulSetName } from '../../plan/members/object-names';
import { objectRule } from '../rule';

const hostnameLimit = 63;

/** The name of a StatefulSet is short enough for the names that Kubernetes builds from it. */
export const statefulSetName = objectRule(
  {
    name: 'names/stateful-set',
    severity: 'error',
    demands: "A StatefulSet's name has at most 52 characters, and the name of its last pod at most 63.",
    why: "Kubernetes builds the label of the revision and the pod's host name from it. With a longer name no pod is ever created, although the API server accepts the StatefulSet.",
    source: 'Kubernetes issue 64023: controller-revision-hash; RFC 1035, section 2.3.4.',
  },
  ['StatefulSet'],
  ({ data, name }) => {
    const path = ['metadata', 'name'];
    if (name.length > longestStatefulSetName) {
      const problem = `it has ${name.length} characters, and ${longestStatefulSetName} is the limit: the label of its revisions adds 11, and may have 63`;
      return [{ path, problem, fix: 'shorten it' }];
    }
    const last = Math.max(0, (numberAt(data, 'spec', 'ordinals', 'start') ?? 0) + (numberAt(data, 'spec', 'replicas') ?? 1) - 1);
    const pod = `${name}-${last}`;
    if (pod.length <= hostnameLimit) return [];
    const problem = `its last pod is ${pod}, with ${pod.length} characters, and a host name may have ${hostnameLimit}`;
    return [{ path, problem, fix: 'shorten it' }];
  },
);
