import { Duration, Size } from 'cdk8s';
import fc from 'fast-check';
import { checkFleetShape } from '../../lib/plan/input/fleet-shape';
import { checkSystemShape } from '../../lib/plan/input/system-shape';
import { planSystem } from '../../lib/plan/system/plan-system';
import { runs } from '../extent';
import { fleet, must, spread, system } from '../fixtures';
import {
  Access,
  type Cluster,
  Delivery,
  Exposure,
  OnCall,
  PeerDiscovery,
  PeerTls,
  RaftEngine,
  Seat,
  Standby,
  Survive,
  TerraformSettings,
  Topology,
  Traffic,
} from '../nouns';

const plain = fleet(3);
const [frankfurt, dublin, london] = plain.clusters as readonly [Cluster, Cluster, Cluster];
const [paris, milan] = fleet(5).clusters.slice(3) as [Cluster, Cluster];

/** A fleet in which every field is given. */
const fullFleet = {
  ...plain,
  clusters: plain.clusters.map(one => ({ ...one, dnsCidrs: ['169.254.20.10/32'] })),
  delivery: Delivery.argoCd({ repoUrl: 'https://git.test/fleet.git', project: 'demo', runsOn: frankfurt }),
  terraform: TerraformSettings.stacks({ outdir: 'out' }),
  onCall: OnCall.of({ notice: Duration.minutes(5), decide: Duration.minutes(10), fence: Duration.minutes(5) }),
  retired: [{ name: 'rome', index: 99 }],
};

const access = Access.dns({
  host: 'demo.example.test',
  ttl: Duration.seconds(30),
  exposure: Exposure.ingress({ tlsSecretName: 'tls' }),
  clientCidrs: ['203.0.113.0/24', '2001:db8::/32'],
  clientCache: Duration.seconds(10),
  healthChecks: { kind: 'existing', ids: [[frankfurt, 'check']], interval: Duration.seconds(10), failures: 3 },
});

const full = {
  ...system(
    spread(
      [frankfurt, dublin, london],
      [1, 1, 1],
      Traffic.geo([
        [frankfurt, { kind: 'default' }],
        [dublin, { kind: 'country', code: 'IE' }],
      ]),
    ),
  ),
  access,
  objectives: { survive: Survive.anyOneCluster(), rto: Duration.seconds(60), rpo: Duration.seconds(0) },
  discovery: PeerDiscovery.initContainer({ image: 'busybox:1.36.1' }),
  peerTls: PeerTls.certManager({ issuer: 'peers' }),
  namespace: 'demo',
  resources: { cpu: '500m', memory: Size.mebibytes(512) },
  state: { bootstrapped: true, formed: [], epoch: 2, thawed: ['frankfurt'], drained: ['dublin'] },
};

const waiting = {
  ...full,
  topology: Topology.activeStandby({
    active: Seat.of(frankfurt, { voters: 1 }),
    standbys: [
      Standby.voting(dublin, { voters: 1 }),
      Standby.learner(london, { learners: 1 }),
      Standby.hot(paris, { voters: 3, lag: Duration.millis(1500) }),
      Standby.cold(milan, {
        voters: 3,
        backup: { interval: Duration.hours(1), upload: Duration.minutes(5), restore: Duration.minutes(10) },
      }),
    ],
  }),
};

type Path = readonly (string | number)[];

const branches = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !(value instanceof Duration) && !(value instanceof Size);

