import { Duration } from 'cdk8s';
import { generic } from '../../lib/engines/generic';
import { PeerDiscovery } from '../nouns';
import { context } from './context';

const props = {
  name: 'demo',
  image: 'registry.example.test/demo:1.0.0',
  raftPort: 8090,
  dataPath: '/data',
  shutdown: { grace: Duration.seconds(45) },
};
const bind = (overrides: Partial<Parameters<typeof generic>[0]> = {}, given: Parameters<typeof context>[0] = {}) =>
  generic({ ...props, ...overrides }).bind(context(given));

const peers = [
  'demo-0.frankfurt.demo.example.test:8090',
  'demo-1.frankfurt.demo.example.test:8090',
  'demo-10.dublin.demo.example.test:8090',
];

describe('a Raft program', () => {
  it('gets all voters of the group and how many they are', () => {
    expect(bind().bootstrap).toEqual({ RAFT_PEERS: peers.join(','), RAFT_EXPECTED_VOTERS: '3' });
  });

  it('gets them under the names that it reads', () => {
    expect(bind({ variables: { peers: 'PEERS', expectedVoters: 'SIZE' } }).bootstrap).toEqual({ PEERS: peers.join(','), SIZE: '3' });
  });

  it('tells its peers its own name below its cluster’s domain', () => {
    expect(bind().env).toContainEqual({ name: 'RAFT_ADVERTISE', value: '$(POD_NAME).dublin.demo.example.test:8090' });
    expect(bind({ variables: { advertise: 'ME' } }).env).toContainEqual({ name: 'ME', value: '$(POD_NAME).dublin.demo.example.test:8090' });
  });

  it('knows its pod’s name before anything that is made of it', () => {
    const names = bind().env.map(({ name }) => name);
    expect(names.indexOf('POD_NAME')).toBeLessThan(names.indexOf('RAFT_ADVERTISE'));
  });

  it('has one port for everybody unless clients have their own', () => {
    expect(bind().ports).toEqual([{ name: 'raft', port: 8090, serves: ['peers', 'clients'] }]);
    expect(bind({ clientPort: 8090 }).ports).toEqual([{ name: 'raft', port: 8090, serves: ['peers', 'clients'] }]);
    expect(bind({ clientPort: 8080, raftPortName: 'consensus' }).ports).toEqual([
      { name: 'consensus', port: 8090, serves: ['peers'] },
      { name: 'client', port: 8080, serves: ['clients'] },
    ]);
  });

  it('is asked for a connection only, unless it says more', () => {
    const connects = { kind: 'tcp', port: 'raft' };
    expect(bind()).toMatchObject({ liveness: connects, startup: connects, readiness: { handler: connects, needs: 'process' } });
    const http = { kind: 'http', path: '/health', port: 'raft' } as const;
    expect(bind({ liveness: http, readiness: { handler: http, needs: 'quorum' } })).toMatchObject({
      liveness: http,
      startup: http,
      readiness: { handler: http, needs: 'quorum' },
    });
  });

  it('takes no learners, and no mirror but its own', () => {
    expect(generic(props).maxLearners).toBe(0);
    expect(generic(props).mirror).toBeUndefined();
    const mirror = () => ({ command: ['copy'], args: [] });
    expect(generic({ ...props, mirror }).mirror).toBe(mirror);
  });

  it('is not run by root', () => {
    expect(bind().user).toBeGreaterThan(0);
    expect(bind({ user: 2000 }).user).toBe(2000);
  });
});

describe.each([
  ['static peers', PeerDiscovery.staticPeers(), []],
  [
    'SRV records',
    PeerDiscovery.dnsSrv(),
    [
      { name: 'SERVICE_NAME', value: 'demo-peer' },
      { name: 'SERVICE_PORT_NAME', value: 'raft' },
      { name: 'NAMESPACE', field: 'metadata.namespace' },
    ],
  ],
  [
    'the API server',
    PeerDiscovery.kubernetesApi(),
    [
      { name: 'NAMESPACE', field: 'metadata.namespace' },
      { name: 'LABEL_SELECTOR', value: 'app.kubernetes.io/name=demo,app.kubernetes.io/component=voter' },
    ],
  ],
  ['an init container', PeerDiscovery.initContainer({ image: 'busybox:1.36.1' }), [{ name: 'PEERS_FILE', value: '/config/peers.json' }]],
] as const)('discovery by %s', (_, discovery, expected) => {
  const known = ['POD_NAME', 'POD_IP', 'RAFT_ADVERTISE'];

  it('adds what the program needs for it and nothing else', () => {
    expect(bind({}, { discovery }).env.filter(({ name }) => !known.includes(name))).toEqual(expected);
  });

  it('still gives the static list of all voters', () => {
    expect(bind({}, { discovery }).bootstrap).toEqual({ RAFT_PEERS: peers.join(','), RAFT_EXPECTED_VOTERS: '3' });
  });

  it('writes the file of peers for an init container only', () => {
    const { bootstrapFiles } = bind({}, { discovery });
    if (discovery.kind !== 'init-container') expect(bootstrapFiles).toBeUndefined();
    else expect(JSON.parse(bootstrapFiles?.['peers.json'] ?? '')).toEqual({ peers });
  });
});
