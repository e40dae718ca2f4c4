import { Duration, Size } from 'cdk8s';
import {
  Access,
  type Cluster,
  Delivery,
  Exposure,
  type Fleet,
  HealthChecks,
  HealthRequest,
  OnCall,
  OperatingState,
  PartialFailure,
  PeerDiscovery,
  RaftEngine,
  RoundTrips,
  Seat,
  Sessions,
  Standby,
  Survive,
  TerraformSettings,
  Topology,
  Traffic,
} from '../../lib';
import type { DnsAccess, LoadBalancerAccess } from '../../lib/domain/access';
import type { ProbeHandler, ReadinessClass } from '../../lib/domain/engine';
import type { RaftSystem } from '../../lib/domain/raft-system';
import type { FleetPlan } from '../../lib/plan/model/system-plan';
import { cluster, dns, etcd, everyPair, fleet, fleetOf, generic, must, plan, rfc2136, route53, spread, system } from '../fixtures';
import { agreementCases } from './agreement-cases';
import { changeCases } from './change-cases';
import { dnsPlanCases } from './dns-plan-cases';
import { k8gbPlanCases } from './k8gb-plan-cases';
import { ledgerCases } from './ledger-cases';
import { after, before, type Case, fails, limit, passes, warns } from './plan-case';
import { promiseCases } from './promise-cases';
import { wayCases } from './way-cases';

const base = fleet(3);
const [frankfurt, dublin, london] = base.clusters as readonly [Cluster, Cluster, Cluster];
const even = spread([frankfurt, dublin, london], [1, 1, 1]);

const access = (overrides: Partial<DnsAccess> = {}): DnsAccess =>
  Access.dns({ host: 'demo.example.test', ttl: Duration.seconds(30), exposure: Exposure.ingress(), ...overrides });
const checks = (...clusters: readonly Cluster[]): DnsAccess['healthChecks'] => ({
  kind: 'existing',
  ids: clusters.map(one => [one, `check-${one.name}`] as const),
  interval: Duration.seconds(10),
  failures: 3,
});

/** Load balancers in frankfurt and dublin, for connections to members. */
const balanced = (terms: Partial<LoadBalancerAccess> = {}): Partial<RaftSystem> => ({
  access: Access.loadBalancer({
    sites: [{ cluster: frankfurt }, { cluster: dublin }],
    image: 'docker.io/library/haproxy:3.0.12',
    protocol: 'tcp',
    exposure: Exposure.podAddresses(),
    checks: { interval: Duration.seconds(1), timeout: Duration.seconds(1), fall: 3, rise: 2 },
    ...terms,
  }),
});
const placed = (...places: readonly (readonly [Cluster, ...string[]])[]): Partial<LoadBalancerAccess> => ({
  name: { host: 'demo.example.test', ttl: Duration.seconds(30) },
  sites: places.map(([place, ...addresses]) => ({ cluster: place, ...(addresses.length > 0 ? { addresses } : {}) })),
});
const byHost = placed([frankfurt, '198.51.100.11'], [dublin, '198.51.100.21']);
const failing = (terms: Partial<LoadBalancerAccess>, ...says: readonly string[]): Case =>
  fails(`${says[0]}`, demo(balanced(terms)), 'demo', ...says);

const demo = (overrides: Partial<RaftSystem> = {}, over: Fleet = base): FleetPlan => plan(over, { demo: system(even, overrides) });
const of = (topology: Topology, overrides: Partial<RaftSystem> = {}, over: Fleet = base): FleetPlan =>
  plan(over, { demo: system(topology, overrides) });
const standby = (...standbys: readonly Standby[]): Topology =>
  Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys });
const changed = (one: Partial<Cluster>, overrides: Partial<RaftSystem> = {}, voters = 1): FleetPlan => {
  const clusters = [cluster(0, one)];
  return plan(fleetOf(clusters), { demo: system(spread(clusters, [voters]), overrides) });
};
const coldOver = (zones: readonly string[]): FleetPlan => {
  const clusters = [frankfurt, cluster(1, { zones })];
  return plan(fleetOf(clusters), { demo: system(standby(Standby.cold(must(clusters[1]), { voters: 3 }))) });
};
/** A vote in each cluster, all of which have one zone, of the same name. */
const inRegions = (...regions: readonly string[]): FleetPlan => {
  const clusters = regions.map((region, index) => cluster(index, { region, zones: ['a'] }));
  return plan(fleetOf(clusters), {
    demo: system(
      spread(
        clusters,
        clusters.map(() => 1),
      ),
    ),
  });
};
const with53 = fleet(3, { dns: dns({ provider: route53 }) });
const state = (changes: Partial<OperatingState>): Partial<RaftSystem> => ({ state: { ...OperatingState.initial(), ...changes } });

/** The pods of dublin in 10.9.0.0/16, those of frankfurt in a range, and in another one by the ledger. */
const stillAdmitted = (declared: string, known: string): FleetPlan =>
  plan(fleetOf([cluster(0, { podCidrs: [declared] }), cluster(1, { podCidrs: ['10.9.0.0/16'] }), london]), {
    demo: system(even, state({ networks: { frankfurt: { podCidrs: [known] } } })),
  });

/** A name of a length. */
const long = (length: number): string => 'x'.repeat(length);

/** A fleet and a system that break no rule at all. */
export const flawless: FleetPlan = plan(with53, {
  demo: system(even, {
    access: access({ healthChecks: checks(frankfurt, dublin, london) }),
    objectives: { survive: Survive.anyOneCluster() },
  }),
});

const ported = (...names: readonly (readonly [string, number])[]): Partial<RaftSystem> => ({
  engine: {
    ...generic,
    bind: context => ({
      ...generic.bind(context),
      ports: names.map(([name, port]) => ({ name, port, serves: ['peers', 'clients'] as const })),
    }),
  },
});

const timed = (heartbeatMillis: number, electionMillis: number): RaftEngine => ({
  ...generic,
  timing: { defaults: { heartbeatMillis, electionMillis }, maxElectionMillis: 50_000 },
});

const sleeping = RaftEngine.generic({
  name: 'demo',
  image: 'registry.example.test/demo:1.0.0',
  raftPort: 8090,
  dataPath: '/data',
  shutdown: { grace: Duration.seconds(30), before: { kind: 'sleep', time: Duration.seconds(5) } },
});

/** An engine whose members are asked so whether they are ready. */
const asking = (handler: ProbeHandler, needs: ReadinessClass): RaftEngine => ({
  ...generic,
  bind: context => ({ ...generic.bind(context), readiness: { handler, needs } }),
});

const checked = (fall: number, interval = 1): LoadBalancerAccess['checks'] => ({
  interval: Duration.seconds(interval),
  timeout: Duration.seconds(1),
  fall,
  rise: 2,
});
const slowEtcd: RaftEngine = { ...etcd, timing: { ...etcd.timing, defaults: { heartbeatMillis: 1000, electionMillis: 10_000 } } };

const slow = (millis: number): Fleet => fleet(3, { roundTrips: everyPair(base.clusters, millis) });

/** Health checks that Terraform makes, of a request that all clusters answer. */
const made = (given: Partial<Parameters<typeof HealthChecks.terraform>[0]> = {}): HealthChecks =>
  HealthChecks.terraform({
    request: HealthRequest.http({ port: 80, path: '/ready' }),
    interval: Duration.seconds(10),
    failures: 3,
    ...given,
  });
const checkedBy = (healthChecks: HealthChecks, given: Partial<DnsAccess> = {}): Partial<RaftSystem> => ({
  access: access({ healthChecks, ...given }),
});
const stacked = (over: Fleet = with53): Fleet => ({ ...over, terraform: TerraformSettings.stacks() });
/** A fleet of three clusters in Route 53 with stacks, of which the first is so. */
const firstBeing = (facts: Partial<Cluster>): Fleet => {
  const clusters = [cluster(0, facts), dublin, london];
  return stacked(fleetOf(clusters, { dns: dns({ provider: route53 }) }));
};
const inAll = (over: Fleet, overrides: Partial<RaftSystem>): FleetPlan => of(spread(over.clusters, [1, 1, 1]), overrides, over);

