import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Size } from 'cdk8s';
import { ledger } from '../../apps/ledger';
import { platform } from '../../apps/platform';
import { sessions } from '../../apps/sessions';
import { settings } from '../../apps/settings';
import { whitewater } from '../../apps/whitewater';
import { production } from '../../clusters';
import {
  Access,
  Acknowledgement,
  Cluster,
  Delivery,
  Dns,
  DnsProvider,
  Exposure,
  Finding,
  Fleet,
  FleetApp,
  GeoRaft,
  HealthChecks,
  HealthRequest,
  OperatingState,
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
import type { GroupLedger, LedgerMember } from '../../lib/domain/operating-state';
import { fingerprintOf } from '../../lib/plan/members/authorities';
import { newAuthority, oldAuthority } from '../authorities';
import { labApp } from '../live/lab-fleet';
import { waysIn, waysInFleet } from '../synth/ways-in';

/** A program whose output is committed below `tests/golden/<name>`. */
export interface Variant {
  readonly name: string;
  /** Declares the program, with its output in `dist` and `cdktf.out` of the folder. */
  build(folder: string): FleetApp;
}

/** The example fleet and nothing beside it, so that a tree holds only what its variant is about. */
const bare = ({ delivery: _delivery, terraform: _terraform, ...rest }: Fleet): Fleet => Fleet.of(rest);

const dist = (folder: string): { readonly outdir: string } => ({ outdir: join(folder, 'dist') });

const example: Variant = {
  name: 'example',
  build: folder => {
    const fleet = Fleet.of({ ...production, terraform: TerraformSettings.stacks({ outdir: join(folder, 'cdktf.out') }) });
    const app = new FleetApp(fleet, dist(folder));
    platform(app);
    whitewater(app);
    settings(app);
    ledger(app);
    return app;
  },
};

/** The fourth mode of discovery, by SRV records, is the example's own. */
const discovery = (name: string, mode: PeerDiscovery): Variant => ({
  name: `whitewater-${name}`,
  build: folder => {
    const app = new FleetApp(bare(production), dist(folder));
    whitewater(app, { discovery: mode });
    return app;
  },
});

/** What the live tests apply to the lab's three sites, from the facts that `lab info` prints. */
const lab: Variant = {
  name: 'lab-rfc2136',
  build: folder => {
    const sites = [1, 2, 3].map(number => ({
      number,
      name: `s${number}`,
      region: `s${number}`,
      zone: `s${number}-a`,
      node: `172.30.0.1${number}`,
      podCidr: `10.10${number}.0.0/24`,
      serviceCidr: `10.20${number}.0.0/24`,
      kubeconfig: 'never read',
      tsig: { name: `s${number}`, algorithm: 'hmac-sha256', secret: 'never written' },
    }));
    return labApp({ zone: 'example.test', dns: '172.30.0.1', kubernetes: 'v1.34.4', sites }, dist(folder).outdir);
  },
};

const peerTls: Variant = {
  name: 'peer-tls',
  build: folder => {
    const { system } = settings(new FleetApp(bare(production)));
    const app = new FleetApp(bare(production), dist(folder));
    new GeoRaft(app, 'settings', { ...system, peerTls: PeerTls.certManager({ issuer: 'fleet-root' }) });
    return app;
  },
};

/** Five members that vote: two, two and one. */
function fiveMembers(name: string, [frankfurt, dublin, london]: readonly [Cluster, Cluster, Cluster]): GroupLedger['members'] {
  const member = (cluster: Cluster): LedgerMember => ({ cluster: cluster.name, role: 'voter', volume: 1 });
  return {
    [`${name}-0`]: member(frankfurt),
    [`${name}-1`]: member(frankfurt),
    [`${name}-10`]: member(dublin),
    [`${name}-11`]: member(dublin),
    [`${name}-20`]: member(london),
  };
}

/** A group on its way to TLS between peers and to another authority: one cluster is further than the others. */
const tlsInSteps: Variant = {
  name: 'tls-in-steps',
  build: folder => {
    const { system } = settings(new FleetApp(bare(production)));
    const app = new FleetApp(bare(production), dist(folder));
    const clusters = app.fleet.clusters as readonly [Cluster, Cluster, Cluster];
    const authorities = Object.fromEntries([oldAuthority, newAuthority].map(pem => [fingerprintOf(pem), pem]));
    const template = { digest: '0123456789ab', heartbeatMillis: 100, electionMillis: 1000, authorities: Object.keys(authorities).sort() };
    const group: GroupLedger = {
      members: fiveMembers('settings', clusters),
      images: Object.fromEntries(clusters.map(({ name }) => [name, system.engine.image])),
      templates: Object.fromEntries(clusters.map(({ name }, at) => [name, { ...template, peerTls: at === 1 ? 'on' : 'outgoing' }])),
      certificates: { issuer: 'old-root', issuerKind: 'ClusterIssuer', authorities },
    };
    new GeoRaft(app, 'settings', {
      ...system,
      peerTls: PeerTls.certManager({ issuer: 'new-root', authorities: [newAuthority] }),
      operations: { image: 'docker.io/library/node:22.11.0' },
      state: { ...OperatingState.initial(), bootstrapped: true, thawed: [clusters[1].name], groups: { settings: group } },
    });
    return app;
  },
};

/** Groups whose members are changed by jobs: one where a member joins again, one where a member leaves, one where a cluster is upgraded, one where a rollout was taken back. */
const changing: Variant = {
  name: 'changing',
  build: folder => {
    const app = new FleetApp(bare(production), dist(folder));
    const [frankfurt, dublin, london] = app.fleet.clusters as readonly [Cluster, Cluster, Cluster];
    const [older, newer] = ['quay.io/coreos/etcd:v3.6.5', 'quay.io/coreos/etcd:v3.6.6'];
    const declare = (name: string, voters: number, image: string, state: (voters: GroupLedger) => Partial<OperatingState>): void => {
      const members = fiveMembers(name, [frankfurt, dublin, london]);
      const images = { [frankfurt.name]: older, [dublin.name]: older, [london.name]: older };
      new GeoRaft(app, name, {
        engine: RaftEngine.etcd({ image }),
        storage: Size.gibibytes(8),
        topology: Topology.activeStandby({
          active: Seat.of(frankfurt, { voters }),
          standbys: [Standby.voting(dublin, { voters }), Standby.witness(london, { voters: 1 })],
        }),
        access: Access.internal(),
        objectives: { survive: Survive.anyOneCluster() },
        operations: { image: 'docker.io/library/node:22.11.0' },
        state: { ...OperatingState.initial(), bootstrapped: true, ...state({ members, images }) },
      });
    };
    declare('settings', 3, older, group => ({
      groups: {
        settings: { ...group, members: { ...group.members, 'settings-12': { cluster: dublin.name, role: 'joining', volume: 2 } } },
      },
    }));
    declare('locks', 2, older, group => ({
      groups: {
        locks: {
          ...group,
          members: { ...group.members, 'locks-21': { cluster: london.name, role: 'leaving', volume: 1 } },
          // They have grown everywhere; one in frankfurt is still to be exchanged.
          volumes: {
            [frankfurt.name]: {
              ...{ mebibytes: 4096, storageClass: frankfurt.storageClass, grown: 8192 },
              former: { storageClass: 'slow', members: ['locks-1'] },
            },
            [dublin.name]: { mebibytes: 4096, storageClass: dublin.storageClass, grown: 8192 },
            [london.name]: { mebibytes: 4096, storageClass: london.storageClass, grown: 8192 },
          },
        },
      },
    }));
    declare('queue', 2, newer, group => ({
      active: frankfurt.name,
      thawed: [dublin.name],
      groups: { queue: { ...group, images: { ...group.images, [dublin.name]: newer }, stopped: [frankfurt.name] } },
    }));
    declare('events', 2, older, group => ({
      // Dublin has new pods, DNS and an API server elsewhere: the old addresses are still admitted.
      networks: {
        [dublin.name]: {
          ...{ podCidrs: [...dublin.podCidrs, '10.122.0.0/16'], memberCidrs: [...dublin.podCidrs, '10.123.0.0/16'] },
          ...{ dnsCidrs: ['169.254.20.10/32'], apiServers: [{ cidrs: ['192.0.2.7/32'], port: 6443 }] },
        },
      },
      groups: {
        events: {
          ...group,
          templates: { [london.name]: { digest: '0123456789ab', heartbeatMillis: 100, electionMillis: 1000 } },
          stopped: [london.name],
        },
      },
    }));
    return app;
  },
};

/** A cluster that is gone for ever: a job of another one removes the member that its group still has there. */
const lost: Variant = {
  name: 'lost-cluster',
  build: folder => {
    const { clusters: all, ...rest } = bare(production);
    const clusters = all.map(cluster => (cluster.name === 'london' ? Cluster.of({ ...cluster, lost: true }) : cluster));
    const [frankfurt, dublin] = clusters as unknown as readonly [Cluster, Cluster];
    const app = new FleetApp({ ...rest, clusters }, dist(folder));
    const member = (cluster: string, role: LedgerMember['role'] = 'voter'): LedgerMember => ({ cluster, role, volume: 1 });
    const members = { 'settings-0': member('frankfurt'), 'settings-10': member('dublin'), 'settings-20': member('london', 'leaving') };
    const image = 'quay.io/coreos/etcd:v3.6.5';
    new GeoRaft(app, 'settings', {
      engine: RaftEngine.etcd({ image }),
      storage: Size.gibibytes(8),
      topology: Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 2 }), standbys: [Standby.voting(dublin, { voters: 1 })] }),
      access: Access.internal(),
      objectives: { survive: Survive.anyOneMember() },
      operations: { image: 'docker.io/library/node:22.11.0' },
      state: {
        ...OperatingState.initial(),
        bootstrapped: true,
        groups: { settings: { members, images: { frankfurt: image, dublin: image, london: image } } },
      },
    });
    return app;
  },
};

