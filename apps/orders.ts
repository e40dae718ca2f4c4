import { Duration, Size } from 'cdk8s';
import {
  Access,
  type Cluster,
  type FleetApp,
  GatewayImplementation,
  GeoRaft,
  type OperatingState,
  RaftEngine,
  Seat,
  Standby,
  Survive,
  Topology,
} from '../lib';

/**
 * A program of the user's own, with 2/2/1 voters, behind Istio's gateways in the two clusters that may serve. Istio's outlier detection
 * takes out the members of the first region when it is lost; then locality failover sends clients to the second region. Without outlier
 * detection Istio ignores locality failover.
 */
export function orders(app: FleetApp, { state }: { readonly state?: OperatingState } = {}): GeoRaft {
  const [active, standby, witness] = app.fleet.clusters as readonly [Cluster, Cluster, Cluster];
  return new GeoRaft(app, 'orders', {
    engine: RaftEngine.generic({
      name: 'orders',
      image: 'registry.example.test/orders:3.2.0',
      raftPort: 8090,
      clientPort: 8080,
      dataPath: '/var/lib/orders',
      readiness: { handler: { kind: 'http', path: '/ready', port: 'client' }, needs: 'quorum' },
      shutdown: { grace: Duration.seconds(30) },
    }),
    storage: Size.gibibytes(8),
    topology: Topology.activeStandby({
      active: Seat.of(active, { voters: 2 }),
      standbys: [Standby.voting(standby, { voters: 2 }), Standby.witness(witness, { voters: 1 })],
    }),
    access: Access.gateway({
      host: `orders.${app.fleet.dns.zone}`,
      ttl: Duration.seconds(30),
      implementation: GatewayImplementation.istio({ retries: 'never' }),
      route: 'http',
      sites: [active, standby],
      outliers: { errors: 3, interval: Duration.seconds(1), ejection: Duration.seconds(30) },
      failback: 'automatic',
    }),
    objectives: { survive: Survive.anyOneCluster(), rpo: Duration.seconds(0) },
    ...(state ? { state } : {}),
  });
}
