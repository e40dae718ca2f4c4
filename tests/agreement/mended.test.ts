import { join } from 'node:path';
import { Chart, Duration, Size } from 'cdk8s';
import {
  Access,
  type Acknowledgement,
  Delivery,
  Exposure,
  Fleet,
  FleetApp,
  GeoRaft,
  Manifest,
  OperatingState,
  RaftEngine,
  Seat,
  Standby,
  Topology,
} from '../../lib';
import { checkFolder } from '../../lib/check/check-folder';
import { folderSource } from '../../lib/check/output-source';
import { isKnownEngine } from '../../lib/domain/known-engine';
import type { Network } from '../../lib/domain/network';
import type { RaftSystem } from '../../lib/domain/raft-system';
import { haproxyConfig } from '../../lib/plan/balancer/haproxy-config';
import { sample } from '../extent';
import { cluster, etcd, fleetOf, generic, must, plan, spread, system } from '../fixtures';
import { emptyFolder } from '../synth/example';
import { find, objectsIn } from '../synth/output';

const [frankfurt, dublin, london] = [cluster(0), cluster(1), cluster(2)] as const;
const all = [frankfurt, dublin, london];
const base = fleetOf(all);
const today = '2030-01-01';

/** What a synthesis says of a system `demo`, and what a check says of its output. */
function both(given: RaftSystem, over: Fleet = base, more: { readonly acknowledged?: readonly Acknowledgement[] } = {}) {
  const folder = emptyFolder();
  const outdir = join(folder, 'dist');
  const app = new FleetApp(over, { outdir, today, ...more });
  new GeoRaft(app, 'demo', given);
  const { findings } = app.synthesize();
  // Nobody publishes names here: the instances of ExternalDNS are a chart of their own.
  const checked = checkFolder(folderSource(outdir), { today }).findings.filter(({ rule }) => !rule.startsWith('dns/'));
  return { synthesis: findings.map(({ rule, at }) => `${rule} ${at}`), check: checked.map(({ rule, at }) => `${rule} ${at}`), outdir };
}

const three = spread(all, [2, 2, 1]);
const wait = (...standbys: readonly Standby[]): Topology => Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys });
const balanced = (exposure: Exposure): Access =>
  Access.loadBalancer({
    sites: [{ cluster: frankfurt }, { cluster: dublin }],
    image: 'docker.io/library/haproxy:3.0.12',
    protocol: 'tcp',
    exposure,
    frontend: Exposure.loadBalancer(),
    clientCidrs: ['192.0.2.0/24'],
    checks: { interval: Duration.seconds(1), timeout: Duration.seconds(1), fall: 3, rise: 2 },
  });

/** An engine of a user's own: the generic one's answers, changed. */
const own = (change: (config: ReturnType<RaftEngine['bind']>) => Partial<ReturnType<RaftEngine['bind']>>): RaftEngine => ({
  ...generic,
  bind: context => ({ ...generic.bind(context), ...change(generic.bind(context)) }),
});

describe('the sources of a load balancer behind load balancers', () => {
  it('are the pods of those, and clean', () => {
    const { synthesis, check, outdir } = both(system(three, { access: balanced(Exposure.loadBalancer()) }));
    expect([synthesis, check]).toEqual([[], []]);
    const service = find(objectsIn(outdir), 'london', 'Service', 'demo');
    expect(service.spec.loadBalancerSourceRanges).toEqual([...frankfurt.podCidrs, ...dublin.podCidrs]);
  });

  it('are what the network shows of them in other clusters, and their own ranges in their own', () => {
    const network: Network = { ...base.network, name: 'translated', bind: ({ index }) => ({ cidrs: [`203.0.113.${index}/32`] }) };
    const { synthesis, check, outdir } = both(system(three, { access: balanced(Exposure.loadBalancer()) }), Fleet.of({ ...base, network }));
    expect([synthesis, check]).toEqual([[], []]);
    const ranges = (place: string) => find(objectsIn(outdir), place, 'Service', 'demo').spec.loadBalancerSourceRanges;
    expect(ranges('london')).toEqual(['203.0.113.0/32', '203.0.113.1/32']);
    expect(ranges('dublin')).toEqual(['203.0.113.0/32', ...dublin.podCidrs]);
  });
});

