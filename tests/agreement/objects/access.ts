import { type Case, objectsOf } from './expected';
import { named, ofKind } from './written';

/** Ports of nodes are each one Service's, of those that nodes have. */
export function nodePortFaults({ output }: Case): readonly string[] {
  const faults: string[] = [];
  for (const [cluster, objects] of output.clusters) {
    const taken = new Map<number, string>();
    for (const service of ofKind(objects, 'Service')) {
      for (const { nodePort } of service.spec.ports) {
        if (service.spec.type === 'NodePort' && nodePort === undefined)
          faults.push(`${cluster} ${service.metadata.name}: a port of the nodes is left to chance`);
        if (nodePort === undefined) continue;
        if (service.spec.type !== 'NodePort' || nodePort < 30_000 || nodePort > 32_767)
          faults.push(`${cluster} ${service.metadata.name}: ${nodePort} is no port of nodes`);
        const before = taken.get(nodePort);
        if (before !== undefined) faults.push(`${cluster}: ${before} and ${service.metadata.name} both have port ${nodePort} of the nodes`);
        taken.set(nodePort, service.metadata.name);
      }
    }
  }
  return faults;
}

/** Whoever may ask the API server is bound to a Role; nobody else has a token. */
export function accountFaults(given: Case): readonly string[] {
  const faults: string[] = [];
  for (const { name, namespace, seats, draft } of given.systems) {
    for (const { cluster, set } of seats) {
      const objects = objectsOf(given, cluster);
      const at = `${name}/${cluster}`;
      const asks = draft.discovery === 'kubernetes-api';
      const spec = named(objects, 'StatefulSet', set, namespace)?.spec.template.spec;
      const account = named(objects, 'ServiceAccount', spec?.serviceAccountName, namespace);
      if ((spec?.automountServiceAccountToken ?? account?.['automountServiceAccountToken'] ?? true) !== asks)
        faults.push(`${at}: members ${asks ? 'lack' : 'have'} a token`);
      const bindings = ofKind(objects, 'RoleBinding').filter(each => each.metadata.namespace === namespace);
      const bound = bindings.filter(each =>
        each['subjects'].some(
          (subject: { kind: string; name: string; namespace: string }) =>
            subject.kind === 'ServiceAccount' && subject.name === spec?.serviceAccountName && subject.namespace === namespace,
        ),
      );
      const rules = bound.flatMap(each => named(objects, 'Role', each['roleRef'].name, namespace)?.['rules'] ?? []);
      if (asks !== rules.some((rule: { resources: readonly string[] }) => rule.resources.includes('pods')))
        faults.push(`${at}: members may ${asks ? 'not ' : ''}read pods`);
    }
  }
  return faults;
}

/** A certificate has the names that peers know its members by, and members have it. */
export function certificateFaults(given: Case): readonly string[] {
  const faults: string[] = [];
  for (const { name, namespace, seats, draft } of given.systems) {
    for (const { cluster, set, members } of seats) {
      const objects = objectsOf(given, cluster);
      const certificates = ofKind(objects, 'Certificate').filter(each => each.metadata.namespace === namespace);
      const at = `${name}/${cluster}`;
      if (!draft.tls) {
        if (certificates.length > 0) faults.push(`${at}: has a certificate that nobody asked for`);
        continue;
      }
      const [certificate] = certificates;
      if (!certificate || certificates.length > 1) {
        faults.push(`${at}: has ${certificates.length} certificates`);
        continue;
      }
      const names: readonly string[] = certificate.spec.dnsNames;
      for (const { host } of members) if (!names.includes(host)) faults.push(`${at}: the certificate is not of ${host}`);
      if (names.length !== members.length) faults.push(`${at}: the certificate is of ${names.join(', ')}`);
      if (certificate.spec.issuerRef.name !== 'peers' || certificate.spec.issuerRef.kind !== draft.tls)
        faults.push(`${at}: another issuer`);
      const spec = named(objects, 'StatefulSet', set, namespace)?.spec.template.spec;
      const volume = spec?.volumes.find(
        ({ secret }: { secret?: { secretName: string } }) => secret?.secretName === certificate.spec.secretName,
      );
      const mounted = spec?.containers[0].volumeMounts.some((mount: { name: string }) => mount.name === volume?.name);
      if (!volume || !mounted) faults.push(`${at}: members do not have their certificate`);
    }
  }
  return faults;
}

/** Every folder of the output is applied by one Application, in its own cluster, which the project lets it. */
export function deliveryFaults({ fleet, output }: Case): readonly string[] {
  const { delivery } = fleet;
  if (!delivery) return output.delivery.length > 0 ? ['Argo CD is told something, and does not deliver'] : [];
  const faults: string[] = [];
  const [project] = ofKind(output.delivery, 'AppProject');
  const allowed = new Set(
    (project?.spec.destinations ?? []).map((to: { name: string; namespace: string }) => `${to.name} ${to.namespace}`),
  );
  const applied = new Map<string, number>();
  for (const { kind, spec } of output.delivery) {
    if (kind === 'Application')
      applied.set(`${spec.destination.name} ${spec.source.path}`, (applied.get(`${spec.destination.name} ${spec.source.path}`) ?? 0) + 1);
    if (kind !== 'ApplicationSet') continue;
    for (const { cluster } of spec.generators[0].list.elements) {
      const path = spec.template.spec.source.path.replace('{{.cluster}}', cluster);
      applied.set(`${cluster} ${path}`, (applied.get(`${cluster} ${path}`) ?? 0) + 1);
      const steps = spec.strategy.rollingSync.steps.filter(
        ({ matchExpressions: [one] }: { matchExpressions: readonly [{ values: readonly string[] }] }) => one.values.includes(cluster),
      );
      if (steps.length !== 1) faults.push(`${cluster} is in ${steps.length} steps of ${path}`);
    }
  }
  const root = delivery.path.replace(/^\.\/?/, '').replace(/\/$/, '');
  for (const [cluster, objects] of output.clusters) {
    const units = new Set(
      fleet.systems
        .filter(system =>
          objects.some(({ kind, metadata }) => kind === 'StatefulSet' && metadata.labels?.['app.kubernetes.io/name'] === system.name),
        )
        .map(({ name }) => name),
    );
    for (const unit of [...units, 'external-dns']) {
      const key = `${cluster} ${root === '' ? '' : `${root}/`}${cluster}/${unit}`;
      if (applied.get(key) !== 1) faults.push(`${key}: applied by ${applied.get(key) ?? 0} Applications`);
    }
    for (const { metadata } of objects) {
      if (metadata.namespace !== undefined && !allowed.has(`${cluster} ${metadata.namespace}`))
        faults.push(`the project does not allow ${metadata.namespace} of ${cluster}`);
    }
  }
  return [...new Set(faults)];
}