/** A name for clients that was replaced: both are published, and the ingress controllers answer at both. */
const renamed: Variant = {
  name: 'renamed',
  build: folder => {
    const { system } = settings(new FleetApp(bare(production)));
    const app = new FleetApp(bare(production), dist(folder));
    const { zone } = app.fleet.dns;
    const [frankfurt, dublin, london] = app.fleet.clusters as readonly [Cluster, Cluster, Cluster];
    const at = ({ name: cluster }: Cluster): LedgerMember => ({ cluster, role: 'voter', volume: 1 });
    const { image } = system.engine;
    const members = {
      ...{ 'settings-0': at(frankfurt), 'settings-1': at(frankfurt), 'settings-10': at(dublin), 'settings-11': at(dublin) },
      'settings-20': at(london),
    };
    const group: GroupLedger = { members, images: { [frankfurt.name]: image, [dublin.name]: image, [london.name]: image } };
    new GeoRaft(app, 'settings', {
      ...system,
      access: Access.dns({ host: `config.${zone}`, ttl: Duration.seconds(30), exposure: Exposure.ingress() }),
      state: {
        ...OperatingState.initial(),
        bootstrapped: true,
        groups: { settings: group },
        names: { [`settings.${zone}`]: { ttlSeconds: 60 }, [`config.${zone}`]: { ttlSeconds: 30 } },
      },
    });
    return app;
  },
};

