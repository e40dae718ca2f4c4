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

/** etcd with a group of its own in each cluster. The first cluster serves, a mirror keeps the second one hot, the third one is cold. */
export function ledger(app: FleetApp, { state }: { readonly state?: OperatingState } = {}): GeoRaft {
  const [active, hot, cold] = app.fleet.clusters as readonly [Cluster, Cluster, Cluster];
  return new GeoRaft(app, 'ledger', {
    engine: RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' }),
    storage: Size.gibibytes(8),
    topology: Topology.activeStandby({
      active: Seat.of(active, { voters: 3 }),
      standbys: [
        Standby.hot(hot, { voters: 3, lag: Duration.seconds(5) }),
        Standby.cold(cold, {
          voters: 3,
          backup: { interval: Duration.hours(1), upload: Duration.minutes(5), restore: Duration.minutes(10) },
        }),
      ],
    }),
    access: Access.dns({ host: `ledger.${app.fleet.dns.zone}`, ttl: Duration.seconds(30), exposure: Exposure.podAddresses() }),
    objectives: { survive: Survive.anyOneMember(), rpo: Duration.seconds(10) },
    ...(state ? { state } : {}),
  });
}