const stored = (config: Readonly<Record<string, string>>): Fleet =>
  fleet(3, { terraform: TerraformSettings.stacks({ backend: { kind: 'other', type: 's3', config } }) });
const delivered = (runsOn: Cluster): Fleet =>
  fleet(3, { delivery: Delivery.argoCd({ repoUrl: 'https://git.test', project: 'p', runsOn }) });
const weights = (...shares: readonly (readonly [Cluster, number])[]): Topology =>
  spread([frankfurt, dublin, london], [1, 1, 1], Traffic.weighted(shares));
const moved = standby(Standby.voting(dublin, { voters: 2 }));
/** A standby at Route 53 that a decision moves the name to, or health checks. */
const moving = (checked: boolean, more: Partial<DnsAccess> = {}, overrides: Partial<RaftSystem> = {}): FleetPlan =>
  of(moved, { access: access({ ...(checked ? { healthChecks: checks(frankfurt, dublin) } : {}), ...more }), ...overrides }, with53);
/** The same shared name by the type of its record. */
const published = (type: 'A' | 'CNAME'): FleetPlan =>
  of(moved, { access: access({ exposure: type === 'A' ? Exposure.ingress() : Exposure.podAddresses() }) }, with53);
/** The name of an active-active system at Route 53. */
const shared53 = (topology: Topology): FleetPlan => of(topology, { access: access() }, with53);
/** Two clusters in an order, at Route 53. */
const pairOf = (...order: readonly Cluster[]): FleetPlan =>
  of(
    spread([frankfurt, dublin], [2, 1], Traffic.ordered(order)),
    { access: access({ healthChecks: checks(frankfurt, dublin), failback: 'automatic' }) },
    with53,
  );
/** The name in the hands of another. */
const elsewhere: FleetPlan = {
  ...moving(false),
  systems: moving(false).systems.map(one => ({
    ...one,
    records: [],
    publication: { how: { kind: 'terraform', policy: 'failover' }, refused: undefined },
  })),
};

const places = (...locations: Parameters<typeof Traffic.geo>[0]): Topology =>
  spread([frankfurt, dublin, london], [1, 1, 1], Traffic.geo(locations));

const addressed = (...addresses: readonly (readonly string[])[]): Fleet =>
  fleetOf(
    addresses.map((list, index) => cluster(index, { ingress: { className: 'nginx', addresses: list } })),
    { dns: dns({ provider: route53 }) },
  );
const everywhere = (over: Fleet, traffic: Traffic): FleetPlan =>
  plan(over, {
    demo: system(
      spread(
        over.clusters,
        over.clusters.map(() => 1),
        traffic,
      ),
      { access: access() },
    ),
  });

const promised = (rto: number, overrides: Partial<RaftSystem> = {}): Partial<RaftSystem> => ({
  objectives: { survive: Survive.anyOneMember(), rto: Duration.seconds(rto) },
  ...overrides,
});

const pointed = (rpo: number): Partial<RaftSystem> => ({
  objectives: { survive: Survive.anyOneMember(), rpo: Duration.seconds(rpo) },
});
const manned = fleet(3, {
  dns: dns({ provider: route53 }),
  onCall: OnCall.of({ notice: Duration.seconds(60), decide: Duration.seconds(120), fence: Duration.seconds(240) }),
});
const lagging = (lag: Duration | undefined): Topology => standby(Standby.hot(dublin, { voters: 3, ...(lag ? { lag } : {}) }));
const backedUp = (interval: number, upload: number): Topology =>
  standby(Standby.cold(dublin, { voters: 3, backup: { interval: Duration.seconds(interval), upload: Duration.seconds(upload) } }));

