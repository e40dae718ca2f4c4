import { whitewater } from '../../apps/whitewater';
import { PeerDiscovery } from '../nouns';
import { emptyApp, emptyFolder } from '../synth/example';
import { find, objectsIn, ofKind, type Placed, type Written } from '../synth/output';

/** Whitewater as the requirements' three modes want it (seeds/004). */
function rendered(discovery: PeerDiscovery): {
  readonly all: readonly Placed[];
  readonly pod: Written;
  readonly env: ReadonlyMap<string, unknown>;
} {
  const folder = emptyFolder();
  const app = emptyApp(folder);
  whitewater(app, { discovery });
  expect(app.synthesize().findings).toEqual([]);
  const all = objectsIn(`${folder}/dist`);
  const pod = find(all, 'dublin', 'StatefulSet', 'whitewater').spec.template.spec as Written;
  const env = pod.containers[0].env.map(({ name, value, valueFrom }: Written) => [
    name,
    value ?? valueFrom?.fieldRef?.fieldPath ?? valueFrom,
  ]);
  return { all, pod, env: new Map(env) };
}

const identity = { POD_NAME: 'metadata.name', POD_IP: 'status.podIP' };

describe('whitewater, which finds its peers by SRV records', () => {
  const { all, env } = rendered(PeerDiscovery.dnsSrv());

  it('knows its service, its port, its namespace and itself', () => {
    expect(Object.fromEntries(env)).toMatchObject({
      ...identity,
      SERVICE_NAME: 'whitewater-peer',
      SERVICE_PORT_NAME: 'raft',
      NAMESPACE: 'metadata.namespace',
    });
  });

  it('asks for records that exist: a headless Service with a port of that name', () => {
    const service = find(all, 'dublin', 'Service', String(env.get('SERVICE_NAME')));
    expect(service.spec.clusterIP).toBe('None');
    expect(service.spec.ports).toContainEqual({ name: env.get('SERVICE_PORT_NAME'), port: 8090, protocol: 'TCP', targetPort: 'raft' });
  });

  it('may not read pods', () => {
    expect(ofKind(all, 'Role')).toEqual([]);
    expect(ofKind(all, 'RoleBinding')).toEqual([]);
  });
});

describe('whitewater, which asks the API server', () => {
  const { all, pod, env } = rendered(PeerDiscovery.kubernetesApi());

  it('knows its namespace, a selector and itself', () => {
    expect(Object.fromEntries(env)).toMatchObject({ ...identity, NAMESPACE: 'metadata.namespace', LABEL_SELECTOR: expect.any(String) });
  });

  it('selects exactly its own members', () => {
    const labels = Object.fromEntries(
      String(env.get('LABEL_SELECTOR'))
        .split(',')
        .map(pair => pair.split('=')),
    );
    expect(find(all, 'dublin', 'StatefulSet', 'whitewater').spec.selector.matchLabels).toEqual(labels);
  });

  it('may get, list and watch pods in its namespace, and nothing else', () => {
    for (const cluster of ['frankfurt', 'dublin', 'london']) {
      const role = find(all, cluster, 'Role', 'whitewater-peers');
      const binding = find(all, cluster, 'RoleBinding', 'whitewater-peers');
      expect(role.metadata.namespace).toBe('whitewater');
      expect(role.rules).toEqual([{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }]);
      expect(binding.roleRef).toEqual({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role.metadata.name });
      expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: pod.serviceAccountName, namespace: 'whitewater' }]);
    }
  });

  it('has a token, and may reach the API server of its own cluster', () => {
    expect(pod.automountServiceAccountToken).toBe(true);
    const { egress } = find(all, 'dublin', 'NetworkPolicy', 'whitewater-voter').spec;
    expect(egress).toContainEqual({ to: [{ ipBlock: { cidr: '10.2.0.0/28' } }], ports: [{ port: 443, protocol: 'TCP' }] });
  });
});

describe('whitewater, which reads a file of an init container', () => {
  const { all, pod, env } = rendered(PeerDiscovery.initContainer({ image: 'busybox:1.36.1' }));

  it('knows the file and itself', () => {
    expect(Object.fromEntries(env)).toMatchObject({ ...identity, PEERS_FILE: '/config/peers.json' });
  });

  it('finds the file where the init container writes it', () => {
    const mount = ({ volumeMounts }: Written, path: string): Written | undefined =>
      volumeMounts.find(({ mountPath }: Written) => (mountPath as unknown as string) === path);
    const [init] = pod.initContainers;
    const [container] = pod.containers;
    expect(init.name).toBe('discover-peers');
    expect(mount(container, '/config')).toMatchObject({ readOnly: true, name: mount(init, '/config')?.name });
    expect(pod.volumes).toContainEqual({ name: mount(init, '/config')?.name, emptyDir: {} });
    expect(init.command.join(' ')).toContain(String(env.get('PEERS_FILE')));
  });

  it('gets the list of all voters of the fleet, in the form that the requirements show', () => {
    for (const cluster of ['frankfurt', 'dublin', 'london']) {
      const { peers } = JSON.parse(find(all, cluster, 'ConfigMap', 'whitewater-bootstrap').data['peers.json']);
      expect(peers).toEqual([
        'whitewater-0.frankfurt.whitewater.example.test:8090',
        'whitewater-1.frankfurt.whitewater.example.test:8090',
        'whitewater-10.dublin.whitewater.example.test:8090',
        'whitewater-11.dublin.whitewater.example.test:8090',
        'whitewater-20.london.whitewater.example.test:8090',
      ]);
    }
  });
});

describe('every mode', () => {
  it.each([
    ['SRV records', PeerDiscovery.dnsSrv()],
    ['the API server', PeerDiscovery.kubernetesApi()],
    ['an init container', PeerDiscovery.initContainer({ image: 'busybox:1.36.1' })],
    ['nothing but the static list', PeerDiscovery.staticPeers()],
  ])('with %s gives the list of all voters and their number, alike in every cluster', (_, discovery) => {
    const { all, env } = rendered(discovery);
    const inputs = ['frankfurt', 'dublin', 'london'].map(cluster => find(all, cluster, 'ConfigMap', 'whitewater-bootstrap').data);
    expect(inputs[0].RAFT_EXPECTED_VOTERS).toBe('5');
    expect(inputs[0].RAFT_PEERS.split(',')).toHaveLength(5);
    expect(inputs[1]).toEqual(inputs[0]);
    expect(inputs[2]).toEqual(inputs[0]);
    expect([...env.keys()]).toEqual(expect.arrayContaining(['RAFT_PEERS', 'RAFT_EXPECTED_VOTERS', 'RAFT_ADVERTISE']));
  });
});