const learner: Variant = {
  name: 'learner',
  build: folder => {
    const app = new FleetApp(Fleet.of({ ...bare(production), retired: [{ name: 'paris', index: 7 }] }), dist(folder));
    const [active, standby] = app.fleet.clusters as readonly [Cluster, Cluster];
    new GeoRaft(app, 'journal', {
      engine: RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' }),
      storage: Size.gibibytes(8),
      topology: Topology.activeStandby({ active: Seat.of(active, { voters: 3 }), standbys: [Standby.learner(standby, { learners: 1 })] }),
      access: Access.internal(),
      objectives: { survive: Survive.anyOneMember() },
    });
    return app;
  },
};

const rollingSync: Variant = {
  name: 'rolling-sync',
  build: folder => {
    const { repoUrl, project, runsOn } = production.delivery ?? never('the example fleet is delivered by Argo CD');
    const delivery = Delivery.argoCd({ repoUrl, project, runsOn, mode: 'rolling-sync' });
    const app = new FleetApp(Fleet.of({ ...bare(production), delivery }), dist(folder));
    settings(app);
    return app;
  },
};

/** Argo CD runs where the active members are, and somebody has accepted that for a while. */
const accepted: Variant = {
  name: 'accepted-risk',
  build: folder => {
    const { repoUrl, project } = production.delivery ?? never('the example fleet is delivered by Argo CD');
    const [runsOn = never('the example fleet has clusters')] = production.clusters;
    const fleet = Fleet.of({ ...bare(production), delivery: Delivery.argoCd({ repoUrl, project, runsOn }) });
    const risk = Acknowledgement.of({
      rule: 'argo/survives',
      at: 'settings',
      reason: 'Argo CD moves to london in the third quarter',
      until: '2999-09-30',
    });
    const app = new FleetApp(fleet, { ...dist(folder), acknowledged: [risk] });
    settings(app);
    return app;
  },
};

