import { Duration } from 'cdk8s';
import fc from 'fast-check';
import type { DnsAccess } from '../../lib/domain/access';
import type { GatewayCapabilities } from '../../lib/domain/gateway';
import type { RaftSystem } from '../../lib/domain/raft-system';
import type { Loss, SurvivalRow } from '../../lib/plan/model/survival-plan';
import type { SystemPlan } from '../../lib/plan/model/system-plan';
import { planSystem } from '../../lib/plan/system/plan-system';
import { runs } from '../extent';
import { cluster, dns, fleetOf, generic, must, route53, spread, system } from '../fixtures';
import {
  Access,
  type Cluster,
  DnsProvider,
  Exposure,
  type Fleet,
  HealthChecks,
  HealthRequest,
  OperatingState,
  Seat,
  Standby,
  Topology,
  Traffic,
} from '../nouns';
import { fleetsWith } from './arbitrary';

const seconds = Duration.seconds;
const gateway = (index: number) => ({ name: 'public', namespace: 'gateways', addresses: [`203.0.113.${index}`] });
const clusters = [0, 1, 2].map(index => cluster(index, { gateway: gateway(index) }));
const [frankfurt, dublin, london] = clusters as unknown as readonly [Cluster, Cluster, Cluster];
const over = (provider: DnsProvider, overrides: Partial<Fleet> = {}): Fleet => fleetOf(clusters, { dns: dns({ provider }), ...overrides });
const plain = over(DnsProvider.rfc2136({ host: '192.0.2.53' }));

/** Frankfurt serves with two votes, Dublin waits with two, London has one. etcd elects within 2 × 1000 ms and 2 × 10 ms. */
const waiting = Topology.activeStandby({
  active: Seat.of(frankfurt, { voters: 2 }),
  standbys: [Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 })],
});

const planned = (access: Access, topology: Topology = waiting, fleet: Fleet = plain, more: Partial<RaftSystem> = {}): SystemPlan =>
  planSystem('demo', system(topology, { access, ...more }), fleet);
const row = ({ survival }: SystemPlan, loss: Loss['loss'], lost: readonly Cluster[], other: readonly Cluster[] = []): SurvivalRow =>
  must(
    survival.rows.find(
      found =>
        found.loss === loss &&
        found.clusters.join() === lost.map(({ name }) => name).join() &&
        found.other.join() === other.map(({ name }) => name).join(),
    ),
  );
const terms = ({ outage }: SurvivalRow): unknown => Object.fromEntries(outage.terms.map(term => [term.term, term.seconds]));
const typical = ({ outage }: SurvivalRow): unknown => Object.fromEntries(outage.terms.map(term => [term.term, term.typicalSeconds]));
const steps = ({ steps: all }: SurvivalRow): readonly string[] => all.map(({ step, clusters: about }) => `${step} ${about.join()}`);

const name = { host: 'demo.example.test', ttl: seconds(10), clientCache: seconds(0) };

describe('a list of endpoints', () => {
  const list = (more: Partial<Parameters<typeof Access.clientList>[0]> = {}): Access =>
    Access.clientList({ exposure: Exposure.podAddresses(), connectTimeout: seconds(3), failback: 'automatic', ...more });

  it('is tried up to the first member that lives, and once more where the election catches that try', () => {
    const found = row(planned(list()), 'cluster', [frankfurt]);
    expect(found).toMatchObject({ serves: ['dublin'], steps: [], outage: { ends: 'automatic', loses: 'nothing' } });
    expect(terms(found)).toEqual({ elect: 2.02, reconnect: 9 }); // two members of Frankfurt and one try, 3 s each
    expect(typical(found)).toEqual({ elect: 0, reconnect: 6 }); // the election is over before both have been tried
  });

  it('begins with a member that lives where a standby is lost', () => {
    expect(terms(row(planned(list()), 'cluster', [dublin]))).toEqual({ elect: 2.02 });
  });

  it('begins with whoever serves now', () => {
    const switched = planned(list(), waiting, plain, { state: { ...OperatingState.initial(), active: 'dublin' } });
    expect(terms(row(switched, 'cluster', [dublin]))).toMatchObject({ reconnect: 9 });
    expect(terms(row(switched, 'cluster', [frankfurt]))).toEqual({ elect: 2.02 });
  });

  it('holds one endpoint for each address of a cluster’s own way in', () => {
    expect(terms(row(planned(list({ exposure: Exposure.ingress() })), 'cluster', [frankfurt]))).toMatchObject({ reconnect: 6 });
  });

  it('is tried in the order of the traffic', () => {
    const ordered = spread(clusters, [1, 1, 1], Traffic.ordered([london, frankfurt, dublin]));
    expect(terms(row(planned(list(), ordered), 'cluster', [london]))).toMatchObject({ reconnect: 6 });
    expect(terms(row(planned(list(), ordered), 'cluster', [frankfurt]))).toEqual({ elect: 2.02 });
    expect(terms(row(planned(list(), ordered), 'pair', [frankfurt, london]))).toEqual({}); // one vote of three is left
  });

  it('may begin with a member that a zone took', () => {
    const zoned = [cluster(0, { zones: ['a', 'b'] }), cluster(1), cluster(2)];
    const found = planned(list(), spread(zoned, [2, 2, 1]), fleetOf(zoned));
    expect(terms(row(found, 'zone', zoned.slice(0, 1)))).toEqual({ elect: 2.02, reconnect: 6 });
  });

  it('is changed by a commit where another group takes over', () => {
    const apart = Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys: [Standby.hot(dublin, { voters: 3 })] });
    const found = row(planned(list({ failback: 'manual' }), apart), 'cluster', [frankfurt]);
    expect(found).toMatchObject({ serves: ['dublin'], outage: { ends: 'decision' } });
    expect(terms(found)).toEqual({ publish: 0, 'client-cache': 120 });
  });

  it('sends clients that reach both sides of a split to the one that cannot commit', () => {
    expect(row(planned(list()), 'split', [dublin, london], [frankfurt])).toMatchObject({ stranded: ['frankfurt'], steps: [] });
  });
});

