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

/** etcd as one group over three clusters, with 2/2/1 voters: the first serves, the second is a voting standby, the third a witness. */
export function settings(app: FleetApp, { state }: { readonly state?: OperatingState } = {}): GeoRaft {
  const [active, standby, witness] = app.fleet.clusters as readonly [Cluster, Cluster, Cluster];
  return new GeoRaft(app, 'settings', {
    engine: RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' }),
    storage: Size.gibibytes(8),
    topology: Topology.activeStandby({
      active: Seat.of(active, { voters: 2 }),
      standbys: [Standby.voting(standby, { voters: 2 }), Standby.witness(witness, { voters: 1 })],
    }),
    access: Access.dns({ host: `settings.${app.fleet.dns.zone}`, ttl: Duration.seconds(30), exposure: Exposure.podAddresses() }),
    objectives: { survive: Survive.anyOneCluster(), rpo: Duration.seconds(0) },
    ...(state ? { state } : {}),
  });
}
