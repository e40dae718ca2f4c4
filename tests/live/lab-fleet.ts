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
  Fleet,
  FleetApp,
  GeoRaft,
  Network,
  type OperatingState,
  RaftEngine,
  RoundTrips,
  Seat,
  Standby,
  Survive,
  Topology,
} from '../../lib';
import type { LabInfo } from './lab';

/**
 * The example systems over the lab's sites: other clusters, other names, RFC 2136 in place of Route 53.
 * @param state where `settings` stands
 */
export function labApp(info: LabInfo, outdir: string, state?: OperatingState): FleetApp {
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
      apiServer: { cidrs: [`${site.node}/32`], port: 6443 },
      dnsCidrs: [`${site.node}/32`],
    }),
  );
  const [first, second, third] = clusters as [Cluster, Cluster, Cluster];
  const fleet = Fleet.of({
    name: 'lab',
    clusters,
    roundTrips: RoundTrips.of([
      [first, second, Duration.millis(1)],
      [first, third, Duration.millis(1)],
      [second, third, Duration.millis(1)],
    ]),
    network: Network.flat(),
    dns: Dns.externalDns({ zone: info.zone, provider: DnsProvider.rfc2136({ host: info.dns }), interval: Duration.seconds(10) }),
    delivery: Delivery.argoCd({ repoUrl: `git://${info.dns}/dist.git`, path: '.', project: 'stateful', runsOn: first }),
  });
  const app = new FleetApp(fleet, { outdir });
  platform(app);
  whitewater(app);
  settings(app, state ? { state } : {});
  ledger(app);
  journal(app);
  return app;
}

/** The one kind of standby that no example has: a learner in the second site. */
function journal(app: FleetApp): void {
  const [active, learner] = app.fleet.clusters as readonly [Cluster, Cluster];
  new GeoRaft(app, 'journal', {
    engine: RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' }),
    storage: Size.gibibytes(1),
    resources: { cpu: '20m', memory: Size.mebibytes(256) }, // a site has two cores for all systems
    topology: Topology.activeStandby({ active: Seat.of(active, { voters: 3 }), standbys: [Standby.learner(learner, { learners: 1 })] }),
    access: Access.internal(),
    objectives: { survive: Survive.anyOneMember() },
  });
}