describe('load balancers', () => {
  const checks = { interval: seconds(1), timeout: seconds(2), fall: 4, rise: 2 };
  const balanced = (places: readonly Cluster[], named: boolean, more: Partial<typeof checks> = {}): Access =>
    Access.loadBalancer({
      sites: places.map(one => ({ cluster: one, addresses: [`192.0.2.${one.index + 1}`] })),
      image: 'registry.example.test/haproxy:2.6.12',
      protocol: 'tcp',
      exposure: Exposure.podAddresses(),
      checks: { ...checks, ...more },
      ...(named ? { name } : {}),
    });

  it('take a lost cluster out after so many checks, each of which waits for a connection', () => {
    const found = row(planned(balanced([dublin, london], true)), 'cluster', [frankfurt]);
    expect(found).toMatchObject({ serves: ['dublin'], steps: [], outage: { ends: 'automatic' } });
    expect(terms(found)).toEqual({ detect: 12 }); // 4 × (1 + 2)
    expect(typical(found)).toEqual({ detect: 11.5 });
  });

  it('take everybody out while the group elects, where they are not patient', () => {
    // The election, two checks of 1 s and the last one's timeout of 2 s; or so many checks of 1 + 2 s, whichever is longer.
    const lost = (fall: number) => terms(row(planned(balanced([dublin, london], true, { fall })), 'cluster', [frankfurt]));
    expect(lost(1)).toEqual({ elect: 2.02, detect: 4 });
    expect(lost(2)).toEqual({ elect: 2.02, detect: 4 });
    expect(lost(3)).toEqual({ detect: 9 });
  });

  it('are tried by clients one after the other where one of them is lost', () => {
    const found = row(planned(balanced([dublin, london], true)), 'cluster', [dublin]);
    expect(terms(found)).toEqual({ elect: 2.02, reconnect: 5 });
    expect(typical(found)).toEqual({ elect: 1.52, reconnect: 2.5 }); // every second client asks the other one first
  });

  it('are found under the Service of the own cluster where they have no name', () => {
    expect(terms(row(planned(balanced([dublin, london], false)), 'cluster', [dublin]))).toEqual({ elect: 2.02 });
  });

  it('are put elsewhere where all of them are lost', () => {
    const found = row(planned(balanced([london], true)), 'cluster', [london]);
    expect(found).toMatchObject({ quorum: true, serves: ['frankfurt'], outage: { ends: 'decision' } });
    expect(steps(found)).toEqual(['sites frankfurt']);
  });

  it('cannot be left for others by clients in a part that is cut off', () => {
    const found = row(planned(balanced([frankfurt, dublin], true)), 'split', [dublin, london], [frankfurt]);
    expect(found).toMatchObject({ serves: ['dublin'], stranded: ['frankfurt'], steps: [], outage: { ends: 'automatic' } });
  });
});

