import { Duration } from 'cdk8s';
import { FleetApp, GeoRaft, type RaftEngine } from '../../lib';
import { sample } from '../extent';
import { emptyFolder, fleetIn, stretched } from './example';
import { tree } from './output';
import { belowText, findingText, type Refused, refused } from './refused';

/** Anything, as a program without types gives it. */
// biome-ignore lint/suspicious/noExplicitAny: the point of these tests
type Anything = any;

interface Given {
  readonly fleet: Anything;
  readonly name: Anything;
  readonly system: Anything;
}

/** A copy with another value at a path such as `fleet.clusters.0.name`; `undefined` leaves the field out. */
function changed(given: Anything, path: readonly string[], value: unknown): Anything {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const copy = Array.isArray(given) ? [...given] : Object.assign({}, given);
  copy[first] = changed(given?.[first], rest, value);
  if (copy[first] === undefined && rest.length === 0 && !Array.isArray(copy)) delete copy[first];
  return copy;
}

const right = (folder: string): Given => ({
  fleet: fleetIn(folder),
  name: 'store',
  system: {
    ...stretched(),
    access: { kind: 'dns', host: 'store.example.test', ttl: Duration.seconds(30), exposure: { kind: 'ingress', path: '/' } },
    state: { bootstrapped: false, formed: [], epoch: 1, thawed: [], drained: [] },
    resources: { cpu: '250m', memory: stretched().storage },
  },
});

const values: readonly (readonly [string, unknown])[] = [
  ['missing', undefined],
  ['null', null],
  ['a number', 42],
  ['NaN', Number.NaN],
  ['a text', 'frankfurt'],
  ['an empty text', ''],
  ['true', true],
  ['a list', []],
  ['a list of lists', [[[]]]],
  ['an empty object', {}],
  ['an object of unknown kind', { kind: 'unheard-of' }],
  ['an object whose kind is inherited', { kind: 'toString' }],
  ['a function', () => undefined],
  ['a symbol', Symbol('x')],
  ['a big integer', 10n],
  ['a date', new Date(0)],
];

const required = [
  ...[
    'fleet',
    'fleet.name',
    'fleet.clusters',
    'fleet.clusters.0',
    'fleet.clusters.1.name',
    'fleet.clusters.1.index',
    'fleet.clusters.1.zones',
  ],
  ...['fleet.clusters.1.kubernetes', 'fleet.clusters.1.podCidrs', 'fleet.clusters.1.podCidrs.0', 'fleet.clusters.1.serviceCidrs'],
  ...[
    'fleet.clusters.1.clusterDomain',
    'fleet.clusters.1.storageClass',
    'fleet.network',
    'fleet.network.bind',
    'fleet.dns',
    'fleet.dns.zone',
  ],
  ...[
    'fleet.dns.provider',
    'fleet.dns.provider.bind',
    'fleet.dns.provider.capabilities.policies',
    'fleet.delivery.runsOn',
    'fleet.delivery.mode',
  ],
  ...['fleet.terraform.backend', 'fleet.retired', 'fleet.ordinalStride', 'fleet.roundTrips.pairs', 'fleet.roundTrips.pairs.0'],
  ...['fleet.roundTrips.pairs.0.2', 'name', 'system', 'system.engine', 'system.engine.name', 'system.engine.image', 'system.engine.bind'],
  ...['system.engine.timing', 'system.engine.timing.defaults', 'system.engine.maxLearners', 'system.storage', 'system.topology'],
  ...['system.topology.kind', 'system.topology.seats', 'system.topology.seats.0', 'system.topology.seats.0.cluster'],
  ...['system.topology.seats.0.voters', 'system.topology.traffic', 'system.access', 'system.access.host', 'system.access.ttl'],
  ...['system.access.exposure', 'system.objectives', 'system.objectives.survive', 'system.resources.memory', 'system.state.thawed'],
];

const optional = ['fleet.roundTrips', 'fleet.delivery', 'fleet.terraform', 'system.state', 'system.resources', 'system.namespace'];
const alsoOptional = [
  'system.discovery',
  'system.peerTls',
  'system.objectives.rto',
  'system.objectives.rpo',
  'fleet.onCall',
  'system.access.clientCidrs',
  'system.access.healthChecks',
];

