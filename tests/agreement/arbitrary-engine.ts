import fc from 'fast-check';
import type { Shape } from './arbitrary-topology';
import type { EngineDraft, MirrorForm } from './draft';
import { extraCount, firstWrong } from './engines';
import { compactly, given } from './given';

const images = [
  'registry.example.test/team/store:1.0.0',
  `registry.example.test/store@sha256:${'4f'.repeat(32)}`,
  'store:v2.11.0-alpine',
  'localhost:5000/store:1.0.0-rc.1',
  `store:1.2.3@sha256:${'0a'.repeat(32)}`,
];

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, position) => from + position);

/** Engines that a topology of a shape can be made with: one with learners, one with a mirror, or any. */
export const engines = (shape: Shape): fc.Arbitrary<EngineDraft> => {
  const kind =
    shape === 'learner'
      ? fc.constantFrom('etcd' as const, 'etcd' as const, 'own' as const)
      : fc.constantFrom('etcd' as const, 'generic' as const, 'own' as const);
  return fc
    .record({
      kind,
      name: fc.constantFrom('store', 'kv', 'raft-engine', 'discover-peers', 'haproxy'),
      image: fc.constantFrom(...images),
      pullSecret: fc.constantFrom(false, false, true),
      ports: fc.uniqueArray(
        fc.oneof(fc.constantFrom(80, 443, 1024, 2379, 2380, 4001, 8090, 8404, 65_535), fc.integer({ min: 1024, max: 65_535 })),
        {
          minLength: 6,
          maxLength: 6,
        },
      ),
      clients: fc.constantFrom(0, 1, 1, 1, 2, 3),
      silent: fc.constantFrom(...Array<false>(11).fill(false), true),
      probes: fc.boolean(),
      portNames: fc.shuffledSubarray(['raft', 'http', 'grpc', 'p2p', 'clients-tls', 'admin-and-probe', 'x1', 'health'], {
        minLength: 6,
        maxLength: 6,
      }),
      dataPath: fc.constantFrom('/data', '/var/lib/store', '/srv/a/b/c', '/data/', '/tmp', '/config', '/etc/georaft/peer-tls'),
      readiness: fc.constantFrom('process' as const, 'member' as const, 'quorum' as const),
      probe: fc.constantFrom('http' as const, 'http' as const, 'tcp' as const, 'exec' as const),
      grace: fc.constantFrom(1, 30, 75, 600),
      pause: given(fc.constantFrom('sleep' as const, 'exec' as const, 'http' as const), 1),
      user: fc.constantFrom(1, 999, 10_001, 65_532),
      heartbeat: fc.constantFrom(50, 100, 250, 1000),
      election: fc.constantFrom(500, 1000, 4999, 5000, 5001, 20_000),
      mirror: fc.constantFrom<MirrorForm>('host', 'host-port', 'url', 'json', 'one-each'),
      peers: fc.constantFrom('variable' as const, 'flag' as const, 'flag-apart' as const, 'file' as const),
      extras: fc.subarray(numbers(0, firstWrong), { maxLength: 6 }),
      wrong: given(fc.constantFrom(...numbers(firstWrong, extraCount)), 0),
      quota: given(fc.constantFrom(256, 1024, 4096), 1),
      learners: fc.constantFrom(1, 2),
    })
    .map(({ ports, clients, silent, probes, election, heartbeat, extras, wrong, ...draft }) => {
      const [peerPort = 8090, probePort, ...clientPorts] = ports;
      const mirrored = shape === 'hot' || shape === 'mixed' ? draft.mirror : undefined;
      const etcd = draft.kind === 'etcd' ? { image: 'quay.io/coreos/etcd:v3.6.5', name: 'etcd' } : {};
      return compactly({
        ...draft,
        ...etcd,
        peerPort,
        clientPorts: clientPorts.slice(0, clients),
        silent: silent && draft.kind === 'own' ? true : undefined,
        probePort: probes ? probePort : undefined,
        heartbeat,
        election: Math.max(election, 5 * heartbeat),
        mirror: mirrored,
        extras: wrong === undefined ? extras : [...extras, wrong],
      });
    }) as fc.Arbitrary<EngineDraft>;
};
