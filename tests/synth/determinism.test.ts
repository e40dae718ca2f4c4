import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Size } from 'cdk8s';
import fc from 'fast-check';
import { platform } from '../../apps/platform';
import {
  Access,
  type Cluster,
  Delivery,
  Exposure,
  FleetApp,
  GeoRaft,
  RaftEngine,
  RoundTrips,
  Seat,
  Survive,
  Topology,
  Traffic,
} from '../../lib';
import { runs, sample } from '../extent';
import { runCompiled } from './compiled';
import { dublin, emptyFolder, fleetIn, frankfurt, london } from './example';
import { difference, tree } from './output';

const everywhere = [
  ['in UTC', { TZ: 'UTC' }],
  ['in India', { TZ: 'Asia/Kolkata' }],
  ['in the locale C', { LANG: 'C', LC_ALL: 'C' }],
  ['in Turkish', { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Europe/Istanbul' }],
  ['in another home', { HOME: '/nonexistent' }],
  ['with the settings of cdk8s', { CDK8S_DISABLE_SORT: '1', CDK8S_RECORD_CONSTRUCT_METADATA: 'true' }],
  ['with the settings of cdktf', { CDKTF_CONTEXT_JSON: '{"excludeStackIdFromLogicalIds":"true"}', CDKTF_TARGET_STACK_ID: 'dublin' }],
  ['as in production', { NODE_ENV: 'production', CI: 'true', USER: 'somebody' }],
] as const;

describe('the example program', () => {
  const synthesized = (cwd: string, env: Readonly<Record<string, string>>): ReadonlyMap<string, string> => {
    mkdirSync(cwd, { recursive: true });
    const { code, err } = runCompiled('apps/main.js', cwd, env);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return tree(cwd);
  };

  const folder = emptyFolder();
  let reference: ReadonlyMap<string, string>;
  beforeAll(() => {
    reference = synthesized(folder, {});
  });

  it('writes manifests, Applications, stacks and its plan', () => {
    for (const path of [
      'dist/fleet.json',
      'dist/argocd/_project.yaml',
      'dist/dublin/whitewater/whitewater.yaml',
      'cdktf.out/stacks/dublin/cdk.tf.json',
    ]) {
      expect([...reference.keys()]).toContain(path);
    }
  });

  it.each(sample(everywhere, 5))('writes the same bytes %s', (_, env) => {
    expect(difference(reference, synthesized(emptyFolder(), env))).toEqual([]);
  });

  it('writes the same bytes from another folder', () => {
    expect(difference(reference, synthesized(join(emptyFolder(), 'ünïcode and spaces', 'deep'), {}))).toEqual([]);
  });

  it('writes the same bytes over its own output', () => {
    expect(difference(reference, synthesized(folder, { TZ: 'Asia/Kolkata' }))).toEqual([]);
  });
});

describe('a fleet whose lists are in another order', () => {
  /** The same fleet, with every list whose order says nothing shuffled by the positions given. */
  function build(folder: string, shuffle: <Item>(items: readonly Item[]) => readonly Item[]): FleetApp {
    const clusters = [frankfurt, dublin, london];
    const trips: readonly (readonly [Cluster, Cluster, Duration])[] = [
      [frankfurt, dublin, Duration.millis(25)],
      [frankfurt, london, Duration.millis(14)],
      [dublin, london, Duration.millis(11)],
    ];
    const fleet = fleetIn(folder, {
      clusters: shuffle(clusters),
      roundTrips: RoundTrips.of(shuffle(trips)),
      retired: shuffle([
        { name: 'paris', index: 8 },
        { name: 'rome', index: 5 },
      ]),
      delivery: Delivery.argoCd({
        repoUrl: 'https://git.example.test/fleet.git',
        project: 'stateful',
        runsOn: london,
        mode: 'rolling-sync',
      }),
    });
    const app = new FleetApp(fleet, { outdir: join(folder, 'dist') });
    const seats = [Seat.of(frankfurt, { voters: 2 }), Seat.of(dublin, { voters: 2 }), Seat.of(london, { voters: 1 })];
    const systems = ['store', 'queue', 'cache'].map(name => () => {
      new GeoRaft(app, name, {
        engine: RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' }),
        storage: Size.gibibytes(8),
        topology: Topology.activeActive({
          seats: shuffle(seats),
          traffic: Traffic.weighted(
            shuffle([
              [frankfurt, 100],
              [dublin, 50],
              [london, 25],
            ]),
          ),
        }),
        access: Access.dns({
          host: `${name}.example.test`,
          ttl: Duration.seconds(30),
          exposure: Exposure.ingress(),
          healthChecks: {
            kind: 'existing',
            ids: shuffle([
              [frankfurt, 'f'],
              [dublin, 'd'],
              [london, 'l'],
            ]),
            interval: Duration.seconds(10),
            failures: 3,
          },
        }),
        objectives: { survive: Survive.anyOneCluster() },
      });
    });
    for (const declare of shuffle([() => platform(app), ...systems])) declare();
    return app;
  }

  it('gives the same bytes', () => {
    const first = emptyFolder();
    expect(build(first, items => items).synthesize().findings).toEqual([]);
    const reference = tree(first);
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), numbers => {
        const folder = emptyFolder();
        const shuffle = <Item>(items: readonly Item[]): readonly Item[] =>
          items
            .map(item => [numbers.next().value as number, item] as const)
            .sort(([a], [b]) => a - b)
            .map(([, item]) => item);
        expect(build(folder, shuffle).synthesize().findings).toEqual([]);
        expect(difference(reference, tree(folder))).toEqual([]);
      }),
      { numRuns: runs(40) },
    );
  });
});