/** Values that are right after all at some paths. */
const accepted: Readonly<Record<string, readonly string[]>> = {
  'fleet.name': ['a text'],
  'fleet.clusters.1.name': ['a text'],
  'fleet.clusters.1.zones': ['a list'],
  'fleet.clusters.1.clusterDomain': ['a text'],
  'fleet.clusters.1.storageClass': ['a text'],
  'fleet.network.bind': ['a function'],
  'fleet.dns.provider.bind': ['a function'],
  'fleet.dns.provider.capabilities.policies': ['a list'],
  'fleet.retired': ['a list'],
  'fleet.ordinalStride': ['a number'],
  'fleet.clusters.1.index': ['a number'],
  'fleet.roundTrips.pairs': ['a list'],
  'fleet.dns.zone': ['a text'],
  name: ['a text'],
  'system.engine.name': ['a text'],
  'system.engine.bind': ['a function'],
  'system.engine.maxLearners': ['a number'],
  'system.topology.seats.0.voters': ['a number'],
  'system.state.thawed': ['a list'],
  'system.engine.image': ['a text'],
  'system.access.host': ['a text'],
  'system.namespace': ['a text'],
  'system.access.clientCidrs': ['a list'],
};

/** Where a finding about a path is. */
const place = (path: string): string =>
  path === 'name' ? 'the name of a system' : path.replace(/^system/, 'store').replace(/\.(\d+)/g, '[$1]');

const cases = [...required, ...optional, ...alsoOptional].flatMap(path =>
  values
    .filter(([what]) => !(what === 'missing' && [...optional, ...alsoOptional].includes(path)))
    .filter(([what]) => !accepted[path]?.includes(what))
    .map(([what, value]) => [path, what, value] as const),
);

const tried = sample(cases, 7);

function build(folder: string, { fleet, name, system }: Given): FleetApp {
  const app = new FleetApp(fleet, { outdir: `${folder}/dist` });
  new GeoRaft(app, name, system);
  return app;
}

describe('a program without types', () => {
  it('that is right is written', () => {
    const folder = emptyFolder();
    const { findings } = build(folder, right(folder)).synthesize();
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(tree(`${folder}/dist`).size).toBeGreaterThan(3);
  });

  const results = new Map<unknown, Refused>();
  /** What came of a wrong program: each is run once, whichever test asks first. */
  const resultOf = (path: string, what: string, value: unknown): Refused => {
    const folder = emptyFolder();
    const key = `${path} ${what}`;
    const found = results.get(key) ?? refused(build(folder, changed(right(folder), path.split('.'), value)), folder);
    results.set(key, found);
    return found;
  };

  // Sixteen values repeat at each path: by seven, every value is met, and every path is.
  it.each(tried)('whose %s is %s is told so, in the words of a finding', (path, what, value) => {
    const found = resultOf(path, what, value);
    expect(found.exitCode).toBe(1);
    expect(found.untouched).toBe(true);
    expect(found.rules.filter(rule => !rule.startsWith('input/'))).toEqual([]);
    expect(found.lines.filter(line => line.includes(`[${place(path)}`))).not.toEqual([]);
    for (const line of found.lines.slice(0, -1)) expect(line).toMatch(findingText);
    for (const line of found.below) expect(line).toMatch(belowText);
    expect([...found.lines, ...found.below].join('\n')).not.toContain('TypeError');
  });

  it('that is wrong in one place is told of one thing, and at which fields', () => {
    const counts = tried.map(([path, what, value]) => resultOf(path, what, value).harms);
    expect(counts.filter(count => count <= 2).length / counts.length).toBeGreaterThanOrEqual(0.99);
    const { below } = resultOf('fleet.dns', 'an empty object', {});
    expect(below).toEqual([expect.stringMatching(/^also at fleet\.dns\.\w+; fleet\.dns\./)]);
  });

  it('that misspells a field is told which fields there are', () => {
    const folder = emptyFolder();
    const given = right(folder);
    const { lines } = refused(build(folder, changed(given, ['system', 'topolgy'], given.system.topology)), folder);
    expect(lines.join('\n')).toContain('[store.topolgy] input/unknown-field: is not a known field; use one of engine, storage, topology');
  });

  it('that gives a text for a cluster is told where', () => {
    const folder = emptyFolder();
    const { lines } = refused(build(folder, changed(right(folder), ['system', 'topology', 'seats', '0', 'cluster'], 'frankfurt')), folder);
    expect(lines.join('\n')).toContain('[store.topology.seats[0].cluster] input/shape: is "frankfurt"; give an object with name, index');
  });

  it('that refers to itself is told so', () => {
    const folder = emptyFolder();
    const loop: Record<string, unknown> = {};
    loop.loop = loop;
    expect(refused(build(folder, changed(right(folder), ['system', 'storage'], loop)), folder).rules).toContain('input/shape');
  });
});

