import { Duration, Size } from 'cdk8s';
import {
  Access,
  type Cluster,
  Delivery,
  DnsProvider,
  GatewayImplementation,
  PeerDiscovery,
  RaftEngine,
  Seat,
  Standby,
  Topology,
} from '../../lib';
import type { EngineTask } from '../../lib/domain/engine';
import type { FleetPlan } from '../../lib/plan/model/system-plan';
import { cluster, dns, etcd, fleetOf, generic, plan, spread, system } from '../fixtures';
import { type Case, fails, limit, passes } from './plan-case';

const gatewayed = (index: number, ...addresses: readonly string[]): Cluster =>
  cluster(index, { gateway: { name: 'public', namespace: 'gateways', addresses } });
const [frankfurt, dublin] = [cluster(0), cluster(1)] as const;
const base = fleetOf([frankfurt, dublin]);
const alone = spread([frankfurt], [3]);
const hot = Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 1 }), standbys: [Standby.hot(dublin, { voters: 1 })] });

/** etcd with a quota and a volume, both in MiB. */
const stored = (storage: number, quota?: number): FleetPlan =>
  plan(base, {
    demo: system(alone, {
      engine: RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5', ...(quota === undefined ? {} : { quotaBytes: quota * 1024 ** 2 }) }),
      storage: Size.mebibytes(storage),
    }),
  });

/** A hot standby of an engine whose mirror is told so. */
const mirrored = (args: (source: string, target: string) => readonly string[]): FleetPlan => {
  const mirror = ({ source, target }: { readonly source: readonly string[]; readonly target: string }): EngineTask => ({
    command: ['/bin/mirror'],
    args: args(source.join(','), target),
  });
  return plan(base, { demo: system(hot, { engine: { ...generic, mirror } }) });
};

/** A gateway in both clusters, which are reached at these. */
const reached = (one: string, other: string): FleetPlan => {
  const places = [gatewayed(0, one), gatewayed(1, other)];
  return plan(fleetOf(places), {
    demo: system(spread(places, [2, 1]), {
      access: Access.gateway({
        host: 'demo.example.test',
        ttl: Duration.seconds(30),
        implementation: GatewayImplementation.gatewayApi(),
        route: 'http',
        sites: places,
      }),
    }),
  });
};

/** What a synthesis says first of what a check of its output would find. */
export const agreementCases: Readonly<Record<string, readonly Case[]>> = {
  'storage/quota': [
    fails("a volume as large as etcd's own quota", stored(2048), 'demo', 'quota is 2147483648 bytes', 'the volume has 2147483648 bytes'),
    limit(fails('a quota of exactly the volume', stored(4096, 4096), 'demo', '4294967296 bytes')),
    limit(passes('a volume a MiB larger', stored(4097, 4096))),
    passes('a quota of its own on a small volume', stored(1024, 512)),
    passes(
      'another engine on a small volume',
      plan(base, { demo: system(alone, { engine: generic, storage: Size.gibibytes(1), access: Access.internal() }) }),
    ),
  ],
  'state/mirror': [
    fails(
      'a mirror that is not told where to read',
      mirrored((_, target) => ['--to', target]),
      'demo/dublin',
      'no member to copy from',
    ),
    fails(
      'a mirror that is not told where to write',
      mirrored(source => ['--from', source]),
      'demo/dublin',
      'does not write to demo.demo.svc',
    ),
    fails(
      'a mirror that reads at the port of peers',
      mirrored((source, target) => [`${source}:8090`, `${target}:8080`]),
      'demo/dublin',
      'no member to copy from',
    ),
    limit(
      passes(
        'a mirror that is told hosts without a port',
        mirrored((source, target) => ['--from', source, '--to', target]),
      ),
    ),
    passes(
      'a mirror that is told both in JSON',
      mirrored((source, target) => [JSON.stringify({ from: { host: source, port: 8080 }, to: `tcp://${target}:8080/` })]),
    ),
    passes("etcd's own mirror", plan(base, { demo: system(hot, { engine: etcd }) })),
  ].map(given => (given.finds.length > 0 ? bothWays(given) : given)),
  'secrets/value': [
    fails(
      "a password in the URL of the output's repository",
      plan(
        {
          ...base,
          delivery: Delivery.argoCd({ repoUrl: 'https://robot:hunter2@git.example.test/fleet.git', project: 'p', runsOn: dublin }),
        },
        {},
      ),
      'fleet.delivery',
      'a password in a URL',
    ),
    fails(
      "a password in the URL of a DNS server's API",
      plan(fleetOf([frankfurt], { dns: dns({ provider: DnsProvider.powerDns({ api: 'http://robot:hunter2@192.0.2.53:8081' }) }) }), {}),
      'fleet.dns.provider',
      'a password in a URL',
    ),
    limit(
      passes(
        'a user without a password',
        plan(
          { ...base, delivery: Delivery.argoCd({ repoUrl: 'ssh://git@git.example.test:22/fleet.git', project: 'p', runsOn: dublin }) },
          {},
        ),
      ),
    ),
    passes('no delivery', plan(base, {})),
  ],
  'engine/capability': [
    fails(
      'a file of peers of an engine that writes none',
      plan(base, { demo: system(alone, { discovery: PeerDiscovery.initContainer({ image: 'busybox:1.36.1' }) }) }),
      'demo',
      "'etcd'",
      'peers.json',
    ),
    passes(
      'a file of peers of an engine that writes one',
      plan(base, { demo: system(alone, { engine: generic, discovery: PeerDiscovery.initContainer({ image: 'busybox:1.36.1' }) }) }),
    ),
  ],
  'dns/record-content': [
    fails(
      'gateways that are reached by two names',
      reached('one.example.net', 'two.example.net'),
      'demo',
      'one.example.net, two.example.net',
    ),
    fails('a gateway with a name beside one with an address', reached('one.example.net', '198.51.100.1'), 'demo', 'beside addresses'),
    limit(passes('gateways that are reached by one name', reached('all.example.net', 'all.example.net'))),
    passes('gateways with addresses', reached('198.51.100.1', '198.51.100.2')),
  ],
};

/** The active cluster has the same mirror, stopped and the other way round. */
function bothWays(given: Case): Case {
  return { ...given, finds: given.finds.flatMap(found => [found, { ...found, at: 'demo/frankfurt' }]) };
}
