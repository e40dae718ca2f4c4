import { Duration, Size } from 'cdk8s';
import { platform } from '../../apps/platform';
import {
  Acknowledgement,
  Cluster,
  Delivery,
  Dns,
  DnsProvider,
  Fleet,
  FleetApp,
  GeoRaft,
  Network,
  type Objectives,
  OnCall,
  OperatingState,
  PeerDiscovery,
  PeerTls,
  RoundTrips,
  Seat,
  Standby,
  Survive,
  TerraformSettings,
  Topology,
  Traffic,
} from '../../lib';
import type { RaftSystem } from '../../lib/domain/raft-system';
import { must } from '../fixtures';
import { accessOf } from './access';
import type { DnsDraft, FleetDraft, SeatDraft, StandbyDraft, SystemDraft, TopologyDraft, TrafficDraft } from './draft';
import { engineOf } from './engines';

/** The clusters of a fleet by their names. */
export type Clusters = ReadonlyMap<string, Cluster>;

/** The day of every run: acknowledgements hold until a later one. */
export const today = '2030-01-01';

/** A later description of a system. */
export type Later = (name: string, system: RaftSystem) => RaftSystem;

/** The program that a draft describes, which writes below a folder. @param before whether it is that of a fleet that has not formed yet */
export function programOf(draft: FleetDraft, folder: string, before = false, later: Later = (_, system) => system): FleetApp {
  const app = systemsOf(draft, folder, before, later);
  platform(app);
  return app;
}

/** The same without the instances of ExternalDNS, which take most of the time and nothing is planned for. */
export function systemsOf(draft: FleetDraft, folder: string, before = false, later: Later = (_, system) => system): FleetApp {
  const clusters: Clusters = new Map(draft.clusters.map(facts => [facts.name, Cluster.of(facts)]));
  const acknowledged = draft.acknowledged.map(({ rule, at }) =>
    Acknowledgement.of({ rule, at, reason: 'it is known', until: '2030-12-31' }),
  );
  const app = new FleetApp(fleetOf(draft, clusters, folder), {
    outdir: `${folder}/dist`,
    ...(acknowledged.length > 0 && !before ? { acknowledged } : {}),
    today,
  });
  // Before, a system of several was not there yet.
  for (const system of before && draft.systems.length > 1 ? draft.systems.slice(1) : draft.systems)
    new GeoRaft(app, system.name, later(system.name, systemOf(system, clusters, before)));
  return app;
}

function fleetOf({ dns, delivery, terraform, onCall, distance, ...draft }: FleetDraft, clusters: Clusters, folder: string): Fleet {
  const all = [...clusters.values()];
  const path = delivery?.path;
  return Fleet.of({
    name: draft.name,
    clusters: all,
    ordinalStride: draft.stride,
    retired: draft.retired.map(index => ({ name: `gone-${index}`, index })),
    network: draft.translated ? translated : Network.flat(),
    ...(distance === undefined ? {} : { roundTrips: roundTripsOf(all, distance) }),
    dns: Dns.externalDns({
      zone: dns.zone,
      provider: providerOf(dns),
      ...(dns.namespace === undefined ? {} : { namespace: dns.namespace }),
      peerTtl: Duration.seconds(dns.peerTtl),
      interval: Duration.seconds(dns.interval),
      ...(dns.writers ? { writers: dns.writers.map(name => must(clusters.get(name))) } : {}),
    }),
    ...(delivery
      ? {
          delivery: Delivery.argoCd({
            repoUrl: delivery.repository,
            namespace: delivery.namespace,
            project: 'stateful',
            runsOn: must(clusters.get(delivery.runsOn)),
            mode: delivery.mode,
            ...(path === undefined ? {} : { path }),
          }),
        }
      : {}),
    ...(terraform
      ? {
          terraform: TerraformSettings.stacks({
            outdir: `${folder}/cdktf.out`,
            ...(terraform === 's3'
              ? {
                  backend: {
                    kind: 'other',
                    type: 's3',
                    config: { bucket: 'states', key: 'georaft/{cluster}.tfstate', region: 'eu-central-1' },
                  },
                }
              : {}),
          }),
        }
      : {}),
    ...(onCall === undefined
      ? {}
      : { onCall: OnCall.of({ notice: Duration.seconds(onCall), decide: Duration.seconds(2 * onCall), fence: Duration.seconds(onCall) }) }),
  });
}

/** The range under which a cluster's pods appear in the others. */
export const shownRange = ({ index }: Pick<Cluster, 'index'>): string => `198.18.${index}.0/24`;

const translated: Network = { name: 'translated', sharedAddresses: false, bind: remote => ({ cidrs: [shownRange(remote)] }) };

const roundTripsOf = (clusters: readonly Cluster[], distance: number): RoundTrips =>
  RoundTrips.of(
    clusters.flatMap((one, position) =>
      clusters.slice(position + 1).map((other, steps) => [one, other, Duration.millis(distance * (steps + 1))] as const),
    ),
  );

