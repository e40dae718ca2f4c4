import fc from 'fast-check';
import type { ClusterFacts } from '../../lib/domain/cluster';
import { access } from './arbitrary-access';
import { engines } from './arbitrary-engine';
import { type Shape, shapes, topologyOf } from './arbitrary-topology';
import type { AccessDraft, DnsDraft, EngineDraft, StateDraft, SystemDraft, TopologyDraft } from './draft';
import { compactly, given } from './given';

const names = ['store', 'a', 'ledger-2', 'session-registry', 'kv', 'kv-eu', 'locks', 'a-system-with-a-name-of-some-length'];

/** One to three systems over the clusters of a fleet. */
export const systems = (clusters: readonly ClusterFacts[], dns: DnsDraft): fc.Arbitrary<readonly SystemDraft[]> =>
  fc
    .record({ count: fc.constantFrom(1, 1, 1, 2, 2, 3), named: fc.shuffledSubarray(names, { minLength: 3, maxLength: 3 }) })
    .chain(({ count, named }) => fc.tuple(...named.slice(0, count).map(name => system(name, clusters, dns))));

const system = (name: string, clusters: readonly ClusterFacts[], dns: DnsDraft): fc.Arbitrary<SystemDraft> =>
  fc
    .tuple(fc.shuffledSubarray([...clusters], { minLength: clusters.length, maxLength: clusters.length }), shapes(clusters.length))
    .chain(([order, shape]) =>
      topologyOf(
        shape,
        order.map(cluster => cluster.name),
      ).chain(topology =>
        fc
          .record({ engine: engines(shape), access: access(name, topology, clusters, dns) })
          .chain(({ engine, access: way }) => rest(name, shape, topology, engine, way)),
      ),
    );

const rest = (name: string, shape: Shape, topology: TopologyDraft, engine: EngineDraft, way: AccessDraft): fc.Arbitrary<SystemDraft> =>
  fc
    .record({
      name: fc.constant(name),
      namespace: given(fc.constantFrom(`${name}-ns`, `${name}-ns`, `${name}-ns`, `kube-${name}`), 1),
      engine: fc.constant(engine),
      storage: fc.constantFrom(1, 512, 1024, 3072, 8192, 10_000, 204_800),
      topology: fc.constant(topology),
      access: fc.constant(way),
      survive: fc.constant(shape === 'stretched' || shape === 'voting' ? ('any-one-cluster' as const) : ('any-one-member' as const)),
      rto: given(fc.constantFrom(600, 86_400), 0),
      rpo: given(fc.constantFrom(0, 3600), 0),
      discovery: given(
        fc.constantFrom('static-peers' as const, 'dns-srv' as const, 'kubernetes-api' as const, 'init-container' as const),
        3,
      ),
      tls: given(fc.constantFrom('Issuer' as const, 'ClusterIssuer' as const), 1),
      resources: given(fc.record({ cpu: fc.constantFrom('0', '100m', '1', '2.5', '0.5m'), memory: fc.constantFrom(1, 64, 300, 4096) }), 1),
      state: given(states(topology), 3),
    })
    .map(compactly) as fc.Arbitrary<SystemDraft>;

/** A state that its topology can be in. */
function states(topology: TopologyDraft): fc.Arbitrary<StateDraft> {
  const seats =
    topology.kind === 'active-active'
      ? topology.seats.map(({ cluster }) => cluster)
      : [topology.active, ...topology.standbys].map(({ cluster }) => cluster);
  const standbys = topology.kind === 'active-standby' ? topology.standbys : [];
  const own = standbys.filter(({ kind }) => kind === 'hot' || kind === 'cold' || kind === 'learner').map(({ cluster }) => cluster);
  const promotable = standbys.filter(({ kind }) => kind === 'voting' || kind === 'hot' || kind === 'cold').map(({ cluster }) => cluster);
  const one = (names: readonly string[]): fc.Arbitrary<readonly string[]> =>
    fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray([...names], { minLength: 0, maxLength: 1 }) });
  return fc
    .record({
      bootstrapped: fc.boolean(),
      formed: fc.oneof({ weight: 5, arbitrary: fc.subarray([...own]) }, { weight: 1, arbitrary: fc.subarray([...seats]) }),
      epoch: fc.integer({ min: 1, max: 9 }),
      active: promotable.length > 0 ? given(fc.constantFrom(...promotable), 1) : fc.constant(undefined),
      thawed: one(seats),
      drained: fc.oneof({ weight: 4, arbitrary: one(seats) }, { weight: 1, arbitrary: fc.subarray([...seats]) }),
    })
    .map(compactly) as fc.Arbitrary<StateDraft>;
}