/** A system whose clients come to load balancers. */
const balanced: Variant = {
  name: 'load-balancer',
  build: folder => {
    const app = new FleetApp(bare(production), dist(folder));
    sessions(app);
    return app;
  },
};

/** Lists of endpoints, gateways that span clusters, a cluster's own Gateway, ports of nodes. */
const ways: Variant = {
  name: 'ways-in',
  build: folder => {
    const app = new FleetApp(waysInFleet, dist(folder));
    waysIn(app);
    return app;
  },
};

/**
 * Names below a zone that k8gb answers in the two clusters that serve: one moved from cluster to cluster behind an Ingress, one
 * shared out by weights behind load balancers. All others are in Route 53.
 */
const delegated: Variant = {
  name: 'k8gb',
  build: folder => {
    const zone = `gslb.${production.dns.zone}`;
    const provider = DnsProvider.k8gb({ edge: production.dns.provider, zone, geoTags: { frankfurt: 'eu-central', dublin: 'eu-west' } });
    const app = new FleetApp(Fleet.of({ ...bare(production), dns: Dns.externalDns({ ...production.dns, provider }) }), dist(folder));
    platform(app);
    const [first, second, witness] = app.fleet.clusters as readonly [Cluster, Cluster, Cluster];
    const name = {
      ttl: Duration.seconds(30),
      failback: 'automatic',
      healthChecks: HealthChecks.server({
        request: HealthRequest.tcp({ port: 2379 }),
        interval: Duration.seconds(30),
        timeout: Duration.seconds(5),
        failures: 1,
      }),
    } as const;
    const etcd = { engine: RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' }), storage: Size.gibibytes(8) };
    new GeoRaft(app, 'settings', {
      ...etcd,
      topology: Topology.activeStandby({
        active: Seat.of(first, { voters: 2 }),
        standbys: [Standby.voting(second, { voters: 2 }), Standby.witness(witness, { voters: 1 })],
      }),
      access: Access.dns({ ...name, host: `settings.${zone}`, exposure: Exposure.ingress() }),
      objectives: { survive: Survive.anyOneCluster() },
    });
    new GeoRaft(app, 'catalog', {
      ...etcd,
      topology: Topology.activeActive({
        seats: [Seat.of(first, { voters: 2 }), Seat.of(second, { voters: 1 })],
        traffic: Traffic.weighted([
          [first, 3],
          [second, 1],
        ]),
      }),
      access: Access.dns({ ...name, host: `catalog.${zone}`, exposure: Exposure.loadBalancer(), clientCidrs: ['192.0.2.0/24'] }),
      objectives: { survive: Survive.anyOneMember() },
    });
    return app;
  },
};

/** Every program whose output is committed. */
export const variants: readonly Variant[] = [
  example,
  discovery('kubernetes-api', PeerDiscovery.kubernetesApi()),
  discovery('init-container', PeerDiscovery.initContainer({ image: 'registry.example.test/busybox:1.36.1' })),
  discovery('static-peers', PeerDiscovery.staticPeers()),
  lab,
  peerTls,
  tlsInSteps,
  changing,
  lost,
  renamed,
  learner,
  rollingSync,
  accepted,
  balanced,
  ways,
  delegated,
];

/**
 * Renders a variant into `<folder>/<name>`, a folder that nothing was rendered into before: rules compare with the last output.
 * @throws with the findings when the program is refused
 */
export function render({ name, build }: Variant, folder: string): void {
  const own = join(folder, name);
  mkdirSync(own, { recursive: true });
  const { findings } = build(own).synthesize();
  if (Finding.anyError(findings)) throw new Error(`${name} is refused:\n${findings.map(Finding.line).join('\n')}`);
}

function never(why: string): never {
  throw new Error(why);
}
