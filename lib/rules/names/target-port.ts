import type { Subject } from '../../domain/subject';
import { containerPorts } from '../../manifests/network/system-pods';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import { podsBehind } from '../../manifests/pods/system-objects';
import { containersOf, type PodTemplate } from '../../manifests/pods/workload';
import { listAt, textAt, valueAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';
import { fieldOf, item, nameless } from '../subject';
import { servicePorts } from './service-ports';

/** The target port of a Service is a port of its pods. */
export const targetPort = unitRule(
  {
    name: 'names/target-port',
    severity: 'error',
    demands: 'The target of each Service port is a port of the containers of its pods, with the same protocol.',
    why: 'If no container has a port of that name, the Service has no address for it. If no process listens on the number, every connection is refused.',
    source: 'Kubernetes pkg/api/v1/pod/util.go FindPort: a named target is a container port of that name and protocol.',
    follows: [servicePorts],
  },
  unit =>
    unit.clusters.flatMap(cluster =>
      objectsOf(cluster, 'Service').flatMap(service => {
        const given = listAt(service.data, 'spec', 'ports');
        const pods = podsBehind(service, cluster);
        if (given.length === 0 || pods.length === 0) return [];
        const ports = pods.flatMap(containerPorts);
        return given.flatMap((port, position): readonly ManifestFound[] => {
          const target = valueAt(port, 'targetPort') ?? valueAt(port, 'port');
          if (typeof target !== 'string' && typeof target !== 'number') return []; // the server refuses it
          const protocol = textAt(port, 'protocol') ?? 'TCP';
          const field = valueAt(port, 'targetPort') === undefined ? 'port' : 'targetPort';
          const is = typeof target === 'string' ? 'name' : 'first';
          // Container ports are only informational, so other tools may list none.
          if (is === 'first' && !cluster.seat) return [];
          if (ports.some(each => each[is] === target && each.protocol === protocol)) return [];
          const known = ports.map(({ name, first, protocol: by }) => `${name === '' ? first : name} (${by} ${first})`);
          return [
            {
              object: service,
              path: ['spec', 'ports', position, field],
              ...evidence(fieldOf(service, 'spec', 'ports', position, field), pods[0], `${target}`),
              problem: `its target is port ${target} (${protocol}), which its pods do not have`,
              fix: known.length > 0 ? `choose one of ${[...new Set(known)].join(', ')}` : 'add a port of that name to the container',
            },
          ];
        });
      }),
    ),
);

/** The subjects of a finding about a missing target: the missing container port, which several Services may need, and the Service port. */
function evidence(servicePort: Subject, pods: PodTemplate | undefined, target: string): Pick<ManifestFound, 'about' | 'reads'> {
  if (!pods) return {};
  const lists = containersOf(pods).flatMap(({ init, path }) => (init ? [] : [[...path, 'ports']]));
  const [first = [...pods.specPath, 'containers']] = lists;
  return { about: [item(pods.object, first, target), servicePort], reads: lists.flatMap(list => nameless(pods.object, list)) };
}