/** Situations for every rule, by the rule's name. */
export const cases: Readonly<Record<string, readonly Case[]>> = {
  ...agreementCases,
  ...ledgerCases,
  ...dnsPlanCases,
  ...changeCases,
  ...wayCases,
  ...promiseCases,
  ...k8gbPlanCases,
  'fleet/cluster-index': [
    fails('two clusters with one number', plan(fleetOf([cluster(4), cluster(4, { name: 'rome' })]), {}), 'fleet', '4', 'milan', 'rome'),
    fails('the number of a retired cluster', plan(fleet(2, { retired: [{ name: 'rome', index: 1 }] }), {}), 'dublin', '1', 'rome'),
    limit(passes('a retired cluster with a number of its own', plan(fleet(2, { retired: [{ name: 'rome', index: 2 }] }), {}))),
    after(
      plan(fleetOf([cluster(0, { name: 'rome' })]), {}),
      fails('a number that another cluster had', plan(fleet(1), {}), 'frankfurt', '0', 'rome'),
    ),
    after(
      plan(fleetOf([cluster(7, { name: 'frankfurt' })]), {}),
      fails('a cluster whose number changes', plan(fleet(1), {}), 'frankfurt', '7', '0'),
    ),
    passes('clusters with the numbers that they had', plan(fleet(3), {}), before(plan(fleet(2), {}))),
  ],
  'fleet/cluster-name': [
    fails('two clusters with one name', plan(fleetOf([cluster(0), cluster(1, { name: 'frankfurt' })]), {}), 'fleet', '2', "'frankfurt'"),
    fails('a cluster with the name of Argo CD’s folder', plan(fleetOf([cluster(0, { name: 'argocd' })]), {}), 'argocd', "'argocd'"),
    fails('a cluster with the name of the DNS servers’ folder', plan(fleetOf([cluster(0, { name: 'names' })]), {}), 'names', "'names'"),
    fails('a cluster whose DNS owner would be the shared one', plan(fleetOf([cluster(0, { name: 'global' })]), {}), 'global', "'global'"),
    passes('clusters with names of their own', plan(fleet(6), {})),
    limit(passes('a cluster whose name only begins like Argo CD’s folder', plan(fleetOf([cluster(0, { name: 'argocd-1' })]), {}))),
  ],
  'network/cidr-overlap': [
    fails(
      'pods of two clusters in one range',
      plan(fleetOf([cluster(0, { podCidrs: ['10.8.0.0/15'] }), cluster(1, { podCidrs: ['10.9.0.0/16'] })]), {}),
      'frankfurt and dublin',
      '10.8.0.0/15',
      '10.9.0.0/16',
    ),
    fails(
      'pods and Services of one cluster in one range',
      plan(fleetOf([cluster(0, { podCidrs: ['10.8.0.0/16'], serviceCidrs: ['10.8.1.0/24'] })]), {}),
      'frankfurt',
      '10.8.0.0/16',
      '10.8.1.0/24',
    ),
    fails(
      'pods of one cluster in a range that the ledger still has for another one',
      stillAdmitted('10.7.0.0/16', '10.9.0.0/16'),
      'frankfurt and dublin',
      '10.9.0.0/16 (pods that a ledger still admits of frankfurt) and 10.9.0.0/16 (pods of dublin)',
    ),
    limit(passes('a part of its own range, which the ledger still has as a whole', stillAdmitted('10.6.0.0/16', '10.6.0.0/15'))),
    limit(
      passes(
        'ranges side by side',
        plan(fleetOf([cluster(0, { podCidrs: ['10.8.0.0/16'] }), cluster(1, { podCidrs: ['10.9.0.0/16'] })]), {}),
      ),
    ),
    passes(
      'one range twice, in address spaces of their own',
      plan(
        fleetOf([cluster(0, { podCidrs: ['10.8.0.0/16'] }), cluster(1, { podCidrs: ['10.8.0.0/16'] })], {
          network: { ...base.network, sharedAddresses: false },
        }),
        {},
      ),
    ),
  ],
  'argo/cluster': [
    fails(
      'Argo CD on a cluster that is not of the fleet',
      plan({ ...base, delivery: Delivery.argoCd({ repoUrl: 'https://git.test', project: 'p', runsOn: cluster(9) }) }, {}),
      'fleet',
      "'cluster-9'",
    ),
    passes(
      'Argo CD on a cluster of the fleet',
      plan({ ...base, delivery: Delivery.argoCd({ repoUrl: 'https://git.test', project: 'p', runsOn: dublin }) }, {}),
    ),
    passes('no delivery', plan(base, {})),
    limit(
      passes(
        'Argo CD on the last cluster of the fleet',
        plan({ ...base, delivery: Delivery.argoCd({ repoUrl: 'https://git.test', project: 'p', runsOn: london }) }, {}),
      ),
    ),
  ],
  'versions/kubernetes': [
    fails('a server before 1.28', changed({ kubernetes: '1.27' }), 'demo/frankfurt', '1.27', '1.28'),
    limit(passes('a server of 1.28', changed({ kubernetes: '1.28' }))),
    fails('a native sleep before 1.30', changed({ kubernetes: '1.29' }, { engine: sleeping }), 'demo/frankfurt', '1.29', '1.30'),
    passes('a native sleep from 1.30', changed({ kubernetes: '1.30' }, { engine: sleeping })),
  ],
  'topology/unknown-cluster': [
    fails('a cluster that the fleet does not have', of(spread([frankfurt, cluster(9)], [1, 2])), 'demo/cluster-9', "'cluster-9'", '9'),
    limit(
      fails('a cluster with another number', of(spread([cluster(7, { name: 'frankfurt' })], [1])), 'demo/frankfurt', "'frankfurt'", '7'),
    ),
    passes('clusters of the fleet', demo()),
  ],
  'topology/duplicate-cluster': [
    fails('a cluster with two seats', of(spread([frankfurt, frankfurt, london], [1, 1, 1])), 'demo', "'frankfurt'", '2 times'),
    fails('an active cluster that is its own standby', of(standby(Standby.hot(frankfurt, { voters: 1 }))), 'demo', "'frankfurt'", 'hot'),
    limit(passes('clusters with one seat each', demo())),
  ],
  'quorum/no-voters': [
    fails('a seat with 0 voters', of(spread([frankfurt, dublin], [3, 0])), 'demo/dublin', '0 voters'),
    fails('a cold standby with 0 voters', of(standby(Standby.cold(dublin, { voters: 0 }))), 'demo/dublin', 'cold', '0 voters'),
    limit(passes('a seat with 1 voter', of(spread([frankfurt, dublin], [2, 1])))),
    passes('a learner', of(standby(Standby.learner(dublin, { learners: 1 })))),
  ],
  'quorum/two-clusters': [
    warns('two votes against one', of(spread([frankfurt, dublin], [2, 1])), 'demo', 'losing frankfurt leaves 1 of the 2 needed'),
    warns('three votes against two', of(spread([frankfurt, dublin], [2, 3])), 'demo', 'losing dublin leaves 2 of the 3 needed'),
    limit(
      warns(
        'a vote in each of two clusters',
        of(spread([frankfurt, dublin], [1, 1])),
        'demo',
        'losing frankfurt leaves 1 and losing dublin leaves 1 of the 2 needed',
      ),
    ),
    passes('two clusters and a witness', of(standby(Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 2 })))),
    passes(
      'two clusters of which a hot standby takes over',
      of(standby(Standby.voting(dublin, { voters: 2 }), Standby.hot(london, { voters: 3 }))),
    ),
    passes(
      'two clusters that promise more, which another rule judges',
      of(spread([frankfurt, dublin], [2, 1]), { objectives: { survive: Survive.anyOneCluster() } }),
    ),
    passes('one cluster', of(spread([frankfurt], [3]))),
  ],
  'quorum/zone-loss': [
    warns(
      'three votes over two zones',
      changed({ zones: ['a', 'b'] }, {}, 3),
      'demo/frankfurt',
      '2 of the 3 votes',
      '3 over 2 in frankfurt',
      'leaves 1 of the 2 needed',
    ),
    limit(passes('three votes over three zones', changed({ zones: ['a', 'b', 'c'] }, {}, 3))),
    warns('a cold standby over two zones', coldOver(['a', 'b']), 'demo/dublin', 'demo-dublin', '2 of the 3 votes'),
    passes('a cold standby over three zones', coldOver(['a', 'b', 'c'])),
    passes('a cluster that names one zone, whose loss is its own', changed({ zones: ['a'] }, {}, 3)),
    passes('a group that no member can be missing from', changed({ zones: ['a', 'b'] }, {}, 1)),
    warns('two clusters in one zone', inRegions('here', 'here', 'there'), 'demo', '2 of the 3 votes', 'frankfurt', 'dublin'),
    passes('zones of one name in several regions', inRegions('here', 'there', 'elsewhere')),
  ],
  'quorum/voter-count': [
    warns('nine voters', of(spread([frankfurt, dublin, london], [3, 3, 3])), 'demo', '9 voters', 'waits for 5', '4 may be lost'),
    limit(passes('seven voters', of(spread([frankfurt, dublin, london], [3, 2, 2])))),
    warns('a hot standby of nine', of(standby(Standby.hot(dublin, { voters: 9 }))), 'demo', 'demo-dublin', '9 voters'),
  ],
  'quorum/even-voters': [
    fails('four voters', of(spread([frankfurt, dublin], [2, 2])), 'demo', '4 voters', 'quorum is 3', '1 may be lost'),
    fails('a hot standby of two', of(standby(Standby.hot(dublin, { voters: 2 }))), 'demo', 'demo-dublin', '2 voters'),
    limit(passes('three voters', demo())),
    passes('one voter', of(spread([frankfurt], [1]))),
  ],
  'quorum/member-loss': [
    fails('one voter', of(spread([frankfurt], [1])), 'demo', '1 voter', 'leaves 0 of the 1 needed'),
    limit(passes('three voters', demo())),
  ],
  'access/named-cluster': [
    fails(
      'a share for a cluster that has no seat',
      of(
        spread(
          [frankfurt],
          [3],
          Traffic.weighted([
            [frankfurt, 1],
            [dublin, 1],
          ]),
        ),
        { access: access() },
        with53,
      ),
      'demo',
      "'dublin'",
      'a share of traffic',
    ),
    fails(
      'a place in the order for a cluster that has no seat',
      of(spread([frankfurt], [3], Traffic.ordered([frankfurt, dublin])), { access: access() }, with53),
      'demo',
      "'dublin'",
      'order',
    ),
    limit(
      fails(
        'a health check of another cluster',
        of(spread([frankfurt], [3]), { access: access({ healthChecks: checks(frankfurt, london) }) }),
        'demo',
        "'london'",
      ),
    ),
    passes('shares and checks of its own seats', of(weights([frankfurt, 1]), { access: access({ healthChecks: checks(dublin) }) }, with53)),
  ],
  'terraform/state': [
    fails('one state for all stacks', demo({}, stored({ bucket: 'states', key: 'fleet' })), 'fleet.terraform.backend', '3 stacks', "'s3'"),
    passes('a state for each cluster', demo({}, stored({ bucket: 'states', key: 'fleet/{cluster}' }))),
    limit(
      passes(
        'one state in a fleet of one cluster',
        plan(fleet(1, { terraform: TerraformSettings.stacks({ backend: { kind: 'other', type: 's3', config: { key: 'fleet' } } }) }), {}),
      ),
    ),
    fails(
      "one state in a fleet of one cluster, beside the fleet's own stack",
      of(
        spread([frankfurt], [1]),
        checkedBy(made()),
        fleetOf([frankfurt], {
          dns: dns({ provider: route53 }),
          terraform: TerraformSettings.stacks({ backend: { kind: 'other', type: 's3', config: { key: 'fleet' } } }),
        }),
      ),
      'fleet.terraform.backend',
      '2 stacks',
    ),
  ],
  'terraform/stack': [
    fails("Terraform's checks in a fleet without stacks", demo(checkedBy(made()), with53), 'demo', 'no stacks'),
    passes("Terraform's checks in a fleet with stacks", demo(checkedBy(made()), stacked())),
    limit(
      passes('checks that exist, in a fleet without stacks', demo(checkedBy(checks(frankfurt, dublin, london) as HealthChecks), with53)),
    ),
  ],
  'terraform/stack-name': [
    fails("a cluster with the name of the fleet's stack", inAll(firstBeing({ name: 'dns' }), checkedBy(made())), 'dns', "'dns'"),
    passes('clusters with other names', inAll(stacked(), checkedBy(made()))),
    limit(passes('a cluster with that name where Terraform makes no check', inAll(firstBeing({ name: 'dns' }), {}))),
  ],
  'terraform/check-host': [
    fails(
      'an HTTP request through an Ingress that is known by a name',
      inAll(firstBeing({ ingress: { className: 'nginx', addresses: ['lb.example.net'] } }), checkedBy(made())),
      'demo/frankfurt',
      'lb.example.net',
      'demo.example.test',
    ),
    passes('an HTTP request through an Ingress that is known by its address', inAll(stacked(), checkedBy(made()))),
    limit(
      passes(
        'a connection to an Ingress that is known by a name',
        inAll(
          firstBeing({ ingress: { className: 'nginx', addresses: ['lb.example.net'] } }),
          checkedBy(made({ request: HealthRequest.tcp({ port: 443 }) })),
        ),
      ),
    ),
    passes("an HTTP request to a load balancer's own name", inAll(stacked(), checkedBy(made(), { exposure: Exposure.loadBalancer() }))),
  ],
  'terraform/token': [
    fails(
      'an id that only Terraform knows',
      demo(checkedBy(made({ ids: [[frankfurt, '${aws_route53_health_check.one.id}']] })), stacked()),
      'demo.access.healthChecks.ids.frankfurt',
      'aws_route53_health_check.one.id',
    ),
    fails(
      "an annotation that holds one of cdktf's tokens",
      demo({ access: access({ exposure: Exposure.loadBalancer({ annotations: { 'lb.test/id': 'a-TfToken[TOKEN.7]' } }) }) }),
      'demo.access.exposure.annotations.lb.test/id',
      'TfToken[TOKEN.7]',
    ),
    fails('a region that is an expression', inAll(firstBeing({ region: '${var.region}' }), {}), 'frankfurt.region', 'var.region'),
    passes('what Terraform has printed', demo(checkedBy(made({ ids: [[frankfurt, '0c1f4a52-6f5e-4c1b-9d52-3a0a1c6f5b01']] })), stacked())),
    limit(
      passes(
        'a request with such a text, which is asked for as it is',
        demo(checkedBy(made({ request: HealthRequest.http({ port: 80, path: '/${a}' }) })), stacked()),
      ),
    ),
  ],
  'dns/checked-standby': [
    fails(
      'a hot standby with a health check',
      of(standby(Standby.hot(dublin, { voters: 3 })), { access: access({ healthChecks: checks(frankfurt, dublin) }) }, with53),
      'demo/dublin',
      'a hot standby',
    ),
    limit(
      passes(
        'a voting standby with a health check',
        of(standby(Standby.voting(dublin, { voters: 2 })), { access: access({ healthChecks: checks(frankfurt, dublin) }) }, with53),
      ),
    ),
    passes(
      'a hot standby that was promoted, beside a check of the cluster that was active',
      of(
        standby(Standby.hot(dublin, { voters: 3 })),
        { access: access({ healthChecks: checks(frankfurt) }), ...state({ active: 'dublin', epoch: 2 }) },
        with53,
      ),
    ),
    passes(
      'a hot standby without one',
      of(standby(Standby.hot(dublin, { voters: 3 })), { access: access({ healthChecks: checks(frankfurt) }) }, with53),
    ),
  ],
  'access/load-balancer-sites': [
    fails('one place only', demo(balanced({ sites: [{ cluster: frankfurt }] })), 'demo', 'in frankfurt only'),
    fails(
      'one place, named twice',
      demo(balanced({ sites: [{ cluster: frankfurt }, { cluster: frankfurt }] })),
      'demo',
      'frankfurt is a site of load balancers twice',
    ),
    fails(
      'a place that the system is not in',
      of(spread([frankfurt, dublin], [2, 1]), balanced({ sites: [{ cluster: frankfurt }, { cluster: london }] })),
      'demo',
      'london is a site of load balancers, and not a cluster of the system',
    ),
    limit(
      passes(
        'the witness as the second place',
        of(standby(Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 })), {
          ...balanced({ sites: [{ cluster: frankfurt }, { cluster: london }] }),
        }),
      ),
    ),
    passes('two places', demo(balanced())),
    passes('no load balancers', demo({ access: access() })),
  ],
  'access/load-balancer-name': [
    fails(
      'a place without an address',
      demo(balanced(placed([frankfurt, '198.51.100.11'], [dublin]))),
      'demo',
      'those in dublin have no address',
    ),
    fails(
      'a place whose address is a name',
      demo(balanced(placed([frankfurt, '198.51.100.11'], [dublin, 'balancer.example.test']))),
      'demo',
      "'balancer.example.test'",
      'not an IP address',
    ),
    fails('clients from elsewhere without a name', demo(balanced({ clientCidrs: ['192.0.2.0/24'] })), 'demo', '192.0.2.0/24', 'outside'),
    limit(
      fails(
        'clients in a cluster without load balancers, without a name',
        demo(balanced({ clientCidrs: [...frankfurt.podCidrs, ...london.podCidrs] })),
        'demo',
        '10.0.128.0/18',
      ),
    ),
    limit(
      passes(
        'clients in the clusters that load balancers run in',
        demo(balanced({ clientCidrs: [...frankfurt.podCidrs, ...dublin.podCidrs] })),
      ),
    ),
    passes('a name with an address for each place', demo(balanced({ ...byHost, clientCidrs: ['192.0.2.0/24'] }))),
    passes('addresses of both families', demo(balanced(placed([frankfurt, '198.51.100.11'], [dublin, '2001:db8::21'])))),
    passes('clients without a name, in the same clusters', demo(balanced())),
  ],
  'access/load-balancer-config': [
    fails(
      'a manual failback of shares',
      of(spread([frankfurt, dublin, london], [1, 1, 1]), balanced({ failback: 'manual' })),
      'demo',
      'failback is manual',
    ),
    fails('no shares at all', of(weights([frankfurt, 0], [dublin, 0]), balanced()), 'demo', 'every share of traffic is 0'),
    failing({ exposure: Exposure.ingress() }, 'through their Ingress'),
    failing({ exposure: Exposure.gateway({ route: 'tls' }) }, 'through their Gateway'),
    failing({ ...byHost, protocol: 'http', exposure: Exposure.ingress({ tlsSecretName: 'tls' }) }, 'the clusters speak TLS'),
    ...(['tcp', 'tls', 'grpc'] as const).map(route =>
      failing({ ...byHost, exposure: Exposure.gateway({ route }) }, `through a '${route}' route`, 'no check finds a cluster lost'),
    ),
    fails(
      'members that are asked for a quorum by a program, which load balancers cannot run',
      demo({ ...balanced(), engine: asking({ kind: 'exec', command: ['ask'] }, 'quorum') }),
      'demo',
      'without a quorum',
    ),
    fails(
      'members that are asked for a leader by a connection',
      demo({ ...balanced(), engine: asking({ kind: 'tcp', port: 'client' }, 'member') }),
      'demo',
      'without a leader',
    ),
    limit(
      passes(
        'members that are asked for a quorum by HTTP',
        demo({ ...balanced(), engine: asking({ kind: 'http', path: '/ready', port: 'client' }, 'quorum') }),
      ),
    ),
    limit(
      passes(
        'members that are asked whether the process runs',
        demo({ ...balanced(), engine: asking({ kind: 'tcp', port: 'client' }, 'process') }),
      ),
    ),
    passes(
      'members that the load balancer of each cluster asks for a quorum',
      demo({ ...balanced({ exposure: Exposure.loadBalancer() }), engine: asking({ kind: 'exec', command: ['ask'] }, 'quorum') }),
    ),
    limit(
      passes(
        'cookies and forwarding of HTTP requests',
        demo(
          balanced({
            protocol: 'http',
            sessions: Sessions.byCookie({ name: 'at' }),
            partialFailure: PartialFailure.forward({ attempts: 1, timeout: Duration.seconds(1) }),
          }),
        ),
      ),
    ),
    limit(passes('one share that is not 0', of(weights([frankfurt, 0], [dublin, 1]), balanced()))),
    passes(
      'clusters in an order, with a manual failback',
      of(standby(Standby.voting(dublin, { voters: 2 })), balanced({ failback: 'manual' })),
    ),
    passes('connections through Ingresses with TLS', demo(balanced({ ...byHost, exposure: Exposure.ingress({ tlsSecretName: 'tls' }) }))),
    passes('Gateways that are asked by HTTP', demo(balanced({ ...byHost, exposure: Exposure.gateway({ route: 'http' }) }))),
    passes(
      'a port of nodes for each port',
      demo(balanced({ exposure: Exposure.nodePorts({ client: 30_001 }), frontend: Exposure.nodePorts({ client: 30_002 }) })),
    ),
    passes('access by DNS', of(spread([frankfurt, dublin, london], [1, 1, 1], Traffic.latency()), { access: access() }, with53)),
  ],
  'access/load-balancer-checks': [
    fails('two checks within an election', demo(balanced({ checks: checked(2) })), 'demo', '2 checks in 2000 ms', '2000 ms'),
    limit(fails('checks that end with the election', demo(balanced({ checks: checked(1, 2) })), 'demo', '1 checks in 2000 ms')),
    limit(passes('one check more', demo(balanced({ checks: checked(3) })))),
    fails(
      'checks that are too close for ten of them',
      demo({ ...balanced({ checks: checked(3) }), engine: slowEtcd }),
      'demo',
      'an election of group demo may take 20000 ms',
    ),
    passes('checks of the process alone', demo({ ...balanced({ checks: checked(1) }), engine: generic })),
    passes('checks of whatever leads to the members', demo(balanced({ ...byHost, checks: checked(1), exposure: Exposure.ingress() }))),
    passes('no load balancers', demo({ access: access() })),
  ],
  'access/load-balancer-clients': [
    fails('clients of load balancers from nowhere', demo(balanced({ ...byHost, frontend: Exposure.loadBalancer() })), 'demo', 'from where'),
    passes(
      'clients of load balancers from a range',
      demo(balanced({ ...byHost, frontend: Exposure.loadBalancer(), clientCidrs: ['192.0.2.0/24'] })),
    ),
    passes('load balancers of the clusters, behind ours', demo(balanced({ exposure: Exposure.loadBalancer() }))),
    fails('clients from nowhere', demo({ access: access({ exposure: Exposure.loadBalancer() }) }), 'demo', 'from where'),
    passes('clients from a range', demo({ access: access({ exposure: Exposure.loadBalancer(), clientCidrs: ['192.0.2.0/24'] }) })),
    limit(
      fails(
        'clients from an empty list of ranges',
        demo({ access: access({ exposure: Exposure.loadBalancer(), clientCidrs: [] }) }),
        'demo',
        'from where',
      ),
    ),
  ],
  'argo/survives': [
    {
      situation: 'Argo CD on the active cluster',
      plan: of(standby(Standby.hot(dublin, { voters: 3 })), { access: access() }, delivered(frankfurt)),
      finds: [{ at: 'demo', says: ['frankfurt'], severity: 'warning' }],
    },
    passes('Argo CD on another cluster', of(standby(Standby.hot(dublin, { voters: 3 })), { access: access() }, delivered(london))),
    limit(
      passes(
        'Argo CD on the standby that takes over',
        of(standby(Standby.hot(dublin, { voters: 3 })), { access: access() }, delivered(dublin)),
      ),
    ),
  ],
  'change/state': [
    after(
      demo(state({ bootstrapped: true })),
      fails('a group that would form again', demo(state({ bootstrapped: false })), 'demo', 'was true'),
    ),
    after(demo(state({ epoch: 3 })), fails('an epoch that falls', demo(state({ epoch: 2 })), 'demo', 'was 3', 'is 2')),
    after(
      of(standby(Standby.voting(dublin, { voters: 2 }))),
      fails(
        'another active cluster in the same epoch',
        of(standby(Standby.voting(dublin, { voters: 2 })), state({ active: 'dublin' })),
        'demo',
        'was frankfurt',
        'is dublin',
      ),
    ),
    after(
      of(standby(Standby.voting(dublin, { voters: 2 }))),
      limit(
        passes(
          'another active cluster in the next epoch',
          of(standby(Standby.voting(dublin, { voters: 2 })), state({ active: 'dublin', epoch: 2 })),
        ),
      ),
    ),
    after(demo(state({ bootstrapped: true })), passes('a state that stays', demo(state({ bootstrapped: true })))),
  ],
  'quorum/cluster-loss': [
    fails(
      'three of five votes in one cluster',
      of(spread([frankfurt, dublin, london], [3, 1, 1]), { objectives: { survive: Survive.anyOneCluster() } }),
      'demo/frankfurt',
      '3 of 5 votes',
      'leaves 2 of the 3 needed',
    ),
    {
      situation: 'half of the votes in each of two clusters',
      plan: of(spread([frankfurt, dublin], [1, 1]), { objectives: { survive: Survive.anyOneCluster() } }),
      finds: [
        { at: 'demo/frankfurt', says: ['1 of 2 votes', 'leaves 1 of the 2 needed'] },
        { at: 'demo/dublin', says: ['1 of 2 votes', 'leaves 1 of the 2 needed'] },
      ],
    },
    fails(
      'one cluster',
      of(spread([frankfurt], [3]), { objectives: { survive: Survive.anyOneCluster() } }),
      'demo/frankfurt',
      '3 of 3 votes',
    ),
    limit(
      passes(
        'two of five votes at most',
        of(spread([frankfurt, dublin, london], [2, 2, 1]), { objectives: { survive: Survive.anyOneCluster() } }),
      ),
    ),
    passes(
      'a hot standby with a group of its own',
      of(standby(Standby.hot(dublin, { voters: 3 })), { objectives: { survive: Survive.anyOneCluster() } }),
    ),
    passes('one cluster and no such promise', of(spread([frankfurt], [3]))),
  ],
  'names/length': [
    limit(passes('a system with 52 characters', plan(base, { [long(52)]: system(even) }))),
    fails(
      'a system with 53 characters',
      plan(fleet(3), { [long(53)]: system(spread([dublin], [1])) }),
      `${long(53)}/dublin`,
      '53 characters',
      '52',
    ),
    passes('learners whose name has 52 characters', plan(base, { [long(44)]: system(standby(Standby.learner(dublin, { learners: 1 }))) })),
    fails(
      'learners whose name has 53 characters',
      plan(base, { [long(45)]: system(standby(Standby.learner(dublin, { learners: 1 }))) }),
      `${long(45)}/dublin`,
      `${long(45)}-learner`,
      '53 characters',
    ),
    fails(
      'a host with a label of 58 characters, 64 with the ownership record',
      plan(fleet(1), { demo: system(spread([frankfurt], [1]), { access: access({ host: `${long(58)}.example.test` }) }) }),
      'demo/frankfurt',
      `cname-${long(58)}`,
      '64 characters',
    ),
    passes(
      'a host with a label of 57 characters',
      plan(fleet(1), { demo: system(spread([frankfurt], [1]), { access: access({ host: `${long(57)}.example.test` }) }) }),
    ),
    fails(
      'a host of more than 247 characters, 253 with the ownership record',
      plan(fleet(1), {
        demo: system(spread([frankfurt], [1]), {
          access: access({ host: `${Array(4).fill(long(50)).join('.')}.${long(31)}.example.test` }),
        }),
      }),
      'demo/frankfurt',
      '254 characters',
      '253',
    ),
    passes(
      'a host of 247 characters',
      plan(fleet(1), {
        demo: system(spread([frankfurt], [1]), {
          access: access({ host: `${Array(4).fill(long(50)).join('.')}.${long(30)}.example.test` }),
        }),
      }),
    ),
  ],
  'names/port': [
    limit(passes('a port name of 15 characters', changed({}, ported([long(15), 1])))),
    fails('a port name of 16 characters', changed({}, ported([long(16), 1])), 'demo/frankfurt', long(16), '16 characters', '15'),
    fails('a port name in capitals', changed({}, ported(['Raft', 1])), 'demo/frankfurt', "'Raft'"),
    fails('a port name without a letter', changed({}, ported(['8090', 1])), 'demo/frankfurt', "'8090'"),
    fails('a port name with two hyphens in a row', changed({}, ported(['raft--peer', 1])), 'demo/frankfurt', "'raft--peer'"),
    fails('a name for two ports', changed({}, ported(['raft', 1], ['raft', 2])), 'demo/frankfurt', "'raft'", 'twice'),
    fails('a number for two ports', changed({}, ported(['raft', 8090], ['client', 8090])), 'demo/frankfurt', "'8090'", 'twice'),
    passes('two ports', changed({}, ported(['raft', 8090], ['client', 8080]))),
  ],
  'names/ordinals': [
    fails(
      'four members with three ordinals',
      of(spread([dublin], [4]), {}, fleet(3, { ordinalStride: 3 })),
      'demo/dublin',
      '4 members',
      '3 to 6',
      '3 of them',
    ),
    limit(passes('three members with three ordinals', of(spread([dublin], [3]), {}, fleet(3, { ordinalStride: 3 })))),
  ],
  'names/namespace': [
    fails(
      'two systems in one namespace',
      plan(base, { alpha: system(even, { namespace: 'shared' }), beta: system(even, { namespace: 'shared' }) }),
      'alpha and beta',
      "'shared'",
      '2 systems',
    ),
    ...['default', 'kube-system', 'kube-public', 'kube-node-lease', 'kube-own'].map(namespace =>
      fails(`a system in ${namespace}`, demo({ namespace }), 'demo', `'${namespace}'`),
    ),
    fails('a system in the namespace of ExternalDNS', demo({ namespace: 'external-dns' }), 'demo', 'belongs to ExternalDNS in frankfurt'),
    fails(
      'a system in the namespace of Argo CD',
      demo({ namespace: 'argocd' }, delivered(frankfurt)),
      'demo',
      "'argocd' belongs to Argo CD in frankfurt",
    ),
    fails(
      'a system with the name of the namespace of Argo CD',
      plan(delivered(frankfurt), { argocd: system(even) }),
      'argocd',
      'belongs to Argo CD',
    ),
    ...[
      ['ingress-nginx', 'the ingress controller', { ingress: { className: 'nginx', addresses: ['198.51.100.1'] } }],
      [
        'istio-ingress',
        'the ingress controller',
        { ingress: { className: 'istio', addresses: ['198.51.100.1'], namespace: 'istio-ingress' } },
      ],
      ['edge', 'the Gateway', { gateway: { name: 'edge', namespace: 'edge', addresses: ['198.51.100.1'], podNamespace: 'envoy' } }],
      ['envoy', "the Gateway's pods", { gateway: { name: 'edge', namespace: 'edge', addresses: ['198.51.100.1'], podNamespace: 'envoy' } }],
    ].map(([namespace, of, facts]) =>
      fails(
        `a system in the namespace ${namespace} of ${of}`,
        changed(facts as Partial<Cluster>, { namespace: namespace as string }, 3),
        'demo',
        `'${namespace}' belongs to ${of} in frankfurt`,
      ),
    ),
    passes(
      'the namespace of Argo CD in clusters that do not run it',
      of(spread([dublin, london], [2, 1]), { namespace: 'argocd' }, delivered(frankfurt)),
    ),
    passes('two systems with namespaces of their own', plan(base, { alpha: system(even), beta: system(even) })),
    fails('ExternalDNS in kube-system', demo({}, fleet(3, { dns: dns({ namespace: 'kube-system' }) })), 'fleet.dns', "'kube-system'"),
    limit(passes('a namespace whose name only begins like those of Kubernetes', demo({ namespace: 'kube' }))),
  ],
  'images/floating-tag': [
    ...['quay.io/coreos/etcd', 'quay.io/coreos/etcd:latest', 'quay.io/coreos/etcd:v3.6', 'registry.test:5000/etcd'].map(image =>
      fails(`the image ${image}`, demo({ engine: RaftEngine.etcd({ image }) }), 'demo', `'${image}'`),
    ),
    fails(
      'an init container with a tag that moves',
      demo({ discovery: PeerDiscovery.initContainer({ image: 'busybox:1' }) }),
      'demo',
      "'busybox:1'",
    ),
    fails('load balancers whose tag moves', demo(balanced({ image: 'haproxy:3.0' })), 'demo', "'haproxy:3.0'"),
    ...[
      'etcd:v3.6.5',
      'etcd:3.6.5-alpine',
      'registry.test:5000/etcd:3.6.5',
      `etcd@sha256:${'0'.repeat(64)}`,
      `etcd:latest@sha256:${'a'.repeat(64)}`,
    ].map(image => passes(`the image ${image}`, demo({ engine: RaftEngine.etcd({ image }) }))),
    limit(fails('a version of two numbers', demo({ engine: RaftEngine.etcd({ image: 'etcd:3.6' }) }), 'demo', "'etcd:3.6'")),
  ],
  'engine/capability': [
    fails(
      'a hot standby of an engine without a mirror',
      of(standby(Standby.hot(dublin, { voters: 3 })), { engine: generic }),
      'demo/dublin',
      "'demo'",
      'mirror',
    ),
    passes('a hot standby of an engine with a mirror', of(standby(Standby.hot(dublin, { voters: 3 })), { engine: etcd })),
    fails(
      'more learners than the engine takes',
      of(standby(Standby.learner(dublin, { learners: 2 })), { engine: etcd }),
      'demo',
      '2 learners',
      'supports 1',
    ),
    limit(passes('as many learners as the engine takes', of(standby(Standby.learner(dublin, { learners: 1 })), { engine: etcd }))),
    fails(
      'a learner of an engine without learners',
      of(standby(Standby.learner(dublin, { learners: 1 })), { engine: generic }),
      'demo',
      '1 learners',
      'supports 0',
    ),
    ...must(agreementCases['engine/capability']),
  ],
  'timing/election': [
    // etcd takes at most 50 000 ms; the election timeout is ten round trips.
    fails('clusters 5001 ms apart', demo({}, slow(5001)), 'demo', '50010 ms', '5001 ms', '50000 ms'),
    limit(passes('clusters 5000 ms apart', demo({}, slow(5000)))),
    fails('an engine beyond its own limit', demo({ engine: timed(100, 50_001) }), 'demo', '50001 ms', 'its own default', '50000 ms'),
    passes('an engine at its own limit', demo({ engine: timed(100, 50_000) })),
    warns('an engine with four heartbeats and a little', demo({ engine: timed(200, 999) }), 'demo', '200 ms', '999 ms', '5 heartbeats'),
    passes('an engine with five heartbeats', demo({ engine: timed(200, 1000) })),
  ],
  'timing/round-trips': [
    {
      situation: 'a stretched group over a pair without a round trip',
      plan: demo({}, { ...base, roundTrips: RoundTrips.of([[frankfurt, dublin, Duration.millis(10)]]) }),
      finds: [
        {
          at: 'demo',
          says: [
            'between frankfurt and london, dublin and london:',
            '1000 ms',
            'latency and the length of an election cannot be computed',
            'election',
          ],
          severity: 'warning',
        },
      ],
    },
    {
      situation: 'a learner at an unknown distance',
      plan: of(standby(Standby.learner(dublin, { learners: 1 })), {}, { ...base, roundTrips: RoundTrips.of([]) }),
      finds: [{ at: 'demo', says: ['frankfurt and dublin'], severity: 'warning' }],
    },
    passes('a group in one cluster', of(spread([frankfurt], [3]), {}, { ...base, roundTrips: RoundTrips.of([]) })),
    passes(
      'groups of their own at an unknown distance',
      of(standby(Standby.hot(dublin, { voters: 3 })), {}, { ...base, roundTrips: RoundTrips.of([]) }),
    ),
    passes('every pair with a round trip', demo()),
    limit(
      passes(
        'a group all of whose own pairs have a round trip, in a fleet in which others have none',
        of(spread([frankfurt, dublin], [1, 2]), {}, { ...base, roundTrips: RoundTrips.of([[frankfurt, dublin, Duration.millis(10)]]) }),
      ),
    ),
  ],
  'dns/host-zone': [
    fails(
      'a host outside the zone',
      demo({ access: access({ host: 'demo.example.org' }) }),
      'demo',
      "'demo.example.org'",
      "'example.test'",
    ),
    limit(
      fails('a host that only ends like the zone', demo({ access: access({ host: 'demoexample.test' }) }), 'demo', "'demoexample.test'"),
    ),
    fails('the zone itself', demo({ access: access({ host: 'example.test' }) }), 'demo', "'example.test'", 'zone itself'),
    passes('a host in the zone', demo({ access: access({ host: 'a.b.example.test' }) })),
    passes('no host', demo()),
  ],
  'dns/host-claimed': [
    fails(
      'one host for two systems',
      plan(base, { alpha: system(even, { access: access() }), beta: system(even, { access: access() }) }),
      'alpha and beta',
      "'demo.example.test'",
      '2 times',
    ),
    fails(
      'a host that was the name of another system, which still publishes it',
      plan(base, {
        alpha: system(even, { access: access() }),
        beta: system(even, {
          access: access({ host: 'beta.example.test' }),
          ...state({ names: { 'demo.example.test': { ttlSeconds: 30 } } }),
        }),
      }),
      'alpha and beta',
      "'demo.example.test'",
      '2 times',
    ),
    ...['demo-0.frankfurt.demo.example.test', 'frankfurt.demo.example.test'].map(host =>
      fails(`a host that is generated, ${host},`, demo({ access: access({ host }) }), 'demo', `'${host}'`),
    ),
    fails(
      'a host that is the clients’ name of a cluster',
      demo({ access: access({ host: 'clients.frankfurt.demo.example.test', exposure: Exposure.podAddresses() }) }),
      'demo',
      "'clients.frankfurt.demo.example.test'",
    ),
    passes(
      'a host for each system',
      plan(base, { alpha: system(even, { access: access({ host: 'a.example.test' }) }), beta: system(even, { access: access() }) }),
    ),
    limit(
      passes(
        'a host that would be the clients’ name of a cluster if there were one',
        demo({ access: access({ host: 'clients.frankfurt.demo.example.test' }) }),
      ),
    ),
  ],
  'dns/record-content': [
    fails('a host without a target', everywhere(addressed([], []), Traffic.roundRobin()), 'demo', "'demo.example.test'", 'no target'),
    fails(
      'two aliases without set identifiers',
      plan(fleet(2), { demo: system(spread(base.clusters, [1, 2]), { access: access({ exposure: Exposure.podAddresses() }) }) }),
      'demo',
      'clients.frankfurt.demo.example.test',
      'clients.dublin.demo.example.test',
    ),
    fails(
      'an alias beside an address without set identifiers',
      everywhere({ ...addressed(['198.51.100.1'], ['lb.example.org']), dns: dns({ provider: rfc2136 }) }, Traffic.roundRobin()),
      'demo',
      'lb.example.org',
      'beside addresses',
    ),
    fails(
      'two aliases under one set identifier',
      everywhere(addressed(['a.example.org', 'b.example.org'], ['c.example.org']), Traffic.roundRobin()),
      'demo',
      'a.example.org',
      'b.example.org',
    ),
    fails(
      'an alias of one cluster beside an address of another',
      everywhere(addressed(['198.51.100.1'], ['lb.example.org']), Traffic.roundRobin()),
      'demo',
      'lb.example.org',
    ),
    passes(
      'an alias of each cluster under its own set identifier',
      everywhere(addressed(['a.example.org'], ['b.example.org']), Traffic.roundRobin()),
    ),
    fails('weights of 0', of(weights([frankfurt, 0], [dublin, 0]), { access: access() }, with53), 'demo', "'demo.example.test'", '0'),
    limit(passes('one weight above 0', of(weights([frankfurt, 0], [dublin, 1]), { access: access() }, with53))),
    fails(
      'places without a default',
      of(places([frankfurt, { kind: 'country', code: 'DE' }]), { access: access() }, with53),
      'demo',
      'default',
    ),
    passes(
      'places with a default',
      of(places([frankfurt, { kind: 'default' }], [dublin, { kind: 'country', code: 'IE' }]), { access: access() }, with53),
    ),
    fails(
      'two clusters that are both the default',
      of(places([frankfurt, { kind: 'default' }], [dublin, { kind: 'default' }]), { access: access() }, with53),
      'demo',
      'frankfurt',
      'dublin',
    ),
    fails(
      'two clusters for one country',
      of(
        places([frankfurt, { kind: 'default' }], [dublin, { kind: 'country', code: 'IE' }], [london, { kind: 'country', code: 'IE' }]),
        { access: access() },
        with53,
      ),
      'demo',
      'dublin',
      'london',
    ),
    passes(
      'failover records with health checks',
      of(standby(Standby.voting(dublin, { voters: 2 })), { access: access({ healthChecks: checks(frankfurt, dublin) }) }, with53),
    ),
    fails(
      'a primary with addresses of both families and a secondary without IPv6',
      ((over: Fleet) =>
        plan(over, {
          demo: system(spread([must(over.clusters[0]), must(over.clusters[1])], [2, 1], Traffic.ordered(over.clusters.slice(0, 2))), {
            access: access({ healthChecks: checks(frankfurt, dublin) }),
          }),
        }))(addressed(['198.51.100.1', '2001:db8::1'], ['198.51.100.2'])),
      'demo',
      '1 primary and 0 secondary',
      'AAAA',
    ),
    passes('no host', demo()),
    ...must(agreementCases['dns/record-content']),
  ],
  'access/ingress-controller': [
    fails(
      'a serving cluster without an ingress controller',
      (() => {
        const { ingress: _, ...bare } = cluster(0);
        return plan(fleetOf([bare]), { demo: system(spread([bare], [1]), { access: access() }) });
      })(),
      'demo/frankfurt',
      "'ingress'",
    ),
    passes('clients of pod addresses', changed({ ingress: undefined } as never, { access: access({ exposure: Exposure.podAddresses() }) })),
    limit(
      passes(
        'a witness without an ingress controller',
        (() => {
          const { ingress: _, ...bare } = london;
          const topology = standby(Standby.voting(dublin, { voters: 1 }), Standby.witness(bare, { voters: 1 }));
          return plan(fleetOf([frankfurt, dublin, bare]), { demo: system(topology, { access: access() }) });
        })(),
      ),
    ),
    passes('serving clusters with an ingress controller', demo({ access: access() })),
  ],
  'network/api-server': [
    fails(
      'members that ask an API server nobody knows',
      (() => {
        const { apiServer: _, ...bare } = cluster(0);
        return plan(fleetOf([bare]), { demo: system(spread([bare], [1]), { discovery: PeerDiscovery.kubernetesApi() }) });
      })(),
      'demo/frankfurt',
      'API server',
    ),
    passes('members that ask a declared API server', demo({ discovery: PeerDiscovery.kubernetesApi() })),
    limit(
      passes(
        'members that ask names only',
        (() => {
          const { apiServer: _, ...bare } = cluster(0);
          return plan(fleetOf([bare]), { demo: system(spread([bare], [1]), { discovery: PeerDiscovery.dnsSrv() }) });
        })(),
      ),
    ),
  ],
  'state/clusters': [
    fails(
      'an active cluster that is not in the topology',
      of(standby(Standby.hot(dublin, { voters: 3 })), state({ active: 'rome' })),
      'demo',
      "'rome'",
    ),
    fails('a thawed cluster that is not in the topology', demo(state({ thawed: ['rome'] })), 'demo', "'rome'"),
    fails('a drained cluster that is not in the topology', demo(state({ drained: ['rome'] })), 'demo', "'rome'"),
    fails(
      'a witness that is made active',
      of(standby(Standby.voting(dublin, { voters: 1 }), Standby.witness(london, { voters: 1 })), state({ active: 'london' })),
      'demo',
      "'london'",
      'witness',
    ),
    fails(
      'a learner that is made active',
      of(standby(Standby.learner(dublin, { learners: 1 })), state({ active: 'dublin' })),
      'demo',
      "'dublin'",
      'learner',
    ),
    fails('an active cluster of an active-active system', demo(state({ active: 'dublin' })), 'demo', "'dublin'", 'active-active'),
    fails('two clusters that are thawed at once', demo(state({ thawed: ['dublin', 'london'] })), 'demo', '2 clusters', 'dublin, london'),
    limit(passes('one cluster that is thawed and drained', demo(state({ thawed: ['dublin'], drained: ['dublin'] })))),
    ...[Standby.voting, Standby.hot, Standby.cold].map(kind =>
      passes(
        `a ${kind(dublin, { voters: 3 }).kind} standby that is made active`,
        of(standby(kind(dublin, { voters: 3 })), state({ active: 'dublin' })),
      ),
    ),
  ],
  'objectives/rto': [
    // detect 10 s × 4, TTL 30 s, client cache 30 s
    limit(
      passes(
        'an outage that is exactly as long as promised',
        demo(promised(110, { access: access({ healthChecks: checks(...base.clusters) }) }), with53),
      ),
    ),
    fails(
      'an outage that is a second longer',
      demo(promised(109, { access: access({ healthChecks: checks(...base.clusters) }) }), with53),
      'demo',
      '= 110 s',
      '109 s',
    ),
    fails('an outage that ends with a decision', demo(promised(3600, { access: access() }), with53), 'demo', '3600 s', '180 s'),
    fails('an outage that ends with a restore', of(spread([frankfurt], [3]), promised(3600)), 'demo', '3600 s', 'quorum'),
    passes('no promise', of(spread([frankfurt], [3]))),
    // notice 60 s, decide 120 s, interval of ExternalDNS 60 s and propagation 60 s, TTL 30 s, client cache 30 s; no delivery
    passes('people who decide as fast as promised', demo(promised(360, { access: access() }), manned)),
    fails(
      'people who decide a second too late',
      demo(promised(359, { access: access() }), manned),
      'demo',
      'detect 60 s + decide 120 s + publish 120 s + ttl 30 s + client-cache 30 s = 360 s',
      '359 s',
    ),
    // and a fence of 240 s
    fails(
      'a hot standby that must wait for a fence',
      of(standby(Standby.hot(dublin, { voters: 3 })), promised(599, { access: access() }), manned),
      'demo',
      'fence 240 s',
      '= 600 s',
    ),
    passes('a hot standby after a fence', of(standby(Standby.hot(dublin, { voters: 3 })), promised(600, { access: access() }), manned)),
  ],
  'objectives/rpo': [
    fails(
      'a mirror that lags more',
      of(lagging(Duration.millis(1500)), pointed(1)),
      'demo/dublin',
      "mirror's lag, 1.5 s",
      'an rpo of 1 s is promised',
    ),
    passes('a mirror that lags as promised', of(lagging(Duration.seconds(1)), pointed(1))),
    fails(
      'a mirror whose lag nobody knows',
      of(lagging(undefined), pointed(3600)),
      'demo/dublin',
      '3600 s',
      'an undeclared loss of writes',
    ),
    fails(
      'backups that come too seldom',
      of(backedUp(3600, 60), pointed(3659)),
      'demo/dublin',
      'interval 3600 s + upload 60 s = 3660 s',
      '3659 s',
    ),
    limit(passes('backups that come as promised', of(backedUp(3600, 60), pointed(3660)))),
    fails(
      'backups that nobody knows of',
      of(standby(Standby.cold(dublin, { voters: 3 })), pointed(3600)),
      'demo/dublin',
      'an undeclared loss of writes',
    ),
    fails(
      'a standby that was made active, whose standby lags',
      of(lagging(Duration.seconds(9)), { ...pointed(1), ...state({ active: 'dublin' }) }),
      'demo/frankfurt',
      '9 s',
    ),
    fails('a group that ends with its cluster', of(spread([frankfurt], [3]), pointed(0)), 'demo', '0 s', 'frankfurt'),
    passes('a group that loses nothing', demo(pointed(0))),
    passes('no promise', of(lagging(undefined))),
  ],
  'change/storage': [
    after(
      demo({ storage: Size.gibibytes(8) }),
      fails('a larger volume', demo({ storage: Size.gibibytes(9) }), 'demo', '8192 MiB', '9216 MiB'),
    ),
    after(
      changed({ storageClass: 'standard' }),
      fails('another storage class', changed({ storageClass: 'fast' }), 'demo/frankfurt', "'standard'", "'fast'"),
    ),
    limit(passes('the same volume in other words', demo({ storage: Size.mebibytes(8192) }), before(demo({ storage: Size.gibibytes(8) })))),
    passes('a new system', demo(), before(plan(base, {}))),
    passes('a first output', demo()),
  ],
  'change/identity': [
    after(demo({ namespace: 'old' }), fails('another namespace', demo({ namespace: 'new' }), 'demo', "'old'", "'new'")),
    after(
      demo({}, fleet(3, { dns: dns({ zone: 'example.org' }) })),
      fails('another zone', demo(), 'demo', "'example.org'", "'example.test'"),
    ),
    after(
      of(spread([dublin], [1]), {}, fleet(3, { ordinalStride: 20 })),
      fails('another ordinal stride', of(spread([dublin], [1])), 'demo/dublin', 'demo-20', 'demo-10'),
    ),
    limit(passes('one member more', of(spread([dublin], [4])), before(of(spread([dublin], [3]))))),
    passes('a first output', demo()),
  ],
  'change/record-policy': [
    after(
      moving(false),
      fails('routing policies in the place of a shared record', moving(true), 'demo', 'was shared', 'weighted members', 'nothing removes'),
    ),
    after(
      moving(true),
      fails('a shared record in the place of routing policies', moving(false), 'demo', 'was weighted members', 'is shared', 'waits until'),
    ),
    after(
      shared53(weights([frankfurt, 1], [dublin, 1], [london, 0])),
      fails('another routing policy', shared53(even), 'demo', 'was weighted members', 'is multivalue members'),
    ),
    after(moving(false), fails('a name that Terraform publishes', elsewhere, 'demo', 'was shared', 'terraform')),
    after(published('A'), warns('an alias in the place of addresses', published('CNAME'), 'demo', 'was A', 'is CNAME', 'nothing removes')),
    limit(
      passes(
        'other weights, and one cluster less',
        shared53(weights([frankfurt, 2], [dublin, 1])),
        before(shared53(weights([frankfurt, 1], [dublin, 1], [london, 0]))),
      ),
    ),
    after(moving(true), fails('Terraform in the place of ExternalDNS', elsewhere, 'demo', 'by ExternalDNS', 'would remove it')),
    after(
      elsewhere,
      fails('ExternalDNS in the place of Terraform', moving(true), 'demo', 'by Terraform', 'takes over only its own records'),
    ),
    after(
      moving(true),
      fails('checks that are still to be made', moving(true, { healthChecks: made() }), 'demo', 'waits for ids', 'would be removed'),
    ),
    after(pairOf(frankfurt, dublin), fails('another first of two', pairOf(dublin, frankfurt), 'demo', 'exchange PRIMARY and SECONDARY')),
    limit(passes('the other one active', moving(true, {}, state({ active: 'dublin', epoch: 2 })), before(moving(true)))),
    passes('routing policies that are taken away', of(moved, {}, with53), before(moving(true))),
    passes('a shared record that leads elsewhere', moving(false, {}, state({ active: 'dublin', epoch: 2 })), before(moving(false))),
    passes('a first output', moving(true)),
    passes('a new host', moving(true, { host: 'new.example.test' }), before(moving(false))),
  ],
  'change/left-record': [
    after(
      moving(false),
      warns('a shared name whose system is gone', plan(with53, {}), 'demo', 'A demo.example.test', 'no cluster removes'),
    ),
    after(moving(false), warns('another host', moving(false, { host: 'new.example.test' }), 'demo', 'demo.example.test')),
    limit(passes('routing policies that go with their system', plan(with53, {}), before(moving(true)))),
    passes('the same name of another system', plan(with53, { other: system(moved, { access: access() }) }), before(moving(false))),
    passes('a first output', moving(false)),
  ],
  'change/rename': [
    after(plan(base, { old: system(even) }), fails('one system gone and one new', demo(), 'demo', "'old'", "'demo'")),
    passes('a system that is added', plan(base, { old: system(even), demo: system(even) }), before(plan(base, { old: system(even) }))),
    passes('a system that is removed', plan(base, {}), before(plan(base, { old: system(even) }))),
    limit(passes('one gone and one new of another engine', demo({ engine: generic }), before(plan(base, { old: system(even) })))),
    passes('a first output', demo()),
  ],
};

export const casesOf = (rule: string): readonly Case[] => must(cases[rule], `cases for ${rule}`);