/** The path of the value itself and of everything in it. */
function paths(value: unknown, at: Path = []): readonly Path[] {
  if (!branches(value)) return [at];
  const keys = Array.isArray(value) ? value.map((_, position) => position) : Object.keys(value);
  return [at, ...keys.flatMap(key => paths(value[key], [...at, key]))];
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce((found, key) => (found as Readonly<Record<string | number, unknown>>)[key], value);

/** The same value with something else at the path. */
function put(value: unknown, [key, ...rest]: Path, other: unknown): unknown {
  if (key === undefined) return other;
  if (Array.isArray(value)) return value.map((element, position) => (position === key ? put(element, rest, other) : element));
  const given = value as Readonly<Record<string, unknown>>;
  return { ...given, [key]: put(given[String(key)], rest, other) };
}

/** `fleet.clusters[0].name`, as findings say it. */
const spelt = (root: string, path: Path): string =>
  path.reduce<string>((text, key) => text + (typeof key === 'number' ? `[${key}]` : `.${key}`), root);

const anything = fc.oneof(
  fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  }),
  fc.constantFrom<unknown>(Symbol('odd'), () => 1, Number.NaN, Number.POSITIVE_INFINITY, -0, class Odd {}),
  fc.double().map(amount => Duration.seconds(Math.abs(amount) || 0)),
  fc.double({ min: 0, max: 1e6, noNaN: true }).map(amount => Size.mebibytes(amount)),
);

const shapes = [
  ['a fleet', 'fleet', fullFleet, (value: unknown) => checkFleetShape(value)],
  ['an active-active system', 'demo', full, (value: unknown) => checkSystemShape('demo', value)],
  ['an active-standby system', 'demo', waiting, (value: unknown) => checkSystemShape('demo', value)],
] as const;

describe.each(shapes)('the shape of %s', (_, root, valid, check) => {
  it('is right when every field is given as its type says', () => {
    expect(check(valid)).toEqual([]);
  });

  it('is said and never thrown, whatever is given instead', () => {
    fc.assert(
      fc.property(anything, value => {
        expect(check(value).length).toBeGreaterThan(0);
      }),
      { numRuns: runs(300) },
    );
  });

  it('is said and never thrown, whatever is put in any place', () => {
    const places = paths(valid);
    fc.assert(
      fc.property(fc.constantFrom(...places), anything, (path, value) => {
        for (const finding of check(put(valid, path, value))) {
          expect(finding.severity).toBe('error');
          // A function in the place of `validate` is asked.
          expect(finding.rule).toMatch(path.at(-1) === 'validate' ? /^input\/(shape|strategy)$/ : /^input\/(shape|unknown-field)$/);
          expect(finding.at.startsWith(spelt(root, path).slice(0, root.length))).toBe(true);
          expect(finding.problem).not.toContain('\n');
        }
      }),
      { numRuns: runs(1000) },
    );
  });

  it('is wrong where a required value is replaced by nothing', () => {
    const closed = paths(valid).filter(path => path.length > 0 && !open(path));
    expect(closed.filter(path => check(put(valid, path, null)).length === 0).map(path => spelt(root, path))).toEqual([]);
  });

  it('names the misspelt field, wherever it is', () => {
    const objects = paths(valid).filter(path => branches(at(valid, path)) && !Array.isArray(at(valid, path)) && !open([...path, 'x']));
    for (const path of objects) {
      expect(check(put(valid, [...path, 'voterz'], 1))).toEqual([
        expect.objectContaining({ rule: 'input/unknown-field', at: spelt(root, [...path, 'voterz']) }),
      ]);
    }
  });
});

/** What is below a strategy is its own business, but for what is needed of it. */
function open(path: Path): boolean {
  const [first, second, third] = path.map(String);
  if (first === 'network') return second !== undefined && second !== 'name' && second !== 'bind';
  if (first === 'dns' && second === 'provider') {
    return third !== undefined && !['name', 'policies', 'propagation', 'bind'].includes(third);
  }
  return first === 'engine' && second !== undefined && !['name', 'image', 'maxLearners', 'timing', 'bind'].includes(second);
}

