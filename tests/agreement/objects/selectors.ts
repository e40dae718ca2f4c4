import { type Case, objectsOf } from './expected';
import { named, ofKind, podLabels, selected, selects, type Written, workloads } from './written';

/** Every selector takes pods of one kind, and only those that it is for; whatever is referred to is there. */
export function selectorFaults(given: Case): readonly string[] {
  const faults: string[] = [];
  for (const [cluster, objects] of given.output.clusters) {
    const say = (object: Written, text: string): void => {
      faults.push(`${cluster} ${object.kind} ${object.metadata.namespace}/${object.metadata.name}: ${text}`);
    };
    for (const service of ofKind(objects, 'Service')) {
      const behind = selected(objects, service.metadata.namespace, service.spec.selector);
      if (behind.length !== 1) say(service, `leads to the pods of ${behind.map(({ metadata }) => metadata.name).join(', ') || 'nothing'}`);
      for (const workload of behind) for (const port of service.spec.ports) targetPort(port, workload, text => say(service, text));
    }
    for (const budget of ofKind(objects, 'PodDisruptionBudget')) {
      const covered = selected(objects, budget.metadata.namespace, budget.spec.selector?.matchLabels);
      if (covered.length !== 1) say(budget, `covers ${covered.length} workloads`);
    }
    for (const policy of ofKind(objects, 'NetworkPolicy')) {
      const labels = policy.spec.podSelector?.matchLabels;
      if (labels === undefined) continue;
      // The jobs of several learners are alike.
      const held = selected(objects, policy.metadata.namespace, labels);
      if (held.length === 0 || new Set(held.map(({ kind }) => kind)).size > 1 || (held.length > 1 && held[0]?.kind !== 'Job'))
        say(policy, `holds the pods of ${held.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(', ') || 'nothing'}`);
    }
    for (const workload of workloads(objects)) {
      const labels = podLabels(workload);
      if (workload.kind !== 'Job' && !selects(workload.spec.selector.matchLabels, labels)) say(workload, 'does not select its own pods');
      for (const spread of workload.spec.template.spec.topologySpreadConstraints ?? [])
        if (!selects(spread.labelSelector?.matchLabels, labels)) say(workload, 'spreads other pods');
      references(workload, objects, text => say(workload, text));
    }
    for (const set of ofKind(objects, 'StatefulSet')) governing(set, objects, text => say(set, text));
    for (const ingress of ofKind(objects, 'Ingress')) {
      for (const { http } of ingress.spec.rules)
        for (const { backend } of http.paths) {
          const service = named(objects, 'Service', backend.service.name, ingress.metadata.namespace);
          const port = service?.spec.ports.find(({ name }: { name: string }) => name === backend.service.port.name);
          if (!port) say(ingress, `leads to ${backend.service.name}:${backend.service.port.name}, which is not there`);
        }
    }
    for (const route of ofKind(objects, 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'))
      routed(route, objects, given, text => say(route, text));
  }
  return faults;
}

function targetPort(
  { targetPort: target, port }: { readonly targetPort?: string | number; readonly port: number },
  workload: Written,
  say: (text: string) => void,
): void {
  const ports = workload.spec.template.spec.containers.flatMap(
    (container: { ports?: readonly { name: string; containerPort: number }[] }) => container.ports ?? [],
  );
  const found = ports.some(
    ({ name, containerPort }: { name: string; containerPort: number }) => name === target || containerPort === (target ?? port),
  );
  if (!found) say(`port ${port} leads to ${target}, which ${workload.metadata.name} does not have`);
}

function governing(set: Written, objects: readonly Written[], say: (text: string) => void): void {
  const service = named(objects, 'Service', set.spec.serviceName, set.metadata.namespace);
  if (!service) {
    say(`is governed by ${set.spec.serviceName}, which is not there`);
    return;
  }
  if (service.spec.clusterIP !== 'None') say('its governing Service is not headless');
  if (service.spec.publishNotReadyAddresses !== true) say('its governing Service names only members that are ready');
  if (!selects(service.spec.selector, podLabels(set))) say('its governing Service leads to other pods');
  const budgets = ofKind(objects, 'PodDisruptionBudget').filter(
    each => each.metadata.namespace === set.metadata.namespace && selects(each.spec.selector.matchLabels, podLabels(set)),
  );
  if (budgets.length !== 1) say(`${budgets.length} budgets cover its pods`);
}

/** Accounts, ConfigMaps and their keys, volumes, ports of probes. */
function references(workload: Written, objects: readonly Written[], say: (text: string) => void): void {
  const { namespace } = workload.metadata;
  const spec = workload.spec.template.spec;
  if (!named(objects, 'ServiceAccount', spec.serviceAccountName, namespace)) say(`runs as ${spec.serviceAccountName}, which is not there`);
  if (!named(objects, 'Namespace', namespace ?? '')) say('its namespace is not there');
  const mapHas = (name: string, key: string | undefined): void => {
    const map = named(objects, 'ConfigMap', name, namespace);
    if (!map) say(`reads ConfigMap ${name}, which is not there`);
    else if (key !== undefined && map.data?.[key] === undefined) say(`reads ${key} of ConfigMap ${name}, which has none`);
  };
  const volumes = new Set<string>((workload.spec.volumeClaimTemplates ?? []).map(({ metadata }: Written) => metadata.name));
  for (const volume of spec.volumes ?? []) {
    if (volumes.has(volume.name)) say(`has the volume ${volume.name} twice`);
    volumes.add(volume.name);
    if (volume.configMap) for (const { key } of volume.configMap.items ?? [{ key: undefined }]) mapHas(volume.configMap.name, key);
  }
  const names = new Set<string>();
  for (const container of [...(spec.initContainers ?? []), ...spec.containers]) {
    if (names.has(container.name)) say(`has the container ${container.name} twice`);
    names.add(container.name);
    const folders = new Set<string>();
    for (const { name, mountPath } of container.volumeMounts ?? []) {
      if (!volumes.has(name)) say(`mounts ${name}, which is no volume`);
      if (folders.has(mountPath)) say(`mounts two volumes at ${mountPath}`);
      folders.add(mountPath);
    }
    const variables = new Set<string>();
    for (const { name, valueFrom } of container.env ?? []) {
      if (variables.has(name)) say(`has the variable ${name} twice`);
      variables.add(name);
      if (valueFrom?.configMapKeyRef) mapHas(valueFrom.configMapKeyRef.name, valueFrom.configMapKeyRef.key);
    }
    const ports = new Set((container.ports ?? []).map(({ name }: { name: string }) => name));
    if (ports.size !== (container.ports ?? []).length) say(`has two ports of one name in ${container.name}`);
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      const asked = container[probe]?.httpGet?.port ?? container[probe]?.tcpSocket?.port;
      if (typeof asked === 'string' && !ports.has(asked)) say(`${probe} asks at ${asked}, which is no port of ${container.name}`);
    }
  }
}

/** A route leads to a Service of this cluster, or to one that another cluster exports under the name. */
function routed(route: Written, objects: readonly Written[], given: Case, say: (text: string) => void): void {
  for (const { backendRefs } of route.spec.rules) {
    for (const { kind, name, port } of backendRefs) {
      const anywhere =
        kind === 'ServiceImport' ? given.systems.flatMap(({ seats }) => seats.map(({ cluster }) => objectsOf(given, cluster))) : [objects];
      const service = anywhere.map(each => named(each, 'Service', name, route.metadata.namespace)).find(each => each !== undefined);
      const exported = kind !== 'ServiceImport' || anywhere.some(each => named(each, 'ServiceExport', name, route.metadata.namespace));
      if (!service || !exported) say(`leads to ${kind} ${name}, which nobody has`);
      else if (!service.spec.ports.some((each: { port: number }) => each.port === port))
        say(`leads to port ${port} of ${name}, which has none`);
    }
  }
}
