import { clientServiceOf, podsBehind, selectsOtherComponents, systemParts } from '../../manifests/pods/system-objects';
import { valueAt } from '../../manifests/yaml/json';
import { extraMembers } from '../membership/extra-members';
import { type ManifestFound, unitRule } from '../rule';
import { podIdentity } from '../subject';

/** Clients are routed only to members that are ready. */
export const readyClients = unitRule(
  {
    name: 'names/client-ready',
    severity: 'error',
    demands: 'The Service of the clients selects the members, and only while they are ready.',
    why: 'A member that has lost its quorum, or has not caught up, answers with errors or with old data. A learner or a mirror cannot answer at all.',
    source: 'Kubernetes API reference, ServiceSpec.publishNotReadyAddresses and ServiceSpec.selector.',
    follows: [extraMembers],
  },
  unit =>
    systemParts(unit).flatMap((part): readonly ManifestFound[] => {
      const service = part.seat.serves ? clientServiceOf(part) : undefined;
      if (!service) return [];
      const found: ManifestFound[] = [];
      if (valueAt(service.data, 'spec', 'publishNotReadyAddresses') === true) {
        const problem = 'it routes clients to members that are not ready';
        found.push({ object: service, path: ['spec', 'publishNotReadyAddresses'], problem, fix: 'remove publishNotReadyAddresses' });
      }
      const pods = podsBehind(service, part.cluster);
      // The rule names/dangling-service reports a Service without pods.
      if (pods.length === 0) return found;
      const other = pods.find(({ object }) => object !== part.members);
      const path = ['spec', 'selector'];
      const fix = `select the labels of the pods of StatefulSet ${part.seat.statefulSet}`;
      if (part.members && !pods.some(({ object }) => object === part.members)) {
        found.push({ object: service, path, problem: `it does not select the pods of StatefulSet ${part.members.name}`, fix });
      } else if (!other && part.members && selectsOtherComponents(service, part.members)) {
        found.push({ object: service, path, problem: 'it would also route clients to a mirror or a job of the system', fix });
      } else if (other) {
        const problem = `it also routes clients to the pods of ${other.object.kind} ${other.object.name}`;
        found.push({ object: service, path, problem, fix, reads: podIdentity(other) });
      }
      return found;
    }),
);
