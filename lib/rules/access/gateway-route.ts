import type { AppliedObject } from '../../manifests/objects/applied-object';
import { groupOf } from '../../manifests/objects/applied-object';
import { type SystemPart, systemParts } from '../../manifests/pods/system-objects';
import { isObject, listAt, textAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';

/** Where clients use a Gateway, a route leads from the Gateway to the system. */
export const gatewayRoute = unitRule(
  {
    name: 'access/gateway-route',
    severity: 'error',
    demands:
      "Each cluster whose clients use a Gateway has a route in the system's namespace. The route is attached to the Gateway that the cluster declares, and names the host of the system or, for tcp, a listener.",
    why: 'A Gateway without the route answers 404, or does not listen. That shows only when the first client is routed to this cluster.',
    source: 'Gateway API reference: parentRefs, sectionName and hostnames.',
  },
  unit => systemParts(unit).flatMap(found),
);

function found({ system, seat, cluster, at }: SystemPart): readonly ManifestFound[] {
  const { access, host, namespace } = system;
  const spanning = access.gateway?.sites.includes(cluster.cluster) ?? false;
  const own = seat.serves && access.exposure === 'gateway';
  const gateway = cluster.facts?.gateway;
  if ((!spanning && !own) || !gateway) return [];
  const routes = cluster.objects.filter(object => isRoute(object) && object.namespace === namespace);
  const [first] = routes;
  const name = `Gateway ${gateway.namespace}/${gateway.name}`;
  if (!first) {
    return [{ at, problem: `clients use ${name}, and there is no route to the system`, fix: 'synthesize again, or restore it from Git' }];
  }
  const attached = routes.find(route =>
    parents(route).some(parent => parent.name === gateway.name && parent.namespace === gateway.namespace),
  );
  if (!attached) {
    const said = parents(first).map(parent => `${parent.namespace}/${parent.name}`);
    const problem = `it is attached to ${said.length > 0 ? said.join(', ') : 'nothing'}, and clients use ${name}`;
    return [{ object: first, path: ['spec', 'parentRefs'], problem, fix: `attach it to ${name}` }];
  }
  if (attached.kind === 'TCPRoute') {
    if (parents(attached).every(({ listener }) => listener !== undefined)) return [];
    const problem = 'it names no listener, so it gets the connections of every matching listener';
    return [{ object: attached, path: ['spec', 'parentRefs', 0, 'sectionName'], problem, fix: 'name the listener of the system' }];
  }
  const hosts = listAt(attached.data, 'spec', 'hostnames');
  if (host === null || hosts.includes(host)) return [];
  const problem = `it is for ${hosts.length > 0 ? hosts.join(', ') : 'every host'}, and clients use ${host}`;
  return [{ object: attached, path: ['spec', 'hostnames'], problem, fix: `set the host to ${host}` }];
}

const isRoute = (object: AppliedObject): boolean =>
  groupOf(object) === 'gateway.networking.k8s.io' && /^(HTTP|GRPC|TLS|TCP)Route$/.test(object.kind);

const parents = ({ data, namespace }: AppliedObject) =>
  listAt(data, 'spec', 'parentRefs')
    .filter(isObject)
    .map(parent => ({
      name: textAt(parent, 'name') ?? '',
      namespace: textAt(parent, 'namespace') ?? namespace,
      listener: textAt(parent, 'sectionName'),
    }));