describe('a strategy of a user', () => {
  const engine = (bind: unknown, more: object = {}): Given['system'] => ({
    ...stretched(),
    engine: { ...stretched().engine, bind, ...more },
  });
  const config = (context: Anything): Anything => stretched().engine.bind(context);
  const store = (change: Record<string, unknown>) => (context: Anything) => ({ ...config(context), ...change });
  const fail = (): never => {
    throw new Error('the engine is out of order');
  };

  it.each([
    ['an engine whose bind throws', engine(fail)],
    ['an engine whose bind throws a text', engine(() => Promise.reject.call(undefined as never, 'x'))],
    ['an engine whose bind gives nothing', engine(() => undefined)],
    ['an engine whose bind gives an empty object', engine(() => ({}))],
    ['an engine whose bind gives a promise', engine(async () => ({}))],
    ['an engine without ports', engine(store({ ports: undefined }))],
    ['an engine with ports that are numbers', engine(store({ ports: [8090] }))],
    ['an engine with ports that serve nothing', engine(store({ ports: [{ name: 'raft', port: 8090 }] }))],
    ['an engine without arguments', engine(store({ args: undefined }))],
    ['an engine without environment', engine(store({ env: undefined }))],
    ['an engine whose environment is an object', engine(store({ env: { A: 'b' } }))],
    ['an engine whose environment holds null', engine(store({ env: [null] }))],
    ['an engine without bootstrap inputs', engine(store({ bootstrap: undefined }))],
    ['an engine whose bootstrap inputs are numbers', engine(store({ bootstrap: { A: 1 } }))],
    ['an engine without a data path', engine(store({ dataPath: undefined }))],
    ['an engine without liveness', engine(store({ liveness: undefined }))],
    ['an engine with a liveness of an unknown kind', engine(store({ liveness: { kind: 'grpc' } }))],
    ['an engine without readiness', engine(store({ readiness: undefined }))],
    ['an engine whose readiness has no handler', engine(store({ readiness: {} }))],
    ['an engine without startup', engine(store({ startup: undefined }))],
    ['an engine without shutdown', engine(store({ shutdown: undefined }))],
    ['an engine whose shutdown has no grace', engine(store({ shutdown: {} }))],
    ['an engine whose grace is a number', engine(store({ shutdown: { grace: 30 } }))],
    ['an engine whose user is missing', engine(store({ user: undefined }))],
    ['an engine whose user is root', engine(store({ user: 0 }))],
  ])('such as %s is refused with a finding', (_, system) => {
    const folder = emptyFolder();
    const found = refused(build(folder, { ...right(folder), system }), folder);
    expect(found.exitCode).toBe(1);
    expect(found.rules.length).toBeGreaterThan(0);
    expect(found.untouched).toBe(true);
  });

  const fleets: readonly (readonly [string, (fleet: Anything) => Anything])[] = [
    ['a network whose bind throws', fleet => ({ ...fleet, network: { name: 'mine', sharedAddresses: true, bind: fail } })],
    [
      'a network whose bind gives nothing',
      fleet => ({ ...fleet, network: { name: 'mine', sharedAddresses: true, bind: () => undefined } }),
    ],
    ['a network whose bind gives no ranges', fleet => ({ ...fleet, network: { name: 'mine', sharedAddresses: true, bind: () => ({}) } })],
    ['a DNS provider whose bind throws', fleet => ({ ...fleet, dns: { ...fleet.dns, provider: { ...fleet.dns.provider, bind: fail } } })],
    [
      'a DNS provider whose bind gives nothing',
      fleet => ({ ...fleet, dns: { ...fleet.dns, provider: { ...fleet.dns.provider, bind: () => undefined } } }),
    ],
  ];
  it.each(fleets)('such as %s is refused with a finding', (_, change) => {
    const folder = emptyFolder();
    const found = refused(build(folder, { fleet: change(fleetIn(folder)), name: 'store', system: stretched() }), folder);
    expect(found.exitCode).toBe(1);
    expect(found.rules.length).toBeGreaterThan(0);
    expect(found.rules.filter(rule => !rule.startsWith('input/'))).toEqual([]);
    expect(found.untouched).toBe(true);
  });

  it('that is a class with methods is as good as an object', () => {
    class Mine {
      readonly name = 'mine';
      readonly image = 'registry.example.test/mine:1.0.0';
      readonly maxLearners = 0;
      readonly timing = { defaults: { heartbeatMillis: 100, electionMillis: 1000 }, maxElectionMillis: 5000 };
      bind(context: Parameters<RaftEngine['bind']>[0]) {
        return stretched().engine.bind(context);
      }
    }
    const folder = emptyFolder();
    const app = build(folder, { fleet: fleetIn(folder), name: 'store', system: stretched({ engine: new Mine() }) });
    expect(app.synthesize().findings).toEqual([]);
  });
});

