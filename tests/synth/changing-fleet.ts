import { Chart, Duration } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28/lib/config-map';
import { Cluster, Delivery, Dns, DnsProvider, Fleet, FleetApp, Network, RoundTrips, TerraformSettings } from '../../lib';
import { addSystem, ofSystem } from './changing-system';

/** Numbers that a fleet is made from, each at its place; what is not there is 0. So a change of a fleet is a change of one number. */
export type Numbers = ReadonlyMap<string, number>;

const clusterNames = ['frankfurt', 'dublin', 'london', 'paris'];
const systemNames = ['ledger', 'settings', 'whitewater'];

/** What can change, and how many values it has. A place of a cluster or a system is there for each of them. */
const ofFleet = {
  clusters: 2,
  provider: 3,
  peerTtl: 2,
  delivery: 3,
  revision: 3,
  runsOn: 2,
  terraform: 2,
  onCall: 2,
  pods: 2,
  chart: 3,
} as const;
const ofCluster = {
  kubernetes: 2,
  zones: 3,
  className: 2,
  address: 3,
  node: 2,
  gateway: 3,
  apiServer: 2,
  dnsCidrs: 2,
  podCidrs: 2,
} as const;

/** Every place, with the number of its values. */
export const places: readonly (readonly [string, number])[] = [
  ...Object.entries(ofFleet),
  ...clusterNames.flatMap(name => Object.entries(ofCluster).map(([field, values]) => [`${name}.${field}`, values] as const)),
  ...systemNames.flatMap(name => Object.entries(ofSystem).map(([field, values]) => [`${name}.${field}`, values] as const)),
];

/** A program of these numbers, with its output below a folder. */
export function fleetOfNumbers(numbers: Numbers, folder: string, unchanged: 'kept' | 'rendered'): FleetApp {
  const number = (place: string): number => numbers.get(place) ?? 0;
  const one = <Value>(place: string, ...values: readonly Value[]): Value => values[number(place) % values.length] as Value;
  const clusters = clusterNames.slice(0, 3 + number('clusters')).map((name, index) => clusterOf(name, index, one));
  const [first, second] = clusters as [Cluster, Cluster];
  const fleet = Fleet.of({
    name: 'test',
    clusters,
    roundTrips: RoundTrips.of(clusters.flatMap((a, at) => clusters.slice(at + 1).map(b => [a, b, Duration.millis(10)] as const))),
    network: one<Network>('pods', Network.flat(), ownNetwork),
    dns: Dns.externalDns({
      zone: 'example.test',
      provider: one<DnsProvider>(
        'provider',
        DnsProvider.rfc2136({ host: '192.0.2.53' }),
        DnsProvider.route53(),
        DnsProvider.cloudflare({}),
      ),
      peerTtl: one('peerTtl', Duration.seconds(5), Duration.seconds(6)),
    }),
    ...(number('delivery') === 2
      ? {}
      : {
          delivery: Delivery.argoCd({
            repoUrl: 'https://git.example.test/fleet.git',
            project: 'test',
            runsOn: one('runsOn', first, second),
            revision: one('revision', 'main', 'next', 'v1'),
            mode: one('delivery', 'applications', 'rolling-sync'),
          }),
        }),
    ...(number('terraform') === 1 ? { terraform: TerraformSettings.stacks({ outdir: `${folder}/cdktf.out` }) } : {}),
    ...(number('onCall') === 1 ? { onCall: { notice: Duration.minutes(1), decide: Duration.minutes(2), fence: Duration.minutes(3) } } : {}),
  });
  const app = new FleetApp(fleet, { outdir: `${folder}/dist`, unchanged });
  if (number('chart') > 0) {
    const chart = new Chart(app.cluster(second), 'banner', { namespace: 'banner' });
    new ConfigMap(chart, 'text', { metadata: { name: 'banner' }, data: { number: String(number('chart')) } });
  }
  for (const name of systemNames)
    if (number(`${name}.there`) < 3) addSystem(app, name, systemNames.indexOf(name), clusters, place => number(`${name}.${place}`));
  return app;
}

function clusterOf(name: string, index: number, one: <Value>(place: string, ...values: readonly Value[]) => Value): Cluster {
  const of = <Value>(field: keyof typeof ofCluster, ...values: readonly Value[]): Value => one(`${name}.${field}`, ...values);
  return Cluster.of({
    name,
    index,
    region: `region-${index}`,
    zones: of('zones', ['a', 'b', 'c'], ['a', 'b'], ['a']),
    kubernetes: of('kubernetes', '1.34', '1.33'),
    podCidrs: of('podCidrs', [`10.${index}.0.0/16`], [`10.${index}.0.0/16`, `10.${100 + index}.0.0/16`]),
    serviceCidrs: [`100.${64 + index}.0.0/16`],
    storageClass: 'standard',
    ingress: {
      className: of('className', 'nginx', 'traefik'),
      addresses: of('address', [`198.51.100.${index}`], [`198.51.100.${index}`, `198.51.100.${100 + index}`], [`2001:db8::${index}`]),
    },
    gateway: {
      name: of('gateway', 'edge', 'edge', 'way'),
      namespace: of('gateway', 'gateways', 'routes'),
      addresses: [`192.0.2.${index}`],
    },
    nodeAddresses: of('node', [`192.0.2.${50 + index}`], [`192.0.2.${60 + index}`]),
    apiServer: { cidrs: [`192.0.2.${100 + index}/32`], port: of('apiServer', 6443, 443) },
    ...of('dnsCidrs', {}, { dnsCidrs: ['169.254.20.10/32'] }),
  });
}

/** A network of a user's own. */
const ownNetwork: Network = { ...Network.flat(), name: 'own', bind: ({ podCidrs }) => ({ cidrs: [...podCidrs, '203.0.113.0/28'] }) };