describe('a gateway over clusters', () => {
  const capabilities: GatewayCapabilities = {
    ...{ routes: ['http', 'tcp'], traffic: ['ordered'], sessions: [], shadow: 'none', partialFailure: ['abort'], outliers: 'detected' },
  };
  const gated = (route: 'http' | 'tcp', detects: boolean): Access =>
    Access.gateway({
      ...name,
      implementation: { name: 'mesh', capabilities, bind: () => [] },
      route,
      sites: [dublin, london],
      ...(detects ? { outliers: { errors: 3, interval: seconds(5), ejection: seconds(30), connectTimeout: seconds(2) } } : {}),
      failback: 'automatic',
    });

  it('leaves a lost cluster after so many connections in vain, and an interval', () => {
    const found = row(planned(gated('tcp', true)), 'cluster', [frankfurt]);
    expect(found).toMatchObject({ serves: ['dublin'], steps: [], outage: { ends: 'automatic' } });
    expect(terms(found)).toEqual({ detect: 11 }); // 3 × 2 s and 5 s
    expect(typical(found)).toEqual({ detect: 4.5 }); // requests fail side by side
  });

  it('may take for errors what members answer while they elect', () => {
    expect(terms(row(planned(gated('http', true)), 'cluster', [frankfurt]))).toEqual({ elect: 2.02, detect: 35 }); // 30 s out, 5 s to see it
  });

  it('leaves a lost cluster by a commit where it detects nothing', () => {
    const found = row(planned(gated('http', false)), 'cluster', [frankfurt]);
    expect(found.outage.ends).toBe('decision');
    expect(steps(found)).toEqual(['switchover dublin']);
  });
});

describe('answers that a server computes', () => {
  const lua = over(DnsProvider.powerDns({ api: 'http://192.0.2.53:8081' }));
  const access = (ttl: number): DnsAccess =>
    Access.dns({
      ...name,
      ttl: seconds(ttl),
      exposure: Exposure.ingress(),
      healthChecks: HealthChecks.server({
        interval: seconds(4),
        timeout: seconds(2),
        failures: 1,
        request: HealthRequest.http({ port: 80, path: '/readyz' }),
      }),
      failback: 'automatic',
    });

  it('leave a lost cluster at the first check, and find the next one once it has a leader', () => {
    const found = row(planned(access(10), waiting, lua), 'cluster', [frankfurt]);
    expect(found).toMatchObject({ serves: ['dublin'], steps: [], unfencedName: [], outage: { ends: 'automatic' } });
    expect(terms(found)).toEqual({ elect: 2.02, detect: 6, ttl: 10, 'client-cache': 0 });
  });

  it('leave it without waiting where a member without a leader passes the check', () => {
    const found = row(planned(access(10), waiting, lua, { engine: generic }), 'cluster', [frankfurt]);
    expect(terms(found)).toEqual({ detect: 6, ttl: 10, 'client-cache': 0 });
    expect(typical(found)).toEqual({ detect: 4, ttl: 5, 'client-cache': 0 });
  });

  it('are seen to be wrong of a cluster that is cut off once its members are unready', () => {
    const found = row(planned(access(10), waiting, lua), 'split', [dublin, london], [frankfurt]);
    // Three failed probes are usual, every 5 s, and one of phase.
    expect(terms(found)).toEqual({ detect: 6 + 20, ttl: 10, 'client-cache': 0 });
  });
});

describe('records that Terraform publishes', () => {
  it('leave a lost cluster as those of ExternalDNS do', () => {
    const able: DnsProvider = {
      ...route53,
      capabilities: { ...route53.capabilities, terraform: ['weighted'] },
      terraform: () => ({
        provider: { name: 'aws', source: 'hashicorp/aws', version: '~> 6.0', config: {} },
        data: [],
        resources: [],
        checkIds: [],
      }),
    };
    const access = Access.dns({
      ...name,
      host: 'clients-demo.example.test',
      exposure: Exposure.ingress(),
      healthChecks: HealthChecks.terraform({
        interval: seconds(10),
        failures: 3,
        request: HealthRequest.https({ port: 443, path: '/' }),
        records: 'terraform',
      }),
      failback: 'automatic',
    });
    const found = row(planned(access, waiting, over(able)), 'cluster', [frankfurt]);
    expect(found).toMatchObject({ serves: ['dublin'], steps: [], outage: { ends: 'automatic' } });
    expect(terms(found)).toEqual({ detect: 44, ttl: 10, 'client-cache': 0 }); // 4 × 10 s, and 4 s for a connection
  });
});

describe('parts that each cluster adds to an answer', () => {
  it('stay when their cluster is lost, until somebody takes them out', () => {
    const core = over(DnsProvider.coreDns({ etcd: ['http://192.0.2.53:2379'] }));
    const found = row(planned(Access.dns({ ...name, exposure: Exposure.ingress() }), spread(clusters, [1, 1, 1]), core), 'cluster', [
      frankfurt,
    ]);
    expect(found).toMatchObject({ serves: ['dublin', 'london'], unfencedName: ['frankfurt'], outage: { ends: 'decision' } });
    expect(steps(found)).toEqual(['records frankfurt']);
    expect(terms(found)).toMatchObject({ ttl: 10, 'client-cache': 0, publish: 1 });
  });
});

