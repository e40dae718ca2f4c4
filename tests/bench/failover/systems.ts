import { Duration, Size } from 'cdk8s';
import { platform } from '../../../apps/platform';
import {
  type Cluster,
  Dns,
  DnsProvider,
  Fleet,
  FleetApp,
  GeoRaft,
  OperatingState,
  RaftEngine,
  Seat,
  Standby,
  Survive,
  Topology,
} from '../../../lib';
import { type LabInfo, lab, type Site } from '../../live/lab';
import { labSites } from '../../live/lab-fleet';
import type { FleetKind, Mechanism } from './mechanism';

/** Where a group stands that has formed: which site is committed as the active one. */
export const standsIn = (active: string, epoch: number): OperatingState => ({
  ...OperatingState.initial(),
  bootstrapped: true,
  active,
  epoch,
});

/** Where the lab's PowerDNS answers, and its zone. */
export const powerDns = '172.30.0.2';
const powerDnsZone = 'lua.test';

/** The lab's sites as a fleet, with ExternalDNS in a namespace apart from that of other fleets. */
export function failoverFleet(kind: FleetKind, info: LabInfo): Fleet {
  const name = `failover-${kind}`;
  const dns = {
    updates: { zone: info.zone, provider: DnsProvider.rfc2136({ host: info.dns }), negativeTtl: Duration.seconds(5) }, // of its SOA record
    answers: { zone: powerDnsZone, provider: DnsProvider.powerDns({ api: `http://${powerDns}:8081` }) },
  };
  // No delivery: whoever measures applies a commit, so that the outage counts from there.
  return Fleet.of({ name, ...labSites(info), dns: Dns.externalDns({ ...dns[kind], namespace: name }) });
}

/** The credentials of a site's ExternalDNS, which Git must not hold. */
export const credentials =
  (kind: FleetKind) =>
  ({ tsig }: Site): object => {
    const secret = {
      updates: { name: 'external-dns-tsig', stringData: { secret: tsig.secret } },
      answers: { name: 'external-dns-powerdns', stringData: { 'api-key': 'lab' } },
    };
    const { name, stringData } = secret[kind];
    return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: `failover-${kind}` }, stringData };
  };

/** Starts the lab's PowerDNS, unless it answers, and lets pods reach its API, which hears the network between the sites only. */
export function startPowerDns(): void {
  const zone = `http://${powerDns}:8081/api/v1/servers/localhost/zones/${powerDnsZone}.`;
  if (!lab.runs('exec', 'curl', '-fsS', '-m', '2', '-H', 'X-API-Key: lab', zone)) lab.run('pdns', 'up');
  const table = (command: string): readonly string[] => ['exec', 'iptables', '-t', 'nat', command, 'INPUT'];
  const asNeighbours = ['-s', '10.0.0.0/8', '-d', powerDns, '-p', 'tcp', '--dport', '8081', '-j', 'SNAT', '--to-source', '172.30.0.1'];
  if (!lab.runs(...table('-C'), ...asNeighbours)) lab.run(...table('-A'), ...asNeighbours);
}

/**
 * etcd as one group over three sites, 2/2/1, once for each mechanism; and what publishes their names.
 * @param stateOf where each system stands
 */
export function failoverApp(
  fleet: Fleet,
  mechanisms: readonly Mechanism[],
  stateOf: (mechanism: Mechanism) => OperatingState,
  outdir: string,
): FleetApp {
  const app = new FleetApp(fleet, { outdir });
  platform(app);
  const [active, standby, witness] = fleet.clusters as readonly [Cluster, Cluster, Cluster];
  for (const mechanism of mechanisms) {
    const { system, access } = mechanism;
    new GeoRaft(app, system, {
      engine: RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5', quotaBytes: 512 * 1024 ** 2 }),
      storage: Size.gibibytes(1),
      resources: { cpu: '20m', memory: Size.mebibytes(256) }, // a site has two cores for all systems
      topology: Topology.activeStandby({
        active: Seat.of(active, { voters: 2 }),
        standbys: [Standby.voting(standby, { voters: 2 }), Standby.witness(witness, { voters: 1 })],
      }),
      access: access(fleet.clusters, fleet.dns.zone),
      objectives: { survive: Survive.anyOneCluster() },
      state: stateOf(mechanism),
    });
  }
  return app;
}
