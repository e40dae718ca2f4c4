import { emptyFolder, everything } from '../synth/example';
import { objectsIn, type Written } from '../synth/output';

/** A container as it was written. */
type Container = Written;

/** Everything that the restricted Pod Security Standard forbids, by its own words (kubernetes.io, Pod Security Standards). */
function violations(pod: Written): readonly string[] {
  const containers: readonly Container[] = [...(pod.containers ?? []), ...(pod.initContainers ?? []), ...(pod.ephemeralContainers ?? [])];
  const context = pod.securityContext ?? {};
  const volumes = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret'];
  const found = [
    ...['hostNetwork', 'hostPID', 'hostIPC'].filter(field => pod[field]),
    ...(pod.volumes ?? [])
      .filter((volume: Written) => !volumes.some(kind => volume[kind]))
      .map((volume: Written) => `volume ${JSON.stringify(volume)}`),
    ...(context.windowsOptions || context.sysctls || context.seLinuxOptions ? ['pod options'] : []),
  ];
  for (const container of containers) {
    const own = container.securityContext ?? {};
    const seccomp = (own.seccompProfile ?? context.seccompProfile)?.type;
    if (own.privileged) found.push(`${container.name} is privileged`);
    if (own.allowPrivilegeEscalation !== false) found.push(`${container.name} may escalate`);
    if ((own.runAsNonRoot ?? context.runAsNonRoot) !== true) found.push(`${container.name} may run as root`);
    if ((own.runAsUser ?? context.runAsUser ?? 1) === 0) found.push(`${container.name} runs as root`);
    if (seccomp !== 'RuntimeDefault' && seccomp !== 'Localhost') found.push(`${container.name} has no seccomp profile`);
    if (!own.capabilities?.drop?.includes('ALL')) found.push(`${container.name} keeps capabilities`);
    if ((own.capabilities?.add ?? []).some((name: string) => name !== 'NET_BIND_SERVICE'))
      found.push(`${container.name} adds capabilities`);
    if ((container.ports ?? []).some((port: Written) => port.hostPort)) found.push(`${container.name} takes a port of the node`);
    if (own.procMount && own.procMount !== 'Default') found.push(`${container.name} mounts proc`);
  }
  return found;
}

const all = (() => {
  const folder = emptyFolder();
  everything(folder).synthesize();
  return objectsIn(`${folder}/dist`);
})();

const templates = all.flatMap(({ place, object }) =>
  object.spec?.template?.spec?.containers
    ? [[`${object.kind} ${object.metadata.namespace}/${object.metadata.name} in ${place}`, object.spec.template.spec as Written] as const]
    : [],
);

describe('every pod of the output', () => {
  it('is of a StatefulSet, a mirror, a joining job or ExternalDNS, and all of them are there', () => {
    const names = templates.map(([name]) => name).join('\n');
    for (const name of [
      'StatefulSet ',
      'Deployment ledger/ledger-mirror',
      'Job learning/',
      'Deployment external-dns/external-dns-global',
    ]) {
      expect(names).toContain(name);
    }
    expect(templates.some(([, pod]) => pod.initContainers)).toBe(true);
  });

  it.each(templates)('is admitted by the restricted standard: %s', (_, pod) => {
    expect(violations(pod)).toEqual([]);
  });

  it.each(templates)('writes nowhere but to its volumes: %s', (_, pod) => {
    for (const container of [...pod.containers, ...(pod.initContainers ?? [])]) {
      expect(container.securityContext.readOnlyRootFilesystem).toBe(true);
      const volumes = [...(pod.volumes ?? []).map(({ name }: Written) => name as unknown as string), 'data'];
      for (const { name } of container.volumeMounts ?? []) expect(volumes).toContain(name);
    }
  });

  it.each(templates)('has a memory limit that is its request, and a processor request: %s', (_, pod) => {
    for (const { resources } of [...pod.containers, ...(pod.initContainers ?? [])]) {
      expect(resources.limits.memory).toBe(resources.requests.memory);
      expect(resources.requests.cpu).toBeDefined();
    }
  });

  it.each(templates)('runs in a namespace that the output declares as restricted: %s', (name, _) => {
    const [, namespace, place] = /^\S+ ([^/]+)\/\S+ in (\S+)$/.exec(name) ?? [];
    const declared = all.find(
      ({ object, place: where }) => object.kind === 'Namespace' && where === place && object.metadata.name === namespace,
    );
    expect(declared?.object.metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/audit': 'restricted',
      'pod-security.kubernetes.io/warn': 'restricted',
    });
  });
});

describe('the checker of these tests', () => {
  it('finds what is wrong with a pod that says nothing', () => {
    const pod = { containers: [{ name: 'a' }], volumes: [{ name: 'b', hostPath: { path: '/' } }], hostNetwork: true };
    expect(violations(pod as unknown as Written)).toHaveLength(6);
  });
});

describe('a service account token', () => {
  const mounts = templates.filter(([, pod]) => pod.automountServiceAccountToken !== false).map(([name]) => name.split(' in ')[0]);

  it('is mounted by members that ask the API server, and by ExternalDNS, and by nobody else', () => {
    expect([...new Set(mounts)].sort()).toEqual([
      'Deployment external-dns/external-dns-global',
      'Deployment external-dns/external-dns-local',
      'StatefulSet asking/asking',
    ]);
  });

  it('is not mounted by default where no member needs one', () => {
    for (const { object } of all.filter(
      each => each.object.kind === 'ServiceAccount' && each.object.metadata.namespace !== 'external-dns',
    )) {
      expect([object.metadata.name, object.automountServiceAccountToken]).toEqual([
        object.metadata.name,
        object.metadata.name === 'asking',
      ]);
    }
  });
});

describe('a Secret', () => {
  it('is nowhere in the output', () => {
    expect(all.filter(({ object }) => object.kind === 'Secret')).toEqual([]);
  });
});
