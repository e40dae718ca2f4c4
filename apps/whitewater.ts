import { Duration, Size } from 'cdk8s';
import { healthCheckIds } from '../clusters/health-checks';
import {
  Access,
  type Cluster,
  Exposure,
  type FleetApp,
  GeoRaft,
  HealthChecks,
  HealthRequest,
  type OperatingState,
  PeerDiscovery,
  RaftEngine,
  Seat,
  Survive,
  Topology,
  Traffic,
} from '../lib';

export interface WhitewaterProps {
  readonly state?: OperatingState;
  /** How members find each other. @default PeerDiscovery.dnsSrv() */
  readonly discovery?: PeerDiscovery;
}

/** Active-active over three clusters, with 2/2/1 voters. Traffic is weighted where the DNS provider has weights, otherwise round robin. */
export function whitewater(app: FleetApp, { state, discovery = PeerDiscovery.dnsSrv() }: WhitewaterProps = {}): GeoRaft {
  const [first, second, third] = app.fleet.clusters as readonly [Cluster, Cluster, Cluster];
  const weighted = app.fleet.dns.provider.capabilities.policies.includes('weighted');
  return new GeoRaft(app, 'whitewater', {
    engine: RaftEngine.generic({
      name: 'whitewater',
      image: 'registry.example.test/whitewater:1.0.0',
      raftPort: 8090,
      dataPath: '/var/lib/whitewater',
      shutdown: { grace: Duration.seconds(30) },
    }),
    storage: Size.gibibytes(10),
    discovery,
    topology: Topology.activeActive({
      seats: [Seat.of(first, { voters: 2 }), Seat.of(second, { voters: 2 }), Seat.of(third, { voters: 1 })],
      traffic: weighted
        ? Traffic.weighted([
            [first, 100],
            [second, 100],
            [third, 50],
          ])
        : Traffic.roundRobin(),
    }),
    access: Access.dns({
      host: `whitewater.${app.fleet.dns.zone}`,
      ttl: Duration.seconds(30),
      exposure: Exposure.ingress(),
      ...(weighted ? { healthChecks: checks(app, [first, second, third]) } : {}),
    }),
    objectives: { survive: Survive.anyOneCluster(), ...(weighted ? { rto: Duration.seconds(120) } : {}) },
    ...(state ? { state } : {}),
  });
}

/** Health checks that Terraform makes, with the ids that it has printed. In a fleet without Terraform the checks exist already. */
function checks({ fleet }: FleetApp, clusters: readonly Cluster[]): HealthChecks {
  const ids = clusters.flatMap(cluster => {
    const id = healthCheckIds.whitewater?.[cluster.name];
    return id ? [[cluster, id] as const] : [];
  });
  const timing = { interval: Duration.seconds(10), failures: 3 };
  if (!fleet.terraform) return HealthChecks.existing({ ids, ...timing });
  return HealthChecks.terraform({ request: HealthRequest.http({ port: 80, path: '/healthz' }), ids, ...timing });
}
