import { cpSync } from 'node:fs';
import { Chart, Duration, Size } from 'cdk8s';
import { Fn, Lazy, Token } from 'cdktf';
import {
  Access,
  Cluster,
  Delivery,
  Dns,
  DnsProvider,
  Exposure,
  type Fleet,
  type FleetApp,
  GeoRaft,
  HealthChecks,
  Manifest,
  RaftEngine,
  Seat,
  Standby,
  Survive,
  Topology,
  Traffic,
} from '../../lib';
import { runProgram } from './compiled';
import { dublin, emptyApp, emptyFolder, frankfurt, type GeoRaftProps, london, seats, stretched, withUpdates } from './example';
import { tree } from './output';
import { belowText, findingText, type Refused, refused } from './refused';

let first: string | undefined;

/** A folder with the output of a program that was right: a copy of the first one. */
function written(): string {
  const folder = emptyFolder();
  if (first === undefined) {
    first = emptyFolder();
    const app = emptyApp(first);
    new GeoRaft(app, 'store', stretched());
    expect(app.synthesize().findings).toEqual([]);
  }
  cpSync(first, folder, { recursive: true });
  return folder;
}

interface Wrong {
  readonly rule: string;
  /** The rule that says it, where it follows from what that finds. */
  readonly cause?: string;
  readonly fleet?: Partial<Fleet>;
  readonly name?: string;
  readonly system?: Partial<GeoRaftProps>;
  readonly more?: (app: FleetApp) => void;
}

const engine = (change: Partial<Parameters<typeof RaftEngine.generic>[0]>): Pick<GeoRaftProps, 'engine'> => ({
  engine: RaftEngine.generic({
    name: 'store',
    image: 'registry.example.test/store:1.0.0',
    raftPort: 8090,
    dataPath: '/var/lib/store',
    shutdown: { grace: Duration.seconds(30) },
    ...change,
  }),
});

const dns = (host: string, ttl = Duration.seconds(30)): Pick<GeoRaftProps, 'access'> => ({
  access: Access.dns({ host, ttl, exposure: Exposure.ingress() }),
});

const withRoute53 = Dns.externalDns({ zone: 'example.test', provider: DnsProvider.route53() });
const over = (traffic: Traffic): Topology =>
  Topology.activeActive({
    seats: [Seat.of(frankfurt, { voters: 2 }), Seat.of(dublin, { voters: 2 }), Seat.of(london, { voters: 1 })],
    traffic,
  });
const reachedAt = (address: string): Cluster => Cluster.of({ ...frankfurt, ingress: { className: 'nginx', addresses: [address] } });

const madrid = Cluster.of({ ...dublin, name: 'madrid', index: 7, podCidrs: ['10.107.0.0/16'], serviceCidrs: ['10.207.0.0/16'] });
const long = (length: number): string => 'x'.repeat(length);

