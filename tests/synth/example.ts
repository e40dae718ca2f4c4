import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, Size } from 'cdk8s';
import { ledger } from '../../apps/ledger';
import { platform } from '../../apps/platform';
import { settings } from '../../apps/settings';
import { whitewater } from '../../apps/whitewater';
import { production } from '../../clusters';
import { dublin } from '../../clusters/dublin';
import { frankfurt } from '../../clusters/frankfurt';
import { london } from '../../clusters/london';
import {
  Access,
  type Cluster,
  Dns,
  DnsProvider,
  Exposure,
  Fleet,
  FleetApp,
  GeoRaft,
  PeerDiscovery,
  PeerTls,
  RaftEngine,
  Seat,
  Standby,
  Survive,
  TerraformSettings,
  Topology,
  Traffic,
} from '../../lib';

export { dublin, frankfurt, london };

export type GeoRaftProps = ConstructorParameters<typeof GeoRaft>[2];

const made: string[] = [];
if (typeof afterAll === 'function') afterAll(() => made.splice(0).map(folder => rmSync(folder, { recursive: true, force: true })));

/** A new, empty folder outside every repository. It goes when the tests of the file are over. */
export function emptyFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'georaft-test-')));
  made.push(folder);
  return folder;
}

/** The example's fleet, with everything it writes below one folder. */
export const fleetIn = (folder: string, change: Partial<Fleet> = {}): Fleet =>
  Fleet.of({ ...production, terraform: TerraformSettings.stacks({ outdir: join(folder, 'cdktf.out') }), ...change });

export const emptyApp = (folder: string, change: Partial<Fleet> = {}): FleetApp =>
  new FleetApp(fleetIn(folder, change), { outdir: join(folder, 'dist') });

/** The example app: everything that `apps/main.ts` deploys. */
export function exampleApp(folder: string, change: Partial<Fleet> = {}): FleetApp {
  const app = emptyApp(folder, change);
  platform(app);
  whitewater(app);
  settings(app);
  ledger(app);
  return app;
}

/** An active-active system with 2, 2 and 1 votes. */
export const stretched = (change: Partial<GeoRaftProps> = {}): GeoRaftProps => ({
  engine: RaftEngine.generic({
    name: 'store',
    image: 'registry.example.test/store:1.0.0',
    raftPort: 8090,
    dataPath: '/var/lib/store',
    shutdown: { grace: Duration.seconds(30) },
  }),
  storage: Size.gibibytes(10),
  topology: Topology.activeActive({
    seats: [Seat.of(frankfurt, { voters: 2 }), Seat.of(dublin, { voters: 2 }), Seat.of(london, { voters: 1 })],
    traffic: Traffic.roundRobin(),
  }),
  access: Access.internal(),
  objectives: { survive: Survive.anyOneCluster() },
  ...change,
});

export const seats = (...votes: readonly (readonly [Cluster, number])[]): Topology =>
  Topology.activeActive({ seats: votes.map(([cluster, voters]) => Seat.of(cluster, { voters })), traffic: Traffic.roundRobin() });

export const withUpdates = (): Dns =>
  Dns.externalDns({ zone: 'example.test', provider: DnsProvider.rfc2136({ host: 'ns1.example.test' }) });

/** One system for everything that can be rendered: learners, mirrors, each discovery, each exposure, certificates. */
export function everything(folder: string, change: Partial<Fleet> = {}): FleetApp {
  const app = exampleApp(folder, { dns: withUpdates(), ...change });
  const etcd = RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5', pullSecret: 'registry' });
  new GeoRaft(
    app,
    'learning',
    stretched({
      engine: etcd,
      topology: Topology.activeStandby({
        active: Seat.of(frankfurt, { voters: 3 }),
        standbys: [Standby.learner(dublin, { learners: 1 }), Standby.cold(london, { voters: 3 })],
      }),
      objectives: { survive: Survive.anyOneMember() },
      peerTls: PeerTls.certManager({ issuer: 'peers' }),
    }),
  );
  new GeoRaft(app, 'asking', stretched({ discovery: PeerDiscovery.kubernetesApi(), peerTls: PeerTls.certManager({ issuer: 'peers' }) }));
  new GeoRaft(app, 'reading', stretched({ discovery: PeerDiscovery.initContainer({ image: 'busybox:1.36.1' }) }));
  new GeoRaft(
    app,
    'balanced',
    stretched({
      topology: Topology.activeStandby({
        active: Seat.of(frankfurt, { voters: 2 }),
        standbys: [Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 })],
      }),
      access: Access.dns({
        host: 'balanced.example.test',
        ttl: Duration.seconds(30),
        exposure: Exposure.loadBalancer(),
        clientCidrs: ['192.0.2.0/24'],
      }),
    }),
  );
  return app;
}