describe('a name that a commit moves', () => {
  const access = Access.dns({ ...name, exposure: Exposure.ingress() });
  const writing = (provider: DnsProvider, ...writers: readonly Cluster[]): Fleet => fleetOf(clusters, { dns: dns({ provider, writers }) });
  const lost = (fleet: Fleet, ...gone: readonly Cluster[]): SurvivalRow =>
    row(planned(access, waiting, fleet), gone.length > 1 ? 'pair' : 'cluster', gone);

  it('is moved once the old cluster’s key is taken away, where each has one', () => {
    expect(steps(lost(plain, frankfurt))).toEqual(['fence-name frankfurt', 'switchover dublin']);
    expect(steps(row(planned(access), 'split', [dublin, london], [frankfurt]))).toEqual(['fence-name frankfurt', 'switchover dublin']);
  });

  it('is moved without more where the old cluster does not write it', () => {
    const fleet = writing(DnsProvider.rfc2136({ host: '192.0.2.53' }), london);
    expect(steps(lost(fleet, frankfurt))).toEqual(['switchover dublin']);
    expect(planned(access, waiting, fleet).nameFence).toBe('writer');
  });

  it('may be taken back where nothing keeps the old cluster from it', () => {
    const fleet = over(route53);
    expect(lost(fleet, frankfurt)).toMatchObject({ unfencedName: ['frankfurt'] });
    expect(steps(lost(fleet, frankfurt))).toEqual(['switchover dublin']);
    expect(planned(access, waiting, fleet).nameFence).toBe('none');
  });

  it('needs another writer where the only one is lost with the cluster that served', () => {
    const three = Topology.activeStandby({
      active: Seat.of(frankfurt, { voters: 1 }),
      standbys: [Standby.voting(dublin, { voters: 3 }), Standby.witness(london, { voters: 1 })],
    });
    const found = row(planned(access, three, writing(route53, london)), 'pair', [frankfurt, london]);
    expect(found).toMatchObject({ quorum: true, serves: ['dublin'] });
    expect(steps(found)).toEqual(['writers dublin', 'switchover dublin']);
    expect(terms(found)).toEqual({ publish: 120, start: 60, ttl: 10, 'client-cache': 0 }); // ExternalDNS starts there first
    expect(steps(row(planned(access, three, writing(route53, london)), 'cluster', [frankfurt]))).toEqual(['switchover dublin']);
  });

  it('is fenced together with the group where another one takes over', () => {
    const apart = Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys: [Standby.hot(dublin, { voters: 3 })] });
    expect(steps(row(planned(access, apart), 'cluster', [frankfurt]))).toEqual([
      'fence frankfurt',
      'fence-name frankfurt',
      'promote dublin',
    ]);
  });
});

describe('whatever leads clients', () => {
  const ways: readonly Access[] = [
    Access.dns({ ...name, exposure: Exposure.ingress() }),
    Access.clientList({ exposure: Exposure.podAddresses(), connectTimeout: seconds(3) }),
  ];

  it('changes nothing of what a group survives, and asks for a step exactly where somebody must decide', () => {
    fc.assert(
      fc.property(
        fleetsWith(1),
        fc.constantFrom(...ways),
        fc.constantFrom(route53, plain.dns.provider),
        ({ fleet, topologies }, way, provider) => {
          const described = { ...fleet, dns: dns({ provider }) };
          const topology = must(topologies.at(0));
          // What clients come through is lost by itself; and where a link is, the leader's place matters to some mechanisms only.
          const members = (rows: readonly SurvivalRow[]): readonly SurvivalRow[] =>
            rows.filter(({ loss }) => !['link', 'one-way', 'ingress', 'dns'].includes(loss));
          const inside = members(planned(Access.internal(), topology, described).survival.rows);
          const { rows } = planned(way, topology, described).survival;
          const led = members(rows);
          const facts = (given: readonly SurvivalRow[]) =>
            given.map(({ loss, clusters: lost, other, quorum, votes, members: left, outage }) => [
              ...[loss, lost, other, quorum, votes, left, outage.ends === 'restore', outage.loses],
            ]);
          expect(facts(led)).toEqual(facts(inside));
          for (const found of rows) {
            const asked = found.steps.filter(({ step }) => step !== 'undrain' && (step !== 'dns' || found.serves.length === 0));
            expect(asked.length === 0).toBe(found.outage.ends === 'automatic');
            const fenced = found.steps.findIndex(({ step }) => step === 'fence-name');
            const moved = found.steps.findIndex(({ step }) => ['switchover', 'promote', 'records', 'reassign'].includes(step));
            if (fenced >= 0) expect(moved).toBeGreaterThan(fenced);
          }
        },
      ),
      { numRuns: runs(300) },
    );
  });
});
