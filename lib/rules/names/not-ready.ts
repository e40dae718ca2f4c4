import { governingServiceOf, systemParts } from '../../manifests/pods/system-objects';
import { valueAt } from '../../manifests/yaml/json';
import { unitRule } from '../rule';

/** Peers find each other before they are ready: readiness may need them. */
export const notReadyPeers = unitRule(
  {
    name: 'names/not-ready',
    severity: 'error',
    demands: 'The Service that members have their names from publishes addresses that are not ready.',
    why: 'Otherwise a member has a name only when it is ready, it is ready only with a quorum, and a quorum needs names: a group never starts, and never comes back after all members were down.',
    source: 'Kubernetes API reference, ServiceSpec.publishNotReadyAddresses; kubernetes pkg endpointslice utils.go; nats-io/k8s issue 441.',
  },
  unit =>
    systemParts(unit).flatMap(({ members, cluster }) => {
      const service = members && governingServiceOf(members, cluster);
      if (!service || valueAt(service.data, 'spec', 'publishNotReadyAddresses') === true) return [];
      const problem = 'members have no name for their peers until they are ready, and are not ready without them';
      return [{ object: service, path: ['spec', 'publishNotReadyAddresses'], problem, fix: 'set publishNotReadyAddresses to true' }];
    }),
);