describe('a pause between two members', () => {
  it.each([
    [1000, 10],
    [4999, 10],
    [5000, 11],
    [20_000, 41],
  ])('is longer than two elections of %d ms, and clean', (electionMillis, seconds) => {
    const engine = { ...etcd, timing: { ...etcd.timing, defaults: { heartbeatMillis: 100, electionMillis } } };
    const { synthesis, check, outdir } = both(system(three, { engine }));
    expect([synthesis, check]).toEqual([[], []]);
    expect(find(objectsIn(outdir), 'london', 'StatefulSet', 'demo').spec.minReadySeconds).toBe(seconds);
  });
});

describe('a volume that is smaller than the quota', () => {
  const small = system(three, { storage: Size.gibibytes(1) });

  it('is found before anything is written', () => {
    expect(both(small).synthesis).toEqual(['storage/quota demo']);
  });

  it('is accepted by the check too, in every cluster, once it is accepted for the system', () => {
    const acknowledged = [{ rule: 'storage/quota', at: 'demo', reason: 'it is a toy', until: '2030-12-31' }];
    const { synthesis, check } = both(small, base, { acknowledged });
    expect([synthesis, check]).toEqual([[], []]);
  });

  it('is not accepted in a cluster by what was never found for the system', () => {
    const acknowledged = [{ rule: 'bootstrap/parallel', at: 'demo', reason: 'it is a toy', until: '2030-12-31' }];
    const folder = emptyFolder();
    const app = new FleetApp(base, { outdir: join(folder, 'dist'), today, acknowledged });
    const customize = (chart: Chart): void => {
      const set = chart.node.findAll().find(node => node instanceof Manifest && node.kind === 'StatefulSet') as Manifest;
      set.addJsonPatch({ _toJson: () => ({ op: 'replace', path: '/spec/podManagementPolicy', value: 'OrderedReady' }) } as never);
    };
    new GeoRaft(app, 'demo', { ...system(three), customize });
    expect(app.synthesize().findings.map(({ rule, at }) => `${rule} ${at}`)).toContain('bootstrap/parallel demo/london');
  });
});

describe('a learner', () => {
  it('is asked what its engine says that a learner can answer', () => {
    const engine: RaftEngine = {
      ...etcd,
      name: 'store',
      image: 'registry.example.test/store:1.0.0',
      bind: context => ({
        ...generic.bind(context),
        readiness:
          context.role === 'learner'
            ? { handler: { kind: 'tcp', port: 'raft' }, needs: 'process' }
            : { handler: { kind: 'http', path: '/ready', port: 'client' }, needs: 'quorum' },
      }),
      join: ({ learner, voters }) => ({ command: ['/bin/join'], args: [learner.host, ...voters.map(({ host }) => `${host}:8080`)] }),
    };
    const { synthesis, check } = both(system(wait(Standby.learner(dublin, { learners: 1 })), { engine }));
    expect([synthesis, check]).toEqual([[], []]);
  });
});

describe('a standby with a group of its own', () => {
  it('stops in the time of its own elections, which are shorter than those of a stretched group', () => {
    const far = fleetOf(all, {
      roundTrips: {
        pairs: [
          [frankfurt, dublin, Duration.millis(900)],
          [frankfurt, london, Duration.millis(900)],
          [dublin, london, Duration.millis(900)],
        ],
      },
    });
    const topology = Topology.activeStandby({
      active: Seat.of(frankfurt, { voters: 2 }),
      standbys: [Standby.voting(dublin, { voters: 1 }), Standby.cold(london, { voters: 3 })],
    });
    const { synthesis, check } = both(system(topology), far);
    expect([synthesis, check]).toEqual([[], []]);
  });
});

describe('the stopped mirror of an active cluster with several hot standbys', () => {
  it('is of the first of them by index, whatever group that is in', () => {
    const [first, second, third, fourth] = [cluster(0), cluster(1), cluster(2), cluster(3)] as const;
    const topology = Topology.activeStandby({
      active: Seat.of(fourth, { voters: 2 }),
      standbys: [Standby.witness(first, { voters: 1 }), Standby.hot(second, { voters: 3 }), Standby.hot(third, { voters: 3 })],
    });
    const state = { ...OperatingState.initial(), active: 'london', epoch: 2 };
    const over = fleetOf([first, second, third, fourth]);
    const { synthesis, check, outdir } = both(system(topology, { state }), over);
    expect([synthesis, check]).toEqual([[], []]);
    const mirror = find(objectsIn(outdir), 'london', 'Deployment', 'demo-mirror');
    expect(mirror.spec.replicas).toBe(0);
    expect(mirror.spec.template.spec.containers[0].args.join(' ')).toContain('.dublin.demo.example.test');
  });
});

