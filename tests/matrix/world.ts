import { join } from 'node:path';
import { Duration, Size } from 'cdk8s';
import { platform } from '../../apps/platform';
import {
  Access,
  Cluster,
  Delivery,
  Dns,
  DnsProvider,
  Exposure,
  Fleet,
  FleetApp,
  type FleetAppProps,
  GatewayImplementation,
  GeoRaft,
  type GeoRaftProps,
  HealthChecks,
  HealthRequest,
  Network,
  OnCall,
  RaftEngine,
  RoundTrips,
  Seat,
  Standby,
  Survive,
  TerraformSettings,
  Topology,
  Traffic,
} from '../../lib';

/** What a program has in the place of the base's: everything else of it is as in a fleet that breaks no rule. */
export interface Program {
  readonly fleet?: Partial<Fleet>;
  /** The fleet as a whole. */
  readonly whole?: Fleet;
  readonly system?: Partial<GeoRaftProps>;
  readonly props?: FleetAppProps;
  readonly more?: (app: FleetApp) => void;
}

/** A cluster of which everything is said. */
export const facts = (index: number, name: string): Required<Cluster> => ({
  name,
  index,
  region: `eu-${index}`,
  zones: ['a', 'b', 'c'],
  kubernetes: '1.34',
  podCidrs: [`10.${100 + index}.0.0/16`],
  serviceCidrs: [`10.${200 + index}.0.0/16`],
  clusterDomain: 'cluster.local',
  storageClass: 'standard',
  ingress: { className: 'nginx', addresses: [`198.51.100.${10 + index}`], namespace: 'ingress-nginx' },
  gateway: { name: 'edge', namespace: 'edge', addresses: [`198.51.100.${20 + index}`], podNamespace: 'edge-pods' },
  nodeAddresses: [`192.0.2.${10 + index}`],
  apiServer: { cidrs: [`192.0.2.${20 + index}/32`], port: 6443 },
  dnsCidrs: ['169.254.20.10/32'],
  lost: false,
});

/** Three clusters that have systems, and one that has Argo CD. */
export const clusters = ['one', 'two', 'three', 'hub'].map((called, index) => Cluster.of(facts(index, called)));
export const [one, two, three, hub] = clusters as unknown as readonly [Cluster, Cluster, Cluster, Cluster];

export const seconds = (amount: number): Duration => Duration.seconds(amount);
export const image = 'registry.example.test/store:1.0.0';
export const zone = 'example.test';
export const name = { host: `demo.${zone}`, ttl: seconds(30), clientCache: seconds(30) };
export const clientCidrs = ['192.0.2.128/25'];

/** Two clusters that serve, one after the other, and a third that votes. */
export const waiting: Topology = Topology.activeStandby({
  active: Seat.of(one, { voters: 2 }),
  standbys: [Standby.voting(two, { voters: 2 }), Standby.witness(three, { voters: 1 })],
});

/** Three clusters that serve together. */
export const together = (traffic: Traffic = Traffic.roundRobin()): Topology =>
  Topology.activeActive({ seats: [Seat.of(one, { voters: 2 }), Seat.of(two, { voters: 2 }), Seat.of(three, { voters: 1 })], traffic });

/** Requests of a client by HTTP: what a load balancer of requests or a gateway understands. */
export const program = RaftEngine.generic({
  name: 'store',
  image,
  raftPort: 8090,
  clientPort: 8080,
  dataPath: '/var/lib/store',
  readiness: { handler: { kind: 'http', path: '/ready', port: 'client' }, needs: 'quorum' },
  shutdown: { grace: seconds(30) },
});

/** Names that a cluster writes which serves nobody. */
export const dns = (provider: DnsProvider): Partial<Fleet> => ({
  dns: Dns.externalDns({ zone, provider, writers: [three] }),
});

/** A name that a commit moves. */
export const moved = (exposure: Exposure = Exposure.ingress(), terms: Partial<Parameters<typeof Access.dns>[0]> = {}): Access =>
  Access.dns({ ...name, exposure, ...terms });

