import type { UnitManifests } from '../../manifests/objects/unit-manifests';
import { replicasOf } from '../../manifests/pods/listed-peers';
import { memberPools } from '../../manifests/pods/member-pool';
import { governingServiceOf, type SystemPart, systemParts } from '../../manifests/pods/system-objects';
import { valueAt } from '../../manifests/yaml/json';
import { unitRule } from '../rule';

/** Peers can find each other before they are ready, because readiness may need a quorum. */
export const notReadyPeers = unitRule(
  {
    name: 'names/not-ready',
    severity: 'error',
    demands: 'The headless Service of members also publishes members that are not ready.',
    why: 'Otherwise a member has a DNS name only when it is ready, is ready only with a quorum, and a quorum needs names. The group never starts, and never recovers after all members were down.',
    source: 'Kubernetes API reference, ServiceSpec.publishNotReadyAddresses; kubernetes pkg endpointslice utils.go; nats-io/k8s issue 441.',
  },
  unit =>
    named(unit).flatMap(({ members, cluster }) => {
      const service = members && governingServiceOf(members, cluster);
      if (!service || valueAt(service.data, 'spec', 'publishNotReadyAddresses') === true) return [];
      const problem = 'members have no DNS names until they are ready, and may not become ready without their peers';
      return [{ object: service, path: ['spec', 'publishNotReadyAddresses'], problem, fix: 'set publishNotReadyAddresses to true' }];
    }),
);

/** The members that need names from a Service: those of the plan, or without a plan all pools with several members. */
const named = (unit: UnitManifests): readonly Pick<SystemPart, 'members' | 'cluster'>[] =>
  unit.plan
    ? systemParts(unit)
    : memberPools(unit)
        .filter(pool => (replicasOf(pool) ?? 1) > 1)
        .map(({ object, cluster }) => ({ members: object, cluster }));