describe('a program without types that', () => {
  const refusedWith = (folder: string, make: () => FleetApp): void => {
    let app: FleetApp | undefined;
    expect(() => {
      app = make();
    }).not.toThrow(TypeError);
    if (!app) return;
    const found = refused(app, folder);
    expect(found.exitCode).toBe(1);
    expect(found.untouched).toBe(true);
  };

  it.each([
    ['a text', 'frankfurt'],
    ['nothing', undefined],
    ['null', null],
    ['an empty object', {}],
  ] as const)('asks for the scope of %s is refused without a TypeError', (_, cluster) => {
    const folder = emptyFolder();
    refusedWith(folder, () => {
      const app = build(folder, { fleet: fleetIn(folder), name: 'store', system: stretched() });
      app.cluster(cluster as Anything);
      return app;
    });
  });

  it('gives no properties at all is refused without a TypeError', () => {
    const folder = emptyFolder();
    refusedWith(folder, () => build(folder, { fleet: fleetIn(folder), name: 'store', system: undefined }));
    refusedWith(folder, () => build(folder, { fleet: fleetIn(folder), name: 'store', system: null }));
  });

  it('gives something else than a function to customize is refused with a finding', () => {
    const folder = emptyFolder();
    refusedWith(folder, () => build(folder, { fleet: fleetIn(folder), name: 'store', system: { ...stretched(), customize: 'yes' } }));
  });

  it('names several systems wrongly is told of each', () => {
    const folder = emptyFolder();
    const app = new FleetApp(fleetIn(folder), { outdir: `${folder}/dist` });
    for (const name of [7, undefined, null, '', 'Upper', 'a/b', 'a b', 'a'.repeat(64)]) new GeoRaft(app, name as Anything, stretched());
    const { lines } = refused(app, folder);
    expect(lines.filter(line => line.includes('[the name of a system] input/shape')).length).toBe(8);
  });

  it('declares no fleet and no system is told of the fleet', () => {
    const folder = emptyFolder();
    const { lines, exitCode } = refused(new FleetApp(undefined as Anything, { outdir: `${folder}/dist` }), folder);
    expect(exitCode).toBe(1);
    expect(lines[0]).toMatch(/^error: \[fleet\] input\/shape: is missing; give an object with name, clusters/);
    expect(tree(folder).size).toBe(0);
  });
});