export const checkedBy = (healthChecks: HealthChecks, exposure: Exposure = Exposure.ingress()): Access =>
  Access.dns({ ...name, exposure, healthChecks, failback: 'automatic' });

export const ids = (): readonly (readonly [Cluster, string])[] =>
  [one, two, three].map(cluster => [cluster, `check-${cluster.name}`] as const);

/** Checks that exist, at Route 53. */
export const existing = (): HealthChecks => HealthChecks.existing({ ids: ids(), interval: seconds(10), failures: 3 });

/** Checks that the DNS server makes itself. */
export const asked = (request: HealthRequest = HealthRequest.http({ port: 80, path: '/health' })): HealthChecks =>
  HealthChecks.server({ request, interval: seconds(30), timeout: seconds(5), failures: 1 });

export const balanced = (terms: Partial<Parameters<typeof Access.loadBalancer>[0]> = {}): Access =>
  Access.loadBalancer({
    sites: [
      { cluster: one, addresses: ['198.51.100.31'] },
      { cluster: two, addresses: ['198.51.100.32'] },
    ],
    image: 'docker.io/library/haproxy:3.0.12',
    protocol: 'http',
    exposure: Exposure.podAddresses(),
    checks: { interval: seconds(1), timeout: seconds(1), fall: 3, rise: 2 },
    name,
    frontend: Exposure.loadBalancer(),
    clientCidrs,
    failback: 'automatic',
    ...terms,
  });

export const gated = (implementation: GatewayImplementation, terms: Partial<Parameters<typeof Access.gateway>[0]> = {}): Access =>
  Access.gateway({ ...name, implementation, route: 'http', sites: [one, two], ...terms });

export const outliers = { errors: 3, interval: seconds(1), ejection: seconds(30), connectTimeout: seconds(2) };

const delivery = (): Delivery => Delivery.argoCd({ repoUrl: 'https://git.example.test/fleet.git', project: 'stateful', runsOn: hub });

export const roundTrips = (): RoundTrips =>
  RoundTrips.of([
    [one, two, Duration.millis(10)],
    [one, three, Duration.millis(10)],
    [two, three, Duration.millis(10)],
  ]);

/** The fleet of the matrix, which breaks no rule; its stacks of Terraform go into the folder. */
export const baseFleet = (folder: string | undefined): Parameters<typeof Fleet.of>[0] => ({
  name: 'matrix',
  clusters,
  roundTrips: roundTrips(),
  network: Network.flat(),
  ...(dns(DnsProvider.route53()) as Pick<Fleet, 'dns'>),
  delivery: delivery(),
  ...(folder === undefined ? {} : { terraform: TerraformSettings.stacks({ outdir: join(folder, 'cdktf.out') }) }),
  onCall: OnCall.of({ notice: Duration.minutes(5), decide: Duration.minutes(10), fence: Duration.minutes(5) }),
});

export const baseSystem = (): GeoRaftProps => ({
  engine: RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' }),
  storage: Size.gibibytes(8),
  topology: waiting,
  access: Access.internal(),
  objectives: { survive: Survive.anyOneCluster() },
});

/** A program: the fleet and one system, and where it is whole, ExternalDNS in every cluster and stacks of Terraform. */
export function appOf(folder: string, program: Program, extent: 'whole' | 'fleet and system' = 'whole'): FleetApp {
  const { fleet = {}, system = {}, props = {}, more } = program;
  const whole =
    'whole' in program ? (program.whole as Fleet) : Fleet.of({ ...baseFleet(extent === 'whole' ? folder : undefined), ...fleet });
  const app = new FleetApp(whole, { outdir: join(folder, 'dist'), today: '2027-03-01', ...props });
  new GeoRaft(app, 'demo', { ...baseSystem(), ...system });
  if (extent === 'whole') platform(app);
  more?.(app);
  return app;
}

/** A gateway of one's own, whose objects come from elsewhere. */
export const ownGateway = (bind: GatewayImplementation['bind']): GatewayImplementation => ({
  ...GatewayImplementation.gatewayApi(),
  name: 'own',
  bind,
});
