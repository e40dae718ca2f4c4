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
  PeerTls,
  RaftEngine,
  Seat,
  Standby,
  Survive,
  Topology,
} from '../../../lib';
import type { LabInfo, Site } from '../lab';
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

/** What a program says: one group of etcd over three sites of a fleet. */
export interface Program {
  readonly votes: Votes;
  /** The sites that these votes are in: the one that serves, its standby and the witness. */
  readonly seats: readonly [string, string, string];
  /** All sites of the fleet. */
  readonly fleet: readonly string[];
  /** Those of them that are gone for ever. */
  readonly lost: readonly string[];
  /** Sites that were in the fleet. */
  readonly retired: readonly string[];
  readonly template: MemberTemplate;
  readonly gibibytes: number;
  /** The class of the volumes in a site. */
  readonly storageClass: (site: string) => string;
  readonly peerTls: PeerTls;
}

export const usualProgram: Program = {
  votes: [2, 2, 1],
  seats: ['s1', 's2', 's3'],
  fleet: ['s1', 's2', 's3'],
  lost: [],
  retired: [],
  template: { image: 'quay.io/coreos/etcd:v3.6.5', cpu: '20m' }, // a site has two cores for all systems
  gibibytes: 1,
  storageClass: () => 'standard',
  peerTls: PeerTls.none(),
};

/** The sites of the lab that a program's fleet has. */
export const sitesOf = ({ sites }: LabInfo, { fleet }: Program): readonly Site[] => sites.filter(({ name }) => fleet.includes(name));

/** The program as it is synthesized. @param state where its ledger says that the group is */
export function changeApp(info: LabInfo, outdir: string, program: Program, state: OperatingState): FleetApp {
  const { votes, seats, lost, retired, template, gibibytes, storageClass, peerTls } = program;
  const sites = labSites({ ...info, sites: sitesOf(info, program) }, ({ name }) => ({
    storageClass: storageClass(name),
    ...(lost.includes(name) ? { lost: true } : {}),
  }));
  const [active, standby, witness] = seats.map(seat => sites.clusters.find(({ name }) => name === seat)) as [Cluster, Cluster, Cluster];
  const [first, second, third] = votes;
  const fleet = Fleet.of({
    name: 'lab',
    ...sites,
    retired: info.sites.flatMap(({ name, number: index }) => (retired.includes(name) ? [{ name, index }] : [])),
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
    storage: Size.gibibytes(gibibytes),
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
    peerTls,
    operations: { image: nodeImage },
    state,
  });
  return app;
}
