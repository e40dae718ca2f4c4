import { Duration, Size } from 'cdk8s';
import type { ClusterFacts } from '../lib/domain/cluster';
import type { RaftSystem } from '../lib/domain/raft-system';
import type { FleetPlan, SeatPlan, SystemPlan } from '../lib/plan/model/system-plan';
import { planFleet } from '../lib/plan/system/plan-fleet';
import { planSystem } from '../lib/plan/system/plan-system';
import { Access, Cluster, Dns, DnsProvider, Fleet, Network, RaftEngine, RoundTrips, Seat, Survive, Topology, Traffic } from './nouns';

/** The value, which the test knows to be there. */
export function must<Value>(value: Value | undefined, what = 'the value'): Value {
  if (value === undefined) throw new Error(`${what} is missing`);
  return value;
}

const names = ['frankfurt', 'dublin', 'london', 'paris', 'milan', 'oslo'];

/** A cluster by its number; ranges and addresses follow from the number, so no two clusters share any. */
export const cluster = (index: number, facts: Partial<ClusterFacts> = {}): Cluster =>
  Cluster.of({
    name: names[index] ?? `cluster-${index}`,
    index,
    region: `region-${index}`,
    zones: ['a', 'b', 'c'],
    kubernetes: '1.34',
    podCidrs: [`10.${index >> 2}.${(index & 3) * 64}.0/18`],
    serviceCidrs: [`100.${64 + (index >> 4)}.${(index & 15) * 16}.0/20`],
    storageClass: 'standard',
    ingress: { className: 'nginx', addresses: [`198.51.${100 + (index >> 8)}.${index & 255}`] },
    apiServer: { cidrs: [`192.0.2.${index & 255}/32`], port: 6443 },
    ...facts,
  });

/** The same round trip between every two clusters. */
export const everyPair = (clusters: readonly Cluster[], millis = 10): RoundTrips =>
  RoundTrips.of(
    clusters.flatMap((one, position) => clusters.slice(position + 1).map(other => [one, other, Duration.millis(millis)] as const)),
  );

export const rfc2136 = DnsProvider.rfc2136({ host: '192.0.2.53' });
export const route53 = DnsProvider.route53();

export const dns = (overrides: Partial<Dns> = {}): Dns => Dns.externalDns({ zone: 'example.test', provider: rfc2136, ...overrides });

/** A fleet of these clusters, every pair 10 ms apart, names by RFC 2136, no delivery. */
export const fleetOf = (clusters: readonly Cluster[], overrides: Partial<Fleet> = {}): Fleet =>
  Fleet.of({ name: 'test', clusters, roundTrips: everyPair(clusters), network: Network.flat(), dns: dns(), ...overrides });

/** A fleet of n clusters with the numbers 0 to n − 1: frankfurt, dublin, london, paris, milan, oslo, cluster-6, … */
export const fleet = (size: number, overrides: Partial<Fleet> = {}): Fleet =>
  fleetOf(
    Array.from({ length: size }, (_, index) => cluster(index)),
    overrides,
  );

export const etcd = RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' });

/** An engine of one's own with a port for peers and one for clients. */
export const generic = RaftEngine.generic({
  name: 'demo',
  image: 'registry.example.test/demo:1.0.0',
  raftPort: 8090,
  clientPort: 8080,
  dataPath: '/var/lib/demo',
  shutdown: { grace: Duration.seconds(30) },
});

export const system = (topology: Topology, overrides: Partial<RaftSystem> = {}): RaftSystem => ({
  engine: etcd,
  storage: Size.gibibytes(8),
  topology,
  access: Access.internal(),
  objectives: { survive: Survive.anyOneMember() },
  ...overrides,
});

/** An active-active topology with these votes, cluster by cluster. */
export const spread = (clusters: readonly Cluster[], votes: readonly number[], traffic: Traffic = Traffic.roundRobin()): Topology =>
  Topology.activeActive({ seats: votes.map((voters, position) => Seat.of(must(clusters[position]), { voters })), traffic });

/** The plan of a fleet with these systems, by name. */
export const plan = (described: Fleet, systems: Readonly<Record<string, RaftSystem>>): FleetPlan =>
  planFleet(
    described,
    Object.entries(systems).map(([name, one]) => planSystem(name, one, described)),
  );

export const seatOf = (planned: SystemPlan, name: string): SeatPlan =>
  must(
    planned.seats.find(({ cluster: { name: found } }) => found === name),
    `the seat of ${name}`,
  );