describe('an engine of a user’s own', () => {
  it('that breaks a rule about manifests is found before anything is written', () => {
    const ready = { kind: 'http', path: '/ready', port: 'client' } as const;
    const engine = own(() => ({ liveness: ready, startup: ready, readiness: { handler: ready, needs: 'quorum' } }));
    expect(both(system(three, { engine })).synthesis).toEqual(
      ['frankfurt', 'dublin', 'london'].map(name => `probes/liveness demo/${name}`),
    );
  });

  it('that reads its peers by a flag from a ConfigMap is clean', () => {
    const engine = own(({ bootstrap, args }) => ({
      args: [...args, '--routes=$(ROUTES)'],
      bootstrap: { ...bootstrap, ROUTES: must(bootstrap['RAFT_PEERS']) },
    }));
    const { synthesis, check } = both(system(three, { engine }));
    expect([synthesis, check]).toEqual([[], []]);
  });

  it('is known by being no other, whatever it is copied from', () => {
    expect(isKnownEngine(etcd)).toBe(true);
    expect(isKnownEngine(generic)).toBe(true);
    expect(isKnownEngine({ ...etcd })).toBe(false);
    const told = RaftEngine.generic({
      name: 'a',
      image: 'a:1.0.0',
      raftPort: 1024,
      dataPath: '/a',
      shutdown: { grace: Duration.seconds(1) },
      args: ['-v'],
    });
    expect(isKnownEngine(told)).toBe(false);
  });

  it.each(sample(['/tmp', '/config', '/config/', '/etc/georaft/peer-tls'], 3))(
    'does not keep its data in %s, which is another volume',
    dataPath => {
      expect(both(system(three, { engine: own(() => ({ dataPath })) })).synthesis).toEqual(['input/shape demo.engine.bind().dataPath']);
    },
  );

  it('may end its folder with a slash', () => {
    const { synthesis, check } = both(system(three, { engine: own(() => ({ dataPath: '/data/' })) }));
    expect([synthesis, check]).toEqual([[], []]);
  });

  it('is not called as the init container is', () => {
    expect(both(system(three, { engine: { ...generic, name: 'discover-peers' } })).synthesis).toEqual(['input/shape demo.engine.name']);
  });
});

describe('load balancers before an engine whose port is called health', () => {
  it('call their own port otherwise', () => {
    const engine = own(({ ports }) => ({ ports: ports.map(port => (port.name === 'client' ? { ...port, name: 'health' } : port)) }));
    const access = balanced(Exposure.podAddresses());
    const { synthesis, check } = both(system(three, { engine, access }));
    expect([synthesis, check]).toEqual([[], []]);
    const { balancer } = must(plan(base, { demo: system(three, { engine, access }) }).systems[0]);
    const frontends = haproxyConfig(must(balancer), frankfurt).match(/^frontend .*$/gm);
    expect(frontends).toEqual(['frontend haproxy-health', 'frontend health']);
  });
});