const wrong: Readonly<Record<string, Wrong>> = {
  'two clusters with one index': {
    rule: 'fleet/cluster-index',
    fleet: { clusters: [frankfurt, dublin, london, { ...madrid, index: 1 }] },
  },
  'an index of a cluster that is retired': {
    rule: 'fleet/cluster-index',
    fleet: { clusters: [frankfurt, dublin, london, madrid], retired: [{ name: 'rome', index: 7 }] },
  },
  'an index of another cluster of the last output': {
    rule: 'fleet/cluster-index',
    fleet: { clusters: [frankfurt, dublin, london].map(cluster => (cluster === london ? { ...madrid, index: 2 } : cluster)) },
    system: { topology: seats([frankfurt, 2], [dublin, 2], [{ ...madrid, index: 2 }, 1]) },
  },
  'another index than in the last output': {
    rule: 'fleet/cluster-index',
    fleet: { clusters: [frankfurt, dublin, { ...london, index: 3 }] },
    system: { topology: seats([frankfurt, 2], [dublin, 2], [{ ...london, index: 3 }, 1]) },
  },
  'a cluster that is not of the fleet': {
    rule: 'topology/unknown-cluster',
    system: { topology: seats([frankfurt, 2], [dublin, 2], [madrid, 1]) },
  },
  'a cluster that is named twice': {
    rule: 'topology/duplicate-cluster',
    system: { topology: seats([frankfurt, 2], [dublin, 2], [dublin, 1]) },
  },
  'a seat without voters': { rule: 'quorum/no-voters', system: { topology: seats([frankfurt, 2], [dublin, 2], [london, 0]) } },
  'an even number of voters': { rule: 'quorum/even-voters', system: { topology: seats([frankfurt, 2], [dublin, 1], [london, 1]) } },
  'two clusters that are to survive the loss of any one': {
    rule: 'quorum/cluster-loss',
    system: { topology: seats([frankfurt, 2], [dublin, 1]) },
  },
  'pod ranges of two clusters that overlap': {
    rule: 'network/cidr-overlap',
    fleet: { clusters: [frankfurt, { ...dublin, podCidrs: ['10.101.128.0/17'] }, london] },
  },
  'a StatefulSet name over 52 characters': { rule: 'names/length', name: long(53) },
  'a DNS label over 63 characters': { rule: 'names/length', name: long(63) },
  'a DNS name over 253 characters': {
    rule: 'names/length',
    fleet: { dns: { ...withUpdates(), zone: `${[long(60), long(60), long(60), long(50)].join('.')}.test` } },
  },
  'a port name over 15 characters': { rule: 'names/port', system: engine({ raftPortName: 'raft-consensus-p' }) },
  'a tag that can move': { rule: 'images/floating-tag', system: engine({ image: 'registry.example.test/store:latest' }) },
  'another size than in the last output': { rule: 'change/storage', system: { storage: Size.gibibytes(20) } },
  'another storage class than in the last output': {
    rule: 'change/storage',
    fleet: { clusters: [frankfurt, { ...dublin, storageClass: 'fast' }, london] },
    system: { topology: seats([frankfurt, 2], [{ ...dublin, storageClass: 'fast' }, 2], [london, 1]) },
  },
  'a system that was renamed': { rule: 'change/rename', name: 'shop' },
  'another namespace than in the last output': { rule: 'change/identity', system: { namespace: 'elsewhere' } },
  'a cluster that is too old': {
    rule: 'versions/kubernetes',
    fleet: { clusters: [{ ...frankfurt, kubernetes: '1.27' }, dublin, london] },
    system: { topology: seats([{ ...frankfurt, kubernetes: '1.27' }, 2], [dublin, 2], [london, 1]) },
  },
  'a cluster that is too old for a native sleep': {
    rule: 'versions/kubernetes',
    fleet: { clusters: [{ ...frankfurt, kubernetes: '1.29' }, dublin, london] },
    system: {
      topology: seats([{ ...frankfurt, kubernetes: '1.29' }, 2], [dublin, 2], [london, 1]),
      ...engine({ shutdown: { grace: Duration.seconds(30), before: { kind: 'sleep', time: Duration.seconds(5) } } }),
    },
  },
  'weights where the provider has no set identifiers': {
    rule: 'dns/publication',
    fleet: { dns: withUpdates() },
    system: {
      topology: over(Traffic.weighted([[frankfurt, 1]])),
      ...dns('store.example.test'),
    },
  },
  'health checks that the provider cannot use': {
    rule: 'dns/publication',
    fleet: { dns: withUpdates() },
    system: {
      access: Access.dns({
        host: 'store.example.test',
        ttl: Duration.seconds(30),
        exposure: Exposure.ingress(),
        healthChecks: HealthChecks.existing({ interval: Duration.seconds(10), failures: 3, ids: [[frankfurt, 'check-0']] }),
      }),
    },
  },
  'a TTL of nothing': { rule: 'input/shape', system: dns('store.example.test', Duration.seconds(0)) },
  'a TTL under 5 s': { rule: 'input/shape', system: dns('store.example.test', Duration.seconds(4)) },
  'weights that are all zero': {
    rule: 'dns/record-content',
    fleet: { dns: withRoute53 },
    system: { topology: over(Traffic.weighted([[frankfurt, 0]])), ...dns('store.example.test') },
  },
  'places without a default': {
    rule: 'dns/record-content',
    fleet: { dns: withRoute53 },
    system: { topology: over(Traffic.geo([[frankfurt, { kind: 'country', code: 'DE' }]])), ...dns('store.example.test') },
  },
  'a dot at the end of an address': {
    rule: 'dns/target',
    fleet: { clusters: [reachedAt('lb.example.org.'), dublin, london] },
    system: { topology: seats([reachedAt('lb.example.org.'), 2], [dublin, 2], [london, 1]), ...dns('store.example.test') },
  },
  'an address of neither family': {
    rule: 'dns/target',
    fleet: { clusters: [reachedAt('198.51.100.256'), dublin, london] },
    system: { topology: seats([reachedAt('198.51.100.256'), 2], [dublin, 2], [london, 1]), ...dns('store.example.test') },
  },
  'a host outside the zone': { rule: 'dns/host-zone', system: dns('store.example.com') },
  'two systems with one host': {
    rule: 'dns/host-claimed',
    system: dns('store.example.test'),
    more: app => new GeoRaft(app, 'shop', stretched(dns('store.example.test'))),
  },
  'two objects that overwrite each other': {
    rule: 'objects/duplicate',
    more: app => {
      for (const id of ['one', 'other']) {
        const chart = new Chart(app.cluster(dublin), id, { namespace: 'tools' });
        new Manifest(chart, 'same', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'same' } });
      }
    },
  },
  'an object that overwrites one of a system': {
    rule: 'objects/duplicate',
    more: app => {
      const chart = new Chart(app.cluster(dublin), 'mine');
      new Manifest(chart, 'same', { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'store', namespace: 'store' } });
    },
  },
  'a text of Terraform in an environment variable': {
    rule: 'objects/terraform-token',
    system: engine({ env: [{ name: 'ADDRESS', value: Token.asString({ resolve: () => 'later' }) }] }),
  },
  'a lazy text of Terraform in an argument': {
    rule: 'objects/terraform-token',
    system: engine({ args: [`--address=${Lazy.stringValue({ produce: () => 'later' })}`] }),
  },
  'a text of Terraform in a chart of a user': {
    rule: 'objects/terraform-token',
    more: app => {
      const chart = new Chart(app.cluster(dublin), 'tools', { namespace: 'tools' });
      const data = { address: Token.asString(Fn.upper('a')) };
      new Manifest(chart, 'data', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'data' }, ...{ data } });
    },
  },
  'a number of Terraform in a chart of a user': {
    rule: 'objects/terraform-token',
    more: app => {
      const chart = new Chart(app.cluster(dublin), 'tools', { namespace: 'tools' });
      const spec = { replicas: Token.asNumber({ resolve: () => 3 }) };
      new Manifest(chart, 'thing', { apiVersion: 'example.test/v1', kind: 'Thing', metadata: { name: 'thing' }, ...{ spec } });
    },
  },
  'a list of Terraform in a chart of a user': {
    rule: 'objects/terraform-token',
    more: app => {
      const chart = new Chart(app.cluster(dublin), 'tools', { namespace: 'tools' });
      const spec = { addresses: Token.asList({ resolve: () => ['a'] }) };
      new Manifest(chart, 'thing', { apiVersion: 'example.test/v1', kind: 'Thing', metadata: { name: 'thing' }, ...{ spec } });
    },
  },
  'numbers of Terraform in a chart of a user': {
    rule: 'objects/terraform-token',
    more: app => {
      const chart = new Chart(app.cluster(dublin), 'tools', { namespace: 'tools' });
      const spec = { ports: Token.asNumberList({ resolve: () => [80] }) };
      new Manifest(chart, 'thing', { apiVersion: 'example.test/v1', kind: 'Thing', metadata: { name: 'thing' }, ...{ spec } });
    },
  },
  'a text of Terraform in the name of a region': {
    rule: 'objects/terraform-token',
    cause: 'terraform/token',
    fleet: { clusters: [{ ...frankfurt, region: Token.asString({ resolve: () => 'later' }) }, dublin, london] },
  },
  'a text of Terraform in the repository': {
    rule: 'objects/terraform-token',
    cause: 'terraform/token',
    fleet: { delivery: Delivery.argoCd({ repoUrl: Token.asString({ resolve: () => 'later' }), project: 'stateful', runsOn: london }) },
  },
  'Argo CD on a cluster that is not of the fleet': {
    rule: 'argo/cluster',
    fleet: { delivery: Delivery.argoCd({ repoUrl: 'https://git.example.test', project: 'stateful', runsOn: madrid }) },
  },
  'a hot standby without a mirror': {
    rule: 'engine/capability',
    system: {
      topology: Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys: [Standby.hot(dublin, { voters: 3 })] }),
      objectives: { survive: Survive.anyOneMember() },
    },
  },
  'a system whose name is a number': { rule: 'names/system', name: '1' },
  'a system whose name begins with a digit': { rule: 'names/system', name: '1s' },
  'two systems of one name': { rule: 'names/system', more: app => new GeoRaft(app, 'store', stretched()) },
  'a cluster with the name of the Applications’ folder': {
    rule: 'fleet/cluster-name',
    fleet: { clusters: [frankfurt, dublin, london, { ...madrid, name: 'argocd' }] },
  },
};

