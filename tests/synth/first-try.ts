import type { Written } from './output';

/** An object that one pass of `kubectl apply` is refused, or that is made before what it cannot work without. */
export interface TooEarly {
  readonly object: string;
  readonly before: string;
}

const nameOf = ({ kind, metadata: { name, namespace } }: Written): string =>
  `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
const groupOf = ({ apiVersion }: Pick<Written, 'apiVersion'>): string => (apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '');
const inNamespace = ({ metadata: { namespace } }: Written, kind: string, name: string): string => `${kind} ${namespace}/${name}`;

/**
 * What an object refers to, as Kubernetes says of each kind: its namespace, its definition, the roles and accounts of a binding, and
 * what the pods of a workload read or are known by.
 */
function needsOf(object: Written, all: readonly Written[]): readonly string[] {
  const { kind, metadata } = object;
  const definition = all.find(
    other => other.kind === 'CustomResourceDefinition' && other.spec.group === groupOf(object) && other.spec.names.kind === kind,
  );
  const rbac = groupOf(object) === 'rbac.authorization.k8s.io' && kind.endsWith('Binding');
  const pod = object.spec?.jobTemplate?.spec.template.spec ?? object.spec?.template?.spec ?? (kind === 'Pod' ? object.spec : undefined);
  return [
    ...(metadata.namespace === undefined ? [] : [`Namespace ${metadata.namespace}`]),
    ...(definition ? [nameOf(definition)] : []),
    ...(rbac
      ? [object.roleRef.kind === 'Role' ? inNamespace(object, 'Role', object.roleRef.name) : `ClusterRole ${object.roleRef.name}`]
      : []),
    ...(rbac
      ? object.subjects.map((subject: Written['subject']) => `${subject.kind} ${subject.namespace ?? metadata.namespace}/${subject.name}`)
      : []),
    ...(pod ? podNeeds(object, pod) : []),
    ...(kind === 'StatefulSet' ? [inNamespace(object, 'Service', object.spec.serviceName)] : []),
  ];
}

function podNeeds(object: Written, pod: Written['pod']): readonly string[] {
  const containers = [...(pod.initContainers ?? []), ...(pod.containers ?? [])];
  const named = (kind: string, name: unknown): readonly string[] => (typeof name === 'string' ? [inNamespace(object, kind, name)] : []);
  return [
    ...named('ServiceAccount', pod.serviceAccountName),
    ...(pod.volumes ?? []).flatMap((volume: Written['volume']) => [
      ...named('ConfigMap', volume.configMap?.name),
      ...named('Secret', volume.secret?.secretName),
      ...named('PersistentVolumeClaim', volume.persistentVolumeClaim?.claimName),
    ]),
    ...containers.flatMap(container =>
      (container.env ?? []).flatMap((variable: Written['variable']) => named('ConfigMap', variable.valueFrom?.configMapKeyRef?.name)),
    ),
    ...(typeof pod.priorityClassName === 'string' ? [`PriorityClass ${pod.priorityClassName}`] : []),
  ];
}

/** What would be refused, or would have to wait, if these objects were sent to a server one after the other. What is not among them is there. */
export function tooEarly(objects: readonly Written[]): readonly TooEarly[] {
  const declared = new Set(objects.map(nameOf));
  const there = new Set<string>();
  const found: TooEarly[] = [];
  for (const object of objects) {
    const missing = needsOf(object, objects).filter(name => declared.has(name) && !there.has(name) && name !== nameOf(object));
    found.push(...missing.map(before => ({ object: nameOf(object), before })));
    there.add(nameOf(object));
  }
  return found;
}