function providerOf({ provider, edge, zone, tagged, option }: DnsDraft): DnsProvider {
  const plainly = { provider: 'ovh', propagation: Duration.seconds(30), apex: option ? 'alias' : 'addresses' } as const;
  switch (provider) {
    case 'azure':
      return DnsProvider.azure({ resourceGroup: 'names', subscriptionId: 'a0b1', visibility: option ? 'private' : 'public' });
    case 'cloudflare':
      return DnsProvider.cloudflare(option ? { secretName: 'cloudflare-token' } : {});
    case 'coreDns':
      return DnsProvider.coreDns({ etcd: ['http://192.0.2.251:2379'], ...(option ? { secretName: 'coredns-etcd' } : {}) });
    case 'google':
      return DnsProvider.google({ project: 'names', ...(option ? { visibility: 'private' } : {}) });
    case 'plain':
      return DnsProvider.plain(
        option
          ? {
              ...plainly,
              args: ['--ovh-endpoint=ovh-eu'],
              secret: { name: 'ovh', keys: ['token'] },
              env: [{ name: 'OVH_TOKEN', secret: { name: 'ovh', key: 'token' } }],
            }
          : plainly,
      );
    case 'powerDns':
      return DnsProvider.powerDns({ api: 'http://192.0.2.252:8081', geoIp: option ? 'database' : 'none' });
    case 'rfc2136':
      return DnsProvider.rfc2136({ host: '192.0.2.253', ...(option ? { port: 5353, keyAlgorithm: 'hmac-sha512' } : {}) });
    case 'route53':
      return DnsProvider.route53(option ? { hostedZoneId: 'Z0123456789', loadBalancers: 'cname', targetHealth: 'ignored' } : {});
    case 'webhook':
      return DnsProvider.webhook({
        name: 'own',
        propagation: Duration.seconds(20),
        ...(option ? { capabilities: { policies: ['weighted'] }, route: route => [{ name: 'webhook/policy', value: route.policy }] } : {}),
      });
    case 'k8gb':
      return DnsProvider.k8gb({
        edge: providerOf({ provider: edge, edge, zone, option: false, peerTtl: 5, interval: 60 }),
        zone: `gslb.${zone}`,
        ...(tagged ? { geoTags: Object.fromEntries(tagged.map(name => [name, option ? name : `at-${name}`])) } : {}),
      });
  }
}

function systemOf(draft: SystemDraft, clusters: Clusters, before: boolean): RaftSystem {
  const { discovery, tls, resources, state, survive, rto, rpo } = draft;
  const objectives: Objectives = {
    survive: survive === 'any-one-cluster' ? Survive.anyOneCluster() : Survive.anyOneMember(),
    ...(rto === undefined ? {} : { rto: Duration.seconds(rto) }),
    ...(rpo === undefined ? {} : { rpo: Duration.seconds(rpo) }),
  };
  return {
    engine: engineOf(draft.engine),
    storage: Size.mebibytes(draft.storage),
    topology: topologyOf(draft.topology, clusters),
    access: accessOf(draft, clusters),
    objectives,
    ...(draft.namespace === undefined ? {} : { namespace: draft.namespace }),
    ...(discovery ? { discovery: discoveryOf(discovery) } : {}),
    ...(tls ? { peerTls: PeerTls.certManager({ issuer: 'peers', issuerKind: tls }) } : {}),
    ...(resources ? { resources: { cpu: resources.cpu, memory: Size.mebibytes(resources.memory) } } : {}),
    ...(state && !before ? { state: { ...OperatingState.initial(), ...state } } : {}),
  };
}

function discoveryOf(kind: NonNullable<SystemDraft['discovery']>): PeerDiscovery {
  switch (kind) {
    case 'static-peers':
      return PeerDiscovery.staticPeers();
    case 'dns-srv':
      return PeerDiscovery.dnsSrv();
    case 'kubernetes-api':
      return PeerDiscovery.kubernetesApi();
    case 'init-container':
      return PeerDiscovery.initContainer({ image: 'docker.io/library/busybox:1.36.1' });
  }
}

function topologyOf(draft: TopologyDraft, clusters: Clusters): Topology {
  const at = (name: string): Cluster => must(clusters.get(name), name);
  const seat = ({ cluster, members }: SeatDraft): Seat => Seat.of(at(cluster), { voters: members });
  if (draft.kind === 'active-active') return Topology.activeActive({ seats: draft.seats.map(seat), traffic: trafficOf(draft.traffic, at) });
  return Topology.activeStandby({ active: seat(draft.active), standbys: draft.standbys.map(standby => standbyOf(standby, at)) });
}

function standbyOf({ kind, cluster, members, behind }: StandbyDraft, at: (name: string) => Cluster): Standby {
  switch (kind) {
    case 'voting':
      return Standby.voting(at(cluster), { voters: members });
    case 'witness':
      return Standby.witness(at(cluster), { voters: members });
    case 'learner':
      return Standby.learner(at(cluster), { learners: members });
    case 'hot':
      return Standby.hot(at(cluster), { voters: members, ...(behind === undefined ? {} : { lag: Duration.seconds(behind) }) });
    case 'cold':
      return Standby.cold(at(cluster), {
        voters: members,
        ...(behind === undefined ? {} : { backup: { interval: Duration.seconds(60 * behind), upload: Duration.seconds(behind) } }),
      });
  }
}

function trafficOf(draft: TrafficDraft, at: (name: string) => Cluster): Traffic {
  switch (draft.kind) {
    case 'round-robin':
      return Traffic.roundRobin();
    case 'latency':
      return Traffic.latency();
    case 'ordered':
      return Traffic.ordered(draft.order.map(at));
    case 'weighted':
      return Traffic.weighted(draft.values.map(([name, share]) => [at(name), share] as const));
    case 'proximity':
      return Traffic.proximity(draft.values.map(([name, bias]) => [at(name), bias] as const));
    case 'geo':
      return Traffic.geo(draft.locations.map(([name, location]) => [at(name), location] as const));
  }
}
