import type { AppliedObject } from '../../manifests/objects/applied-object';
import { objectOf } from '../../manifests/objects/cluster-objects';
import { isObject, type Json, listAt, numberAt, type Path, textAt, valueAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';
import { absent, fieldOf, ownNamespaceOf } from '../subject';
import { clientService } from './client-service';
import { servicePorts } from './service-ports';

/** The backend of an Ingress is an existing Service, and one of its ports. */
export const ingressBackend = objectRule(
  {
    name: 'names/ingress-backend',
    severity: 'error',
    demands: 'Each backend of an Ingress is a port of a Service of its namespace.',
    why: 'A controller answers 503 for a missing backend: the name points to the cluster, and clients get only errors there.',
    source:
      'Kubernetes API reference, IngressServiceBackend: the Service must be in the namespace of the Ingress, its port is named by the Service.',
    follows: [clientService, servicePorts],
  },
  ['Ingress'],
  (ingress, cluster) =>
    backendsOf(ingress).flatMap(({ service: given, path }) => {
      const name = textAt(given, 'name') ?? '';
      const service = objectOf(cluster, 'Service', name, ingress.namespace);
      if (!service) {
        // The Service of another chart may be in another unit.
        if (!cluster.seat) return [];
        const problem = `its backend is Service ${name}, which namespace ${ingress.namespace} does not have`;
        const reads = [absent(ingress, 'Service', name), ownNamespaceOf(ingress)];
        return [{ path: [...path, 'name'], problem, fix: 'name the Service for clients', reads }];
      }
      const ports = listAt(service.data, 'spec', 'ports');
      const wanted = textAt(given, 'port', 'name') ?? numberAt(given, 'port', 'number');
      if (ports.some(port => textAt(port, 'name') === wanted || numberAt(port, 'port') === wanted)) return [];
      const known = ports.map(port => textAt(port, 'name') ?? String(valueAt(port, 'port') ?? ''));
      const problem = `its backend is port ${wanted ?? 'without a name'} of Service ${name}, which has ${known.length > 0 ? known.join(', ') : 'no ports'}`;
      return [{ path: [...path, 'port'], problem, fix: "choose one of the Service's ports", reads: [fieldOf(service, 'spec', 'ports')] }];
    }),
);

interface Backend {
  readonly service: Json;
  readonly path: Path;
}

/** The backends of an Ingress that are Services. */
function backendsOf({ data }: AppliedObject): readonly Backend[] {
  const backends: Backend[] = [];
  const add = (path: Path): void => {
    const service = valueAt(data, ...path);
    if (isObject(service)) backends.push({ service, path });
  };
  add(['spec', 'defaultBackend', 'service']);
  for (const [rule, each] of listAt(data, 'spec', 'rules').entries())
    for (const path of listAt(each, 'http', 'paths').keys()) add(['spec', 'rules', rule, 'http', 'paths', path, 'backend', 'service']);
  return backends;
}
