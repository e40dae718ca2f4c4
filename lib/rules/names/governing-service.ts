import { type AppliedObject, objectText } from '../../manifests/objects/applied-object';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import { memberPool } from '../../manifests/pods/member-pool';
import { governingServiceOf, podsBehind, selectsOtherComponents } from '../../manifests/pods/system-objects';
import type { PodTemplate } from '../../manifests/pods/workload';
import { podTemplate } from '../../manifests/pods/workload';
import { listAt, numberAt, textAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';
import { absent, ownNamespaceOf, podIdentity } from '../subject';

/** The pods of a StatefulSet have DNS names only if a headless Service selects them. */
export const governingService = unitRule(
  {
    name: 'names/governing-service',
    severity: 'error',
    demands: 'The serviceName of a StatefulSet names a headless Service of the same namespace that selects its pods.',
    why: 'Only such a Service gives each pod its own DNS name. Without it peers do not find each other, and ExternalDNS publishes nothing.',
    source:
      'Kubernetes documentation, "StatefulSet", limitations: the headless Service is yours to make; specification of DNS-based service discovery 1.1.0, section 2.4.',
  },
  unit =>
    unit.clusters.flatMap(cluster =>
      objectsOf(cluster, 'StatefulSet').flatMap((set): readonly ManifestFound[] => {
        const name = textAt(set.data, 'spec', 'serviceName') ?? '';
        const member = !unit.plan && memberPool(set, cluster, unit) !== undefined;
        const ours = cluster.seat?.statefulSet === set.name || member;
        // A workload without stable names needs no governing Service, and may leave the field empty.
        if (name === '' && !ours) return [];
        const field = { object: set, path: ['spec', 'serviceName'] };
        const service = governingServiceOf(set, cluster);
        if (!service) {
          // The Service of another chart may be elsewhere.
          if (!ours) return [];
          const problem =
            name === ''
              ? 'it has no serviceName'
              : `its serviceName is '${name}', and ${set.namespace === '' ? 'the folder' : `namespace ${set.namespace}`} has no such Service`;
          const reads = name === '' ? [] : [absent(set, 'Service', name), ownNamespaceOf(set)];
          return [{ ...field, problem, fix: 'name the headless Service of its members', reads }];
        }
        const found: ManifestFound[] = [];
        const selecting = podsBehind(service, cluster).some(({ object }) => object === set);
        // No client needs the names of a single pod, or of pods without volumes.
        if (!unit.plan && !member && selecting && !(keeps(set) && replicas(set) > 1)) return [];
        const ip = textAt(service.data, 'spec', 'clusterIP') ?? '';
        if (ip !== 'None') {
          const problem = `StatefulSet ${set.name} needs it for the names of its pods, and its clusterIP is ${ip === '' ? 'set by the server' : `'${ip}'`}, not None`;
          found.push({
            object: service,
            path: ['spec', 'clusterIP'],
            problem,
            fix: "set it to 'None'; the field is immutable, so recreate the Service",
          });
        }
        const type = textAt(service.data, 'spec', 'type') ?? 'ClusterIP';
        if (type !== 'ClusterIP') {
          const problem = `StatefulSet ${set.name} needs it for the names of its pods, and its type is ${type}`;
          found.push({ object: service, path: ['spec', 'type'], problem, fix: "set it to 'ClusterIP'" });
        }
        if (!selecting) {
          const problem = `its selector does not select the pods of StatefulSet ${set.name}, which need it for their names`;
          const template = podTemplate(set);
          const reads = template ? podIdentity(template) : [];
          found.push({
            object: service,
            path: ['spec', 'selector'],
            problem,
            fix: "select the labels of the StatefulSet's template",
            reads,
          });
        } else if (ours && !member) found.push(...strangers(set, podsBehind(service, cluster), service));
        return found;
      }),
    ),
);

const keeps = ({ data }: AppliedObject): boolean => listAt(data, 'spec', 'volumeClaimTemplates').length > 0;
const replicas = ({ data }: AppliedObject): number => numberAt(data, 'spec', 'replicas') ?? 1;

/** Findings about other pods that get names from the members' Service, and would be taken for members. */
function strangers(set: AppliedObject, pods: readonly PodTemplate[], service: AppliedObject): readonly ManifestFound[] {
  const other = pods.find(({ object }) => object !== set);
  if (!other && !selectsOtherComponents(service, set)) return [];
  const problem = other
    ? `its selector also selects the pods of ${objectText(other.object)}, which are not members`
    : 'its selector would also select a mirror or a job of the system, which are not members';
  return [{ object: service, path: ['spec', 'selector'], problem, fix: 'select the label that only members have' }];
}
