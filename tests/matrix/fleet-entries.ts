import { Duration } from 'cdk8s';
import {
  Acknowledgement,
  Cluster,
  Delivery,
  Dns,
  DnsProvider,
  Fleet,
  Network,
  OnCall,
  RoundTrips,
  Seat,
  Standby,
  Survive,
  TerraformSettings,
  Topology,
} from '../../lib';
import { type Entry, entry } from './entry';
import { baseFleet, clusters, facts, moved, one, seconds, three, two, zone } from './world';

const { network, dns, roundTrips, delivery, onCall } = baseFleet(undefined);
const config = { bucket: 'states', key: 'fleet/{cluster}.tfstate', retries: 3 };

/** Everything that a fleet is made of. */
export const fleetEntries: Readonly<Record<string, Entry>> = {
  'Cluster.of': entry(Cluster.of, {
    args: [facts(4, 'four')],
    optional: [
      'clusterDomain',
      'ingress',
      'ingress.namespace',
      'gateway',
      'gateway.podNamespace',
      'nodeAddresses',
      'apiServer',
      'dnsCidrs',
      'lost',
    ],
    program: cluster => ({ fleet: { clusters: [cluster, ...clusters] } }),
    at: 'fleet.clusters[0]',
  }),
  'Fleet.of': entry(Fleet.of, {
    args: [
      {
        ...{ name: 'matrix', clusters, network, dns },
        ...({ roundTrips, delivery, onCall, terraform: TerraformSettings.stacks() } as Required<
          Pick<Fleet, 'roundTrips' | 'delivery' | 'onCall' | 'terraform'>
        >),
        ...{ retired: [{ name: 'gone', index: 9 }], ordinalStride: 20 },
      },
    ],
    optional: ['roundTrips', 'delivery', 'onCall', 'terraform', 'retired', 'ordinalStride'],
    bare: [{ name: 'matrix', clusters: [one], network, dns: Dns.externalDns({ zone, provider: DnsProvider.route53() }) }],
    program: whole => ({ whole }),
    bareProgram: whole => ({
      whole,
      system: {
        topology: Topology.activeStandby({ active: Seat.of(one, { voters: 3 }), standbys: [] }),
        objectives: { survive: Survive.anyOneMember() },
      },
    }),
    at: 'fleet',
  }),
  'RoundTrips.of': entry(RoundTrips.of, {
    args: [
      [
        [one, two, Duration.millis(5)],
        [one, three, Duration.millis(5)],
        [two, three, Duration.millis(5)],
      ],
    ],
    names: ['pairs'],
    program: made => ({ fleet: { roundTrips: made } }),
    at: 'fleet.roundTrips',
  }),
  'Network.flat': entry(Network.flat, { args: [], program: made => ({ fleet: { network: made } }), at: 'fleet.network' }),
  'Dns.externalDns': entry(Dns.externalDns, {
    args: [
      {
        zone,
        provider: DnsProvider.route53(),
        peerTtl: seconds(10),
        negativeTtl: seconds(60),
        namespace: 'names',
        interval: seconds(30),
        writers: [three],
      },
    ],
    optional: ['peerTtl', 'negativeTtl', 'namespace', 'interval', 'writers'],
    program: made => ({ fleet: { dns: made }, system: { access: moved() } }),
    bareProgram: made => ({ fleet: { dns: made } }),
    at: 'fleet.dns',
  }),
  'Delivery.argoCd': entry(Delivery.argoCd, {
    args: [
      {
        repoUrl: 'https://git.example.test/fleet.git',
        revision: 'production',
        path: 'clusters',
        project: 'stateful',
        runsOn: three,
        namespace: 'argo',
        mode: 'rolling-sync',
        poll: seconds(60),
      },
    ],
    optional: ['revision', 'path', 'namespace', 'mode', 'poll'],
    program: made => ({ fleet: { delivery: made } }),
    at: 'fleet.delivery',
  }),
  'OnCall.of': entry(OnCall.of, {
    args: [{ notice: Duration.minutes(1), decide: Duration.minutes(2), fence: Duration.minutes(3) }],
    program: made => ({ fleet: { onCall: made } }),
    at: 'fleet.onCall',
  }),
  'TerraformSettings.stacks': entry(TerraformSettings.stacks, {
    args: [{ backend: { kind: 'other', type: 's3', config }, providerVersion: '~> 2.38', outdir: 'cdktf.out' }],
    optional: ['', 'backend', 'backend.config.bucket', 'backend.config.key', 'backend.config.retries', 'providerVersion', 'outdir'],
    scalar: ['backend.config.'],
    program: made => ({ fleet: { terraform: made } }),
    at: 'fleet.terraform',
  }),
  'Acknowledgement.of': entry(Acknowledgement.of, {
    args: [{ rule: 'quorum/two-clusters', at: 'demo', reason: 'a test system', until: '2027-06-30' }],
    program: made => ({
      props: { acknowledged: [made] },
      system: {
        topology: Topology.activeStandby({ active: Seat.of(one, { voters: 2 }), standbys: [Standby.voting(two, { voters: 1 })] }),
        objectives: { survive: Survive.anyOneMember() },
      },
    }),
    at: 'FleetApp.acknowledged[0]',
  }),
};
