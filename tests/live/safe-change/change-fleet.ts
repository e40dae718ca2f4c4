import { Duration, Size } from 'cdk8s';
import { platform } from '../../../apps/platform';
import {
  Access,
  type Cluster,
  Delivery,
  Dns,
  DnsProvider,
  Exposure,
  Fleet,
  FleetApp,
  GeoRaft,
  type OperatingState,
  RaftEngine,
  Seat,
  Standby,
  Survive,
  Topology,
} from '../../../lib';
import type { LabInfo } from '../lab';
import { labSites } from '../lab-fleet';
import { nodeImage } from './node-image';

/** Name of the system whose members change. */
export const system = 'settings';

/** Where a program wants the group to be: votes by site. */
export type Votes = readonly [number, number, number];

/** What else a program says of its members: whatever changes here is rolled out. */
export interface MemberTemplate {
  readonly image: string;
  readonly cpu: string;
}

/** A site has two cores for all systems. */
export const usualTemplate: MemberTemplate = { image: 'quay.io/coreos/etcd:v3.6.5', cpu: '20m' };

/** A program: one group of etcd over the three sites with so many votes, and where its ledger says that it is. */
export function changeApp(
  info: LabInfo,
  outdir: string,
  [first, second, third]: Votes,
  state: OperatingState,
  template = usualTemplate,
): FleetApp {
  const sites = labSites(info);
  const [active, standby, witness] = sites.clusters as readonly [Cluster, Cluster, Cluster];
  const fleet = Fleet.of({
    name: 'lab',
    ...sites,
    dns: Dns.externalDns({
      zone: info.zone,
      provider: DnsProvider.rfc2136({ host: info.dns }),
      interval: Duration.seconds(10),
      negativeTtl: Duration.seconds(5),
    }),
    delivery: Delivery.argoCd({ repoUrl: `git://${info.dns}/dist.git`, path: '.', project: 'stateful', runsOn: active }),
  });
  const app = new FleetApp(fleet, { outdir });
  platform(app);
  new GeoRaft(app, system, {
    engine: RaftEngine.etcd({ image: template.image, quotaBytes: 512 * 1024 ** 2 }),
    storage: Size.gibibytes(1),
    resources: { cpu: template.cpu, memory: Size.mebibytes(256) },
    topology: Topology.activeStandby({
      active: Seat.of(active, { voters: first }),
      standbys: [Standby.voting(standby, { voters: second }), Standby.witness(witness, { voters: third })],
    }),
    access: Access.dns({
      host: `${system}.${info.zone}`,
      ttl: Duration.seconds(30),
      exposure: Exposure.podAddresses(),
      clientCidrs: [`${info.dns}/32`], // the test's own client is where the DNS server is
    }),
    objectives: { survive: Survive.anyOneCluster() },
    operations: { image: nodeImage },
    state,
  });
  return app;
}
