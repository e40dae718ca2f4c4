import { Duration, Size } from 'cdk8s';
import { ledger } from '../../apps/ledger';
import { platform } from '../../apps/platform';
import { settings } from '../../apps/settings';
import { whitewater } from '../../apps/whitewater';
import {
  Access,
  Cluster,
  Delivery,
  Dns,
  DnsProvider,
  Exposure,
  Fleet,
  FleetApp,
  GeoRaft,
  Network,
  type OperatingState,
  PeerDiscovery,
  RaftEngine,
  RoundTrips,
  Seat,
  Standby,
  Survive,
  Topology,
} from '../../lib';
import type { ArgoCdMode } from '../../lib/domain/delivery';
import type { LabInfo, Site } from './lab';

/**
 * The lab's sites as clusters, and the network between them.
 * @param facts what a suite says otherwise of a site
 */
export function labSites(
  info: LabInfo,
  facts: (site: Site) => Partial<Pick<Cluster, 'storageClass' | 'lost'>> = () => ({}),
): Pick<Fleet, 'clusters' | 'roundTrips' | 'network'> {
  const clusters = info.sites.map(site =>
    Cluster.of({
      name: site.name,
      index: site.number,
      region: site.region,
      zones: [site.zone],
      kubernetes: info.kubernetes.replace(/^v(1\.\d+)\..*$/, '$1'),
      podCidrs: [site.podCidr],
      serviceCidrs: [site.serviceCidr],
      storageClass: 'standard',
      ingress: { className: 'nginx', addresses: [site.node] },
      nodeAddresses: [site.node],
      apiServer: { cidrs: [`${site.node}/32`], port: 6443 },
      dnsCidrs: [`${site.node}/32`],
      ...facts(site),
    }),
  );
  const pairs = clusters.flatMap((one, at) => clusters.slice(at + 1).map(other => [one, other, Duration.millis(1)] as const));
  return {
    clusters,
    roundTrips: RoundTrips.of(pairs),
    network: Network.flat(),
  };
}

/** ExternalDNS is quick there, and so is the zone's SOA record. */
const zoneTimes = { interval: Duration.seconds(10), negativeTtl: Duration.seconds(5) };

/** The lab's sites as a fleet. */
function labFleet(info: LabInfo, mode: ArgoCdMode): Fleet {
  const sites = labSites(info);
  const [first] = sites.clusters as readonly [Cluster];
  return Fleet.of({
    name: 'lab',
    ...sites,
    dns: Dns.externalDns({ zone: info.zone, provider: DnsProvider.rfc2136({ host: info.dns }), ...zoneTimes }),
    delivery: Delivery.argoCd({ repoUrl: `git://${info.dns}/dist.git`, path: '.', project: 'stateful', runsOn: first, mode }),
  });
}

/**
 * The example systems over the lab's sites: other clusters, other names, RFC 2136 in place of Route 53.
 * @param state where `settings` stands
 */
export function labApp(info: LabInfo, outdir: string, state?: OperatingState): FleetApp {
  const app = new FleetApp(labFleet(info, 'applications'), { outdir });
  platform(app);
  whitewater(app);
  settings(app, state ? { state } : {});
  ledger(app);
  journal(app);
  return app;
}

/** What the examples leave out: the other ways to find peers, load balancers, progressive delivery. */
export function otherApp(info: LabInfo, outdir: string): FleetApp {
  const app = new FleetApp(labFleet(info, 'rolling-sync'), { outdir });
  const [first, second, third] = app.fleet.clusters as readonly [Cluster, Cluster, Cluster];
  const discoveries = {
    asking: PeerDiscovery.kubernetesApi(),
    reading: PeerDiscovery.initContainer({ image: 'docker.io/library/busybox:1.36.1' }),
    listed: PeerDiscovery.staticPeers(),
  };
  for (const [name, discovery] of Object.entries(discoveries)) {
    new GeoRaft(app, name, {
      engine: RaftEngine.generic({
        name: 'store',
        image: 'registry.example.test/store:1.0.0',
        raftPort: 8090,
        clientPort: 8091,
        dataPath: '/var/lib/store',
        shutdown: { grace: Duration.seconds(30), before: { kind: 'sleep', time: Duration.seconds(5) } },
      }),
      storage: Size.gibibytes(1),
      discovery,
      topology: Topology.activeStandby({
        active: Seat.of(first, { voters: 2 }),
        standbys: [Standby.voting(second, { voters: 2 }), Standby.witness(third, { voters: 1 })],
      }),
      access: Access.dns({
        host: `${name}.${info.zone}`,
        ttl: Duration.seconds(30),
        exposure: Exposure.loadBalancer(),
        clientCidrs: ['192.0.2.0/24'],
      }),
      objectives: { survive: Survive.anyOneCluster() },
    });
  }
  return app;
}

/** The one kind of standby that no example has: a learner in the second site. */
function journal(app: FleetApp): void {
  const [active, learner] = app.fleet.clusters as readonly [Cluster, Cluster];
  new GeoRaft(app, 'journal', {
    // The key space is full, and says so, before the small disk is.
    engine: RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5', quotaBytes: 512 * 1024 ** 2 }),
    storage: Size.gibibytes(1),
    resources: { cpu: '20m', memory: Size.mebibytes(256) }, // a site has two cores for all systems
    topology: Topology.activeStandby({ active: Seat.of(active, { voters: 3 }), standbys: [Standby.learner(learner, { learners: 1 })] }),
    access: Access.internal(),
    objectives: { survive: Survive.anyOneMember() },
  });
}