const build = (folder: string, { fleet = {}, name = 'store', system = {}, more }: Wrong): FleetApp => {
  const app = emptyApp(folder, fleet);
  new GeoRaft(app, name, stretched(system));
  more?.(app);
  return app;
};

const results = new Map<Wrong, Refused>();

/** What came of a wrong program: each is run once, whichever test asks first. */
function resultOf(given: Wrong): Refused {
  const known = results.get(given);
  if (known) return known;
  const folder = written();
  const found = refused(build(folder, given), folder);
  results.set(given, found);
  return found;
}

describe('a program with', () => {
  it.each(Object.entries(wrong))('%s is refused, and nothing is touched', (_, given) => {
    const { rule, cause } = given;
    const found = resultOf(given);
    if (cause === undefined) expect(found.rules).toContain(rule);
    else expect(found.following).toContain(`${rule}<${cause}`);
    expect(found.exitCode).toBe(1);
    expect(found.untouched).toBe(true);
    for (const line of found.lines.slice(0, -1)) expect(line).toMatch(findingText);
    for (const line of found.below) expect(line).toMatch(belowText);
    expect(found.lines.at(-1)).toMatch(/^\d+ errors?; nothing was written$/);
  });

  it('one mistake is told of one error, seldom of two', () => {
    const counts = Object.values(wrong).map(given => resultOf(given).rules.length);
    const share = (most: number): number => counts.filter(count => count <= most).length / counts.length;
    expect([share(1) >= 0.8, share(2)]).toEqual([true, 1]);
  });
});

