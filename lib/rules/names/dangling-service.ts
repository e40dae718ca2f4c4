import { objectsOf } from '../../manifests/objects/cluster-objects';
import { quoted } from '../../manifests/objects/field';
import { podsBehind, templatesOf } from '../../manifests/pods/system-objects';
import { listAt, objectAt, textAt } from '../../manifests/yaml/json';
import { missingMembers } from '../membership/missing-members';
import { unitRule } from '../rule';
import { absent, ownNamespaceOf, podIdentity } from '../subject';
import { governingService } from './governing-service';

/** A Service of a system selects pods. */
export const danglingService = unitRule(
  {
    name: 'names/dangling-service',
    severity: 'error',
    demands: 'Each Service of a system selects pods of the system.',
    why: 'A Service without matching pods has no address, and ExternalDNS removes its records. A Service without a selector is never published.',
    source: 'Kubernetes documentation, "Services without selectors"; ExternalDNS source/service.go.',
    follows: [missingMembers, governingService],
  },
  unit =>
    unit.clusters.flatMap(cluster => {
      if (!cluster.seat) return [];
      return objectsOf(cluster, 'Service').flatMap(service => {
        if (textAt(service.data, 'spec', 'type') === 'ExternalName') return [];
        if (podsBehind(service, cluster).length > 0 || listAt(service.data, 'spec', 'externalIPs').length > 0) return [];
        const pairs = Object.entries(objectAt(service.data, 'spec', 'selector')).map(
          ([key, value]) => `${key}=${typeof value === 'string' ? value : quoted(value)}`,
        );
        const problem =
          pairs.length > 0 ? `no workload of namespace ${service.namespace} has pods with ${pairs.join(', ')}` : 'it has no selector';
        const reads = [absent(service, 'StatefulSet'), ...templatesOf(cluster).flatMap(podIdentity), ownNamespaceOf(service)];
        const fix = 'select the labels of its pods, or remove it';
        return [{ object: service, path: ['spec', 'selector'], problem, fix, reads }];
      });
    }),
);