describe('delivery', () => {
  const delivered = (path: string): Fleet =>
    Fleet.of({ ...base, delivery: Delivery.argoCd({ repoUrl: 'https://git.test/fleet.git', project: 'demo', runsOn: london, path }) });

  it.each([
    ['dist', 'dist/dublin/demo'],
    ['./dist/', 'dist/dublin/demo'],
    ['.', 'dublin/demo'],
    ['./', 'dublin/demo'],
  ])('from %s reads a path that says no more than it must', (path, expected) => {
    const { synthesis, check, outdir } = both(system(three), delivered(path));
    expect([synthesis, check]).toEqual([[], []]);
    expect(find(objectsIn(outdir), 'argocd', 'Application', 'demo-dublin').spec.source.path).toBe(expected);
  });

  it.each(['../dist', 'a/../b', 'a/..'])('does not leave the repository: %s', path => {
    expect(both(system(three), delivered(path)).synthesis).toEqual(['input/shape fleet.delivery.path']);
  });

  it('lets a chart of a user reach the namespaces that it has objects in', () => {
    const outdir = join(emptyFolder(), 'dist');
    const app = new FleetApp(delivered('dist'), { outdir, today });
    const chart = new Chart(app.cluster(dublin), 'tools');
    for (const namespace of ['one', 'two'])
      new Manifest(chart, namespace, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace } });
    expect(app.synthesize().findings).toEqual([]);
    const { destinations } = find(objectsIn(outdir), 'argocd', 'AppProject', 'demo').spec;
    expect(destinations).toEqual(['one', 'tools', 'two'].map(namespace => ({ name: 'dublin', namespace })));
    expect(checkFolder(folderSource(outdir), { today }).findings.filter(({ rule }) => rule === 'argo/project')).toEqual([]);
  });

  it('goes through a system that never served elsewhere with its active cluster last', () => {
    const rolling = Fleet.of({
      ...base,
      delivery: Delivery.argoCd({ repoUrl: 'https://git.test/fleet.git', project: 'demo', runsOn: london, mode: 'rolling-sync' }),
    });
    const topology = Topology.activeStandby({
      active: Seat.of(frankfurt, { voters: 2 }),
      standbys: [Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 })],
    });
    const steps = (epoch: number): unknown => {
      const state = { ...OperatingState.initial(), bootstrapped: true, active: 'dublin', epoch };
      const { outdir, check } = both(system(topology, { state }), rolling);
      expect(check).toEqual([]);
      return find(objectsIn(outdir), 'argocd', 'ApplicationSet', 'demo').spec.strategy.rollingSync.steps.map(
        ({ matchExpressions: [{ values }] }: { matchExpressions: readonly [{ values: unknown }] }) => values,
      );
    };
    expect(steps(1)).toEqual([['frankfurt'], ['london'], ['dublin']]);
    expect(steps(2)).toEqual([['london'], ['dublin'], ['frankfurt']]);
  });
});

describe('what no server takes', () => {
  const named = (exposure: Exposure): RaftSystem =>
    system(spread([frankfurt], [3]), {
      access: Access.dns({
        host: 'clients.example.test',
        ttl: Duration.seconds(30),
        exposure,
        ...(exposure.kind === 'load-balancer' ? { clientCidrs: ['192.0.2.0/24'] } : {}),
      }),
    });

  it.each(sample(['no key!', 'a/b/c', '/a', 'a/', 'Example.com/a', 'x'.repeat(64)], 3))(
    'is refused as the key of an annotation: %s',
    key => {
      expect(both(named(Exposure.loadBalancer({ annotations: { [key]: 'x' } }))).synthesis).toEqual([
        'input/shape demo.access.exposure.annotations',
      ]);
    },
  );

  it.each(['a', 'example.com/a_b.c-d'])('is not the key %s', key => {
    const { synthesis, check } = both(named(Exposure.loadBalancer({ annotations: { [key]: 'x' } })));
    expect([synthesis, check]).toEqual([[], []]);
  });

  it.each(sample(['/a//b', '/a/../b', '/.', '/a/..', '/%2F', '/%2f'], 3))('is refused as the path of an Ingress or a route: %s', path => {
    for (const exposure of [Exposure.ingress({ path }), Exposure.gateway({ route: 'http', path })])
      expect(both(named(exposure)).synthesis).toEqual(['input/shape demo.access.exposure.path']);
  });

  it('is no space in the path of an Ingress, and one in that of a route', () => {
    expect(both(named(Exposure.ingress({ path: '/a b' }))).synthesis.filter(rule => rule.startsWith('input/'))).toEqual([]);
    expect(both(named(Exposure.gateway({ route: 'http', path: '/a b' }))).synthesis).toEqual(['input/shape demo.access.exposure.path']);
  });

  it.each(sample(['0', '0m', '0.0', '00'], 3))('is refused as what members ask of a processor: %s', cpu => {
    expect(both(system(three, { resources: { cpu, memory: Size.mebibytes(64) } })).synthesis).toEqual(['input/shape demo.resources.cpu']);
  });

  it.each(sample(['0.5', '0.5m', '10', '100m'], 3))('is not %s of a processor', cpu => {
    const { synthesis, check } = both(system(three, { resources: { cpu, memory: Size.mebibytes(64) } }));
    expect([synthesis, check]).toEqual([[], []]);
  });
});