describe('a program with many mistakes', () => {
  it('is told all of them at once, each once', () => {
    const folder = written();
    const app = emptyApp(folder, { clusters: [frankfurt, { ...dublin, kubernetes: '1.27' }, { ...london, index: 0 }] });
    new GeoRaft(app, 'store', stretched({ ...engine({ image: 'store:latest', raftPortName: 'Raft' }), ...dns('store.example.com') }));
    new GeoRaft(app, 'shop', stretched({ topology: seats([madrid, 2], [frankfurt, 0]), storage: Size.gibibytes(1) }));
    const { lines, rules, following } = refused(app, folder);
    for (const rule of [
      'fleet/cluster-index',
      'topology/unknown-cluster',
      'quorum/no-voters',
      'images/floating-tag',
      'names/port',
      'dns/host-zone',
    ]) {
      expect(rules).toContain(rule);
    }
    // Without the votes of the second system there are two, which is an even number, and one cluster has both.
    expect(following).toEqual(expect.arrayContaining(['quorum/even-voters<quorum/no-voters', 'quorum/cluster-loss<quorum/no-voters']));
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('is told of its objects and of its plan together', () => {
    const folder = written();
    const app = emptyApp(folder);
    new GeoRaft(app, 'store', stretched({ ...engine({ image: 'store:latest', args: [Token.asString({ resolve: () => 'x' })] }) }));
    expect(refused(app, folder).rules).toEqual(expect.arrayContaining(['images/floating-tag', 'objects/terraform-token']));
  });
});

describe('a program in a process of its own', () => {
  const program = (folder: string, voters: number): string => `
    const { FleetApp, GeoRaft } = load('lib');
    const { fleetIn, stretched, seats, frankfurt, dublin } = load('tests/synth/example.js');
    const app = new FleetApp(fleetIn(${JSON.stringify(folder)}), { outdir: ${JSON.stringify(folder)} + '/dist' });
    new GeoRaft(app, 'store', stretched({ topology: seats([frankfurt, ${voters}], [dublin, 1]) }));
    app.synth();`;

  it('ends with 1 when it is refused, and says why on the standard error', () => {
    const folder = written();
    const before = tree(folder);
    const { code, out, err } = runProgram(program(folder, 2), folder);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(
      'error: [store/frankfurt] quorum/cluster-loss: holds 2 of 3 votes, so losing it leaves 1 of the 2 needed; two clusters can never',
    );
    expect(err).not.toMatch(/TypeError|at .*\.js:\d+/);
    expect(tree(folder)).toEqual(before);
  });

  it('ends with 0 when it is right, and prints the plan on the standard output', () => {
    const folder = emptyFolder();
    const good = program(folder, 2)
      .replace(/seats\(\[frankfurt.*\]\)/, 'seats([frankfurt, 3])')
      .replace('stretched({', "stretched({ objectives: { survive: { kind: 'any-one-member' } },");
    const { code, out, err } = runProgram(good, folder);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^system +cluster +role +voters/);
  });
});
