import { Duration } from 'cdk8s';
import { orders } from '../../apps/orders';
import { quotes } from '../../apps/quotes';
import { production } from '../../clusters';
import {
  Access,
  Cluster,
  Delivery,
  Exposure,
  Fleet,
  type FleetApp,
  GatewayImplementation,
  GeoRaft,
  RaftEngine,
  RoundTrips,
  Seat,
  Sessions,
  Standby,
  Survive,
  Topology,
  Traffic,
} from '../../lib';
import { must } from '../fixtures';
import { stretched } from './example';

const at = (index: number, address: string): Cluster => Cluster.of({ ...must(production.clusters[index]), nodeAddresses: [address] });

/** The example's clusters, whose nodes are reached at addresses of their own. */
const clusters = [at(0, '192.0.2.10'), at(1, '192.0.2.20'), at(2, '2001:db8::30')] as const;
const [frankfurt, dublin, london] = clusters;
const name = { ttl: Duration.seconds(30) };

/** The example's fleet with these clusters and no Terraform. */
export const waysInFleet: Fleet = (() => {
  const { terraform: _, ...rest } = production;
  const { repoUrl, project } = must(production.delivery);
  const apart = ([one, other, time]: readonly [Cluster, Cluster, Duration]) => [clusters[one.index], clusters[other.index], time] as const;
  return Fleet.of({
    ...rest,
    clusters,
    roundTrips: RoundTrips.of(must(production.roundTrips).pairs.map(pair => apart(pair) as readonly [Cluster, Cluster, Duration])),
    delivery: Delivery.argoCd({ repoUrl, project, runsOn: london }),
  });
})();

/** Systems that clients reach in every way but DNS over an Ingress: lists, gateways, ports of nodes. */
export function waysIn(app: FleetApp): void {
  quotes(app);
  orders(app);
  new GeoRaft(
    app,
    'ports',
    stretched({
      topology: Topology.activeActive({
        seats: [Seat.of(frankfurt, { voters: 2 }), Seat.of(dublin, { voters: 2 }), Seat.of(london, { voters: 1 })],
        traffic: Traffic.ordered([dublin, frankfurt, london]),
      }),
      access: Access.clientList({
        exposure: Exposure.nodePorts({ raft: 30_090 }),
        connectTimeout: Duration.seconds(1),
        clientCidrs: ['203.0.113.0/24'],
      }),
    }),
  );
  new GeoRaft(
    app,
    'routed',
    stretched({
      topology: Topology.activeStandby({
        active: Seat.of(frankfurt, { voters: 3 }),
        standbys: [Standby.cold(london, { voters: 3, backup: { interval: Duration.hours(1), upload: Duration.minutes(5) } })],
      }),
      objectives: { survive: Survive.anyOneMember() },
      access: Access.dns({
        ...name,
        host: 'routed.example.test',
        exposure: Exposure.gateway({ route: 'tcp', listener: { name: 'routed', port: 8090 } }),
      }),
    }),
  );
  new GeoRaft(
    app,
    'shared',
    stretched({
      topology: Topology.activeActive({
        seats: [Seat.of(frankfurt, { voters: 2 }), Seat.of(dublin, { voters: 2 }), Seat.of(london, { voters: 1 })],
        traffic: Traffic.weighted([
          [frankfurt, 70],
          [dublin, 30],
        ]),
      }),
      access: Access.gateway({
        ...name,
        host: 'shared.example.test',
        implementation: GatewayImplementation.gatewayApi({ channel: 'experimental' }),
        route: 'http',
        sites: [frankfurt, dublin],
        sessions: Sessions.byCookie({ name: 'home' }),
        partialFailure: { kind: 'forward', attempts: 2, timeout: Duration.seconds(3) },
      }),
    }),
  );
  new GeoRaft(
    app,
    'trial',
    stretched({
      engine: RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' }),
      topology: Topology.activeStandby({
        active: Seat.of(frankfurt, { voters: 3 }),
        standbys: [Standby.hot(london, { voters: 3, lag: Duration.seconds(5) })],
      }),
      objectives: { survive: Survive.anyOneMember() },
      access: Access.gateway({
        ...name,
        host: 'trial.example.test',
        implementation: GatewayImplementation.gatewayApi({ services: 'net.gke.io' }),
        route: 'grpc',
        sites: [frankfurt, london],
        shadow: { cluster: london, percent: 5 },
      }),
    }),
  );
}
