import { Duration, Size } from 'cdk8s';
import {
  Access,
  type Cluster,
  Exposure,
  type FleetApp,
  GeoRaft,
  type OperatingState,
  PartialFailure,
  RaftEngine,
  Seat,
  Sessions,
  Survive,
  Topology,
  Traffic,
} from '../lib';

/**
 * A store of sessions with an HTTP interface, behind load balancers in all three clusters. The first two clusters get 40 % of the clients
 * each, the third one 20 %. A cookie keeps a client at its cluster. A request that is in flight at a failover is sent again.
 */
export function sessions(app: FleetApp, { state }: { readonly state?: OperatingState } = {}): GeoRaft {
  const [first, second, third] = app.fleet.clusters as readonly [Cluster, Cluster, Cluster];
  return new GeoRaft(app, 'sessions', {
    engine: RaftEngine.generic({
      name: 'sessions',
      image: 'registry.example.test/platform/sessions:1.4.2',
      raftPort: 8090,
      clientPort: 8080,
      dataPath: '/var/lib/sessions',
      readiness: { handler: { kind: 'http', path: '/ready', port: 'client' }, needs: 'quorum' },
      shutdown: { grace: Duration.seconds(30) },
    }),
    storage: Size.gibibytes(4),
    topology: Topology.activeActive({
      seats: [Seat.of(first, { voters: 2 }), Seat.of(second, { voters: 2 }), Seat.of(third, { voters: 1 })],
      traffic: Traffic.weighted([
        [first, 40],
        [second, 40],
        [third, 20],
      ]),
    }),
    access: Access.loadBalancer({
      sites: [
        { cluster: first, addresses: ['198.51.100.11'] },
        { cluster: second, addresses: ['198.51.100.21'] },
        { cluster: third, addresses: ['198.51.100.31'] },
      ],
      image: 'docker.io/library/haproxy:3.0.12',
      protocol: 'http',
      exposure: Exposure.podAddresses(),
      checks: { interval: Duration.seconds(1), timeout: Duration.seconds(1), fall: 3, rise: 2 },
      name: { host: `sessions.${app.fleet.dns.zone}`, ttl: Duration.minutes(5) },
      frontend: Exposure.loadBalancer(),
      clientCidrs: ['192.0.2.0/24'],
      sessions: Sessions.byCookie({ name: 'sessions-at' }),
      partialFailure: PartialFailure.forward({ attempts: 2, timeout: Duration.seconds(5) }),
      failback: 'automatic',
    }),
    objectives: { survive: Survive.anyOneCluster(), rpo: Duration.seconds(0) },
    ...(state ? { state } : {}),
  });
}
