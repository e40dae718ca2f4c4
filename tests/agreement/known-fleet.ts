import type { ClusterFacts } from '../../lib/domain/cluster';
import type { EngineDraft, FleetDraft, SystemDraft } from './draft';

const cluster = (name: string, index: number): ClusterFacts => ({
  name,
  index,
  region: `region-${index}`,
  zones: ['a', 'b', 'c'],
  kubernetes: '1.34',
  podCidrs: [`10.${index}.0.0/16`],
  serviceCidrs: [`172.20.${index}.0/24`],
  clusterDomain: 'cluster.local',
  storageClass: 'standard',
  ingress: { className: 'nginx', addresses: [`198.51.100.${index}`] },
  nodeAddresses: [`192.0.2.${index}`],
  apiServer: { cidrs: [`100.64.0.${index}/32`], port: 6443 },
});

const etcd: EngineDraft = {
  kind: 'etcd',
  name: 'etcd',
  image: 'quay.io/coreos/etcd:v3.6.5',
  pullSecret: false,
  peerPort: 2380,
  clientPorts: [2379],
  portNames: [],
  dataPath: '/var/lib/etcd',
  readiness: 'quorum',
  probe: 'http',
  grace: 30,
  user: 10_001,
  heartbeat: 100,
  election: 1000,
  learners: 1,
  peers: 'variable',
  extras: [],
};
const own: EngineDraft = {
  ...etcd,
  kind: 'own',
  name: 'store',
  image: 'registry.example.test/store:1.0.0',
  portNames: ['raft', 'client'],
  dataPath: '/data',
};

const system = (name: string, given: Pick<SystemDraft, 'topology'> & Partial<SystemDraft>): SystemDraft => ({
  name,
  engine: etcd,
  storage: 8192,
  access: { kind: 'internal' },
  survive: 'any-one-member',
  ...given,
});

/** Three clusters and a system for each thing that is held of objects. */
export const knownFleet: FleetDraft = {
  name: 'known',
  clusters: [cluster('first', 1), cluster('second', 2), cluster('third', 3)],
  stride: 10,
  distance: 5,
  dns: { zone: 'example.test', provider: 'rfc2136', edge: 'plain', option: false, peerTtl: 5, interval: 60 },
  translated: false,
  delivery: { mode: 'applications', runsOn: 'third', path: 'dist', repository: 'https://git.example.test/fleet.git', namespace: 'argocd' },
  retired: [],
  history: false,
  acknowledged: [],
  systems: [
    system('voting', {
      topology: {
        kind: 'active-standby',
        active: { cluster: 'first', members: 2 },
        standbys: [
          { kind: 'voting', cluster: 'second', members: 2 },
          { kind: 'witness', cluster: 'third', members: 1 },
        ],
      },
      access: { kind: 'dns', host: 'to-voting.example.test', ttl: 30, exposure: { kind: 'pod-addresses' }, terms: {} },
      tls: 'ClusterIssuer',
      discovery: 'kubernetes-api',
    }),
    system('mirrored', {
      topology: {
        kind: 'active-standby',
        active: { cluster: 'first', members: 3 },
        standbys: [{ kind: 'hot', cluster: 'second', members: 3 }],
      },
    }),
    system('joined', {
      topology: {
        kind: 'active-standby',
        active: { cluster: 'first', members: 3 },
        standbys: [{ kind: 'learner', cluster: 'second', members: 1 }],
      },
    }),
    system('balanced', {
      engine: own,
      topology: {
        kind: 'active-active',
        seats: ['first', 'second', 'third'].map(name => ({ cluster: name, members: 1 })),
        traffic: { kind: 'round-robin' },
      },
      access: {
        kind: 'load-balancer',
        places: ['first', 'second'],
        protocol: 'tcp',
        exposure: { kind: 'pod-addresses' },
        entry: 'node-ports',
        terms: { clients: ['192.0.2.128/25'] },
        fall: 3,
        replicas: 2,
      },
    }),
    system('routed', {
      topology: { kind: 'active-active', seats: [{ cluster: 'third', members: 3 }], traffic: { kind: 'round-robin' } },
      access: { kind: 'dns', host: 'to-routed.example.test', ttl: 30, exposure: { kind: 'ingress', tls: false }, terms: {} },
    }),
  ],
};