describe('the name of a system', () => {
  it('is said to be wrong and never thrown, whatever it is', () => {
    fc.assert(
      fc.property(anything, name => {
        const found = checkSystemShape(name, full);
        const label = typeof name === 'string' && /^[a-z0-9-]{1,63}$/.test(name) && !name.startsWith('-') && !name.endsWith('-');
        expect(found.length === 0).toBe(label);
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('a misspelt field', () => {
  it.each(['toString', 'constructor', 'hasOwnProperty', 'valueOf'])('is found even when every object has a %s', name => {
    expect(checkSystemShape('demo', put(full, ['objectives', name], 1)).map(({ at: place }) => place)).toEqual([`demo.objectives.${name}`]);
  });
});

describe('several mistakes', () => {
  it('in a fleet are all said at once', () => {
    const mistakes: readonly (readonly [Path, unknown, string])[] = [
      [['clusters', 0, 'name'], 'Frankfurt', '"Frankfurt"'],
      [['clusters', 1, 'index'], 1000, '1000'],
      [['clusters', 2, 'podCidrs', 0], '10.0.0.0', '"10.0.0.0"'],
      [['clusters', 2, 'kubernetes'], '1.34.1', '"1.34.1"'],
      [['dns', 'zone'], 'example.test.', '"example.test."'],
      [['dns', 'intervall'], 60, 'not a known field'],
      [['ordinalStride'], 0, '0'],
      [['retired'], undefined, 'missing'],
    ];
    const found = checkFleetShape(mistakes.reduce<unknown>((value, [path, other]) => put(value, path, other), fullFleet));
    expect(new Map(found.map(({ at: place, problem }) => [place, problem]))).toEqual(
      new Map(mistakes.map(([path, , shown]) => [spelt('fleet', path), `is ${shown}`])),
    );
  });

  it('in a system are all said at once', () => {
    const mistakes: readonly (readonly [Path, unknown, string])[] = [
      [['topology', 'seats', 1, 'voters'], 1.5, '1.5'],
      [['topology', 'traffic', 'kind'], 'fastest', '"fastest"'],
      [['access', 'host'], 'Demo.example.test', '"Demo.example.test"'],
      [['storage'], '10Gi', '"10Gi"'],
      [['objectives', 'survive', 'kind'], undefined, 'missing'],
      [['state', 'epoch'], 0, '0'],
    ];
    const found = checkSystemShape(
      'demo',
      mistakes.reduce<unknown>((value, [path, other]) => put(value, path, other), full),
    );
    expect(new Map(found.map(({ at: place, problem }) => [place, problem]))).toEqual(
      new Map(mistakes.map(([path, , shown]) => [spelt('demo', path), `is ${shown}`])),
    );
  });
});

const ttl = (time: Duration): unknown => put(full, ['access', 'ttl'], time);

describe('a span of time', () => {
  it.each([
    ['5 s', Duration.seconds(5), 0],
    ['1 h', Duration.hours(1), 0],
    ['4 s', Duration.seconds(4), 1],
    ['3601 s', Duration.seconds(3601), 1],
  ])('has limits: a record that is kept for %s', (_, time, findings) => {
    expect(checkSystemShape('demo', ttl(time))).toHaveLength(findings);
  });

  it.each<[string, Path]>([
    ['a record is kept', ['access', 'ttl']],
    ['clients keep an answer', ['access', 'clientCache']],
    ['lies between two health checks', ['access', 'healthChecks', 'interval']],
    ['is promised', ['objectives', 'rto']],
    ['may be lost', ['objectives', 'rpo']],
  ])('that %s has whole seconds, or no plan can be made', (_, path) => {
    expect(checkSystemShape('demo', put(full, path, Duration.millis(5500))).map(({ at: place }) => place)).toEqual([spelt('demo', path)]);
  });

  it.each<[string, Path]>([
    ['a peer’s name is kept', ['dns', 'peerTtl']],
    ['lies between two runs of ExternalDNS', ['dns', 'interval']],
    ['a provider needs', ['dns', 'provider', 'propagation']],
    ['Argo CD needs', ['delivery', 'poll']],
    ['people need to notice', ['onCall', 'notice']],
    ['people need to decide', ['onCall', 'decide']],
    ['people need to fence', ['onCall', 'fence']],
  ])('that %s has whole seconds, or no fleet can be made', (_, path) => {
    expect(checkFleetShape(put(fullFleet, path, Duration.millis(5500))).map(({ at: place }) => place)).toEqual([spelt('fleet', path)]);
  });

  it('that is a part of a millisecond is said to be wrong and not thrown', () => {
    expect(checkSystemShape('demo', ttl(Duration.seconds(5.0005)))).toHaveLength(1);
  });
});

describe('a size', () => {
  it.each([
    ['1 MiB', Size.mebibytes(1), 0],
    ['1024 KiB', Size.kibibytes(1024), 0],
    ['half a MiB', Size.kibibytes(512), 1],
    ['1.5 MiB', Size.mebibytes(1.5), 1],
    ['0.3 MiB, no whole number of KiB', Size.mebibytes(0.3), 1],
    ['nothing', Size.gibibytes(0), 1],
  ])('of %s is said, and never thrown', (_, storage, findings) => {
    expect(checkSystemShape('demo', put(full, ['storage'], storage))).toHaveLength(findings);
  });
});

describe('a range', () => {
  it.each([
    ['10.0.0.0/8', 0],
    ['0.0.0.0/0', 0],
    ['2001:db8::/32', 0],
    ['::/0', 0],
    ['2001:db8::1/128', 0],
    ['10.0.0.0/33', 1],
    ['2001:db8::/129', 1],
    ['10.0.0.0', 1],
    ['10.0.0/8', 1],
    ['10.0.0.0/', 1],
    ['10.0.0.0/8/8', 1],
    ['10.0.0.0/-1', 1],
    ['fe80::1%eth0/64', 1],
  ])('such as %s has %d findings', (cidr, findings) => {
    expect(checkFleetShape(put(fullFleet, ['clusters', 0, 'podCidrs', 0], cidr))).toHaveLength(findings);
  });
});

describe('a system of the right shape', () => {
  it('can be planned, whatever durations its author chose', () => {
    const spans: readonly Path[] = [
      ['access', 'ttl'],
      ['access', 'clientCache'],
      ['access', 'healthChecks', 'interval'],
      ['objectives', 'rto'],
      ['objectives', 'rpo'],
    ];
    fc.assert(
      fc.property(fc.constantFrom(...spans), fc.integer({ min: 0, max: 7_200_000 }), (path, millis) => {
        const given = put(full, path, Duration.millis(millis)) as typeof full;
        if (checkSystemShape('demo', given).length > 0) return;
        expect(() => planSystem('demo', given, plain)).not.toThrow();
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('a network', () => {
  it('says whether its clusters share one address space', () => {
    const { sharedAddresses: _, ...unsaid } = must(fullFleet.network);
    expect(checkFleetShape({ ...fullFleet, network: unsaid }).map(({ at: place }) => place)).toEqual(['fleet.network.sharedAddresses']);
  });
});

describe('a provider that can do something', () => {
  it.each([
    ['policies', ['weighted'], ['route']],
    ['answers', ['first-healthy'], ['answer']],
    ['delegation', ['failover'], ['delegate', 'delegatedZone', 'delegateZone']],
    ['terraform', ['weighted'], ['terraform']],
  ])('has the words for its %s', (capability, able, words) => {
    const { name, propagation, bind, capabilities } = plain.dns.provider;
    const wordless = { name, propagation, bind, capabilities: { ...capabilities, [capability]: able } };
    const given = { ...fullFleet, dns: { ...fullFleet.dns, provider: wordless } };
    expect(checkFleetShape(given).map(({ at: place }) => place)).toEqual(words.map(word => `fleet.dns.provider.${word}`));
  });
});

describe('an engine of one’s own', () => {
  it.each(['mirror', 'join', 'pullSecret'])('has a %s of the right form or none', field => {
    const engine = { ...RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' }), [field]: 42 };
    expect(checkSystemShape('demo', { ...full, engine }).map(({ at: place }) => place)).toEqual([`demo.engine.${field}`]);
  });
});
