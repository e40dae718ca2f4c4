import { Duration, Size } from 'cdk8s';
import {
  Access,
  type Cluster,
  Exposure,
  type FleetApp,
  GeoRaft,
  type OperatingState,
  RaftEngine,
  Seat,
  Standby,
  Survive,
  Topology,
} from '../lib';

/**
 * etcd as one group over three clusters, with 2/2/1 voters. Its clients have a list of endpoints: first those of the cluster that serves,
 * then those of the standby. No name has to move at a failover.
 */
export function quotes(app: FleetApp, { state }: { readonly state?: OperatingState } = {}): GeoRaft {
  const [active, standby, witness] = app.fleet.clusters as readonly [Cluster, Cluster, Cluster];
  return new GeoRaft(app, 'quotes', {
    engine: RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' }),
    storage: Size.gibibytes(8),
    topology: Topology.activeStandby({
      active: Seat.of(active, { voters: 2 }),
      standbys: [Standby.voting(standby, { voters: 2 }), Standby.witness(witness, { voters: 1 })],
    }),
    access: Access.clientList({
      exposure: Exposure.podAddresses(),
      connectTimeout: Duration.seconds(2),
      namespaces: ['trading'],
      failback: 'automatic',
    }),
    objectives: { survive: Survive.anyOneCluster(), rpo: Duration.seconds(0) },
    ...(state ? { state } : {}),
  });
}
