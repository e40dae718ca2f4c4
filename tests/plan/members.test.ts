import { Duration } from 'cdk8s';
import fc from 'fast-check';
import type { SystemPlan } from '../../lib/plan/model/system-plan';
import { planSystem } from '../../lib/plan/system/plan-system';
import { runs } from '../extent';
import { etcd, fleet, fleetOf, generic, must, plan, seatOf, spread, system } from '../fixtures';
import { Access, Exposure, Seat, Standby, Topology } from '../nouns';
import { declared, fleetsWith } from './arbitrary';

const systemNames = ['alpha', 'beta', 'gamma'];

describe('the members of all systems of a fleet', () => {
  it('have names and hosts that nobody else has', () => {
    fc.assert(
      fc.property(fleetsWith(3), ({ fleet: described, topologies }) => {
        const systems = Object.fromEntries(topologies.map((topology, at) => [must(systemNames[at]), system(topology)]));
        const members = plan(described, systems).systems.flatMap(({ seats }) => seats.flatMap(seat => seat.members));
        const expected = topologies.flatMap(declared).reduce((sum, { votes, learners }) => sum + votes + learners, 0);
        expect(members).toHaveLength(expected);
        expect(new Set(members.map(({ name }) => name)).size).toBe(expected);
        expect(new Set(members.map(({ host }) => host)).size).toBe(expected);
      }),
      { numRuns: runs(300, 20) },
    );
  });

  it('have hosts of their own even where one system is named like the learners of another', () => {
    const described = fleet(2);
    const [first, second] = described.clusters as [never, never];
    const learning = Topology.activeStandby({
      active: Seat.of(first, { voters: 3 }),
      standbys: [Standby.learner(second, { learners: 1 })],
    });
    const planned = plan(described, { alpha: system(learning), 'alpha-learner': system(spread([second], [3])) });
    const hosts = planned.systems.flatMap(({ seats }) => seats.flatMap(seat => seat.members.map(({ host }) => host)));
    expect(new Set(hosts).size).toBe(7);
  });
});

describe('a member', () => {
  it('is numbered from its cluster and named as a pod below the domain of its cluster and system', () => {
    const described = fleetOf([...fleet(3).clusters], { ordinalStride: 20 });
    const planned = planSystem('demo', system(spread(described.clusters, [2, 1, 2])), described);
    expect(planned.groups.flatMap(({ voters }) => voters.map(({ name, host }) => [name, host]))).toEqual([
      ['demo-0', 'demo-0.frankfurt.demo.example.test'],
      ['demo-1', 'demo-1.frankfurt.demo.example.test'],
      ['demo-20', 'demo-20.dublin.demo.example.test'],
      ['demo-40', 'demo-40.london.demo.example.test'],
      ['demo-41', 'demo-41.london.demo.example.test'],
    ]);
  });
});

/** The clusters that replicate with each other, with the votes of all of them. */
function groupsOf(topology: Topology): readonly { readonly clusters: readonly string[]; readonly votes: number }[] {
  const all = declared(topology);
  return [...new Set(all.map(({ together }) => together))].map(name => {
    const seats = all.filter(({ together, votes }) => together === name && votes > 0);
    return { clusters: seats.map(({ cluster }) => cluster.name), votes: seats.reduce((sum, { votes }) => sum + votes, 0) };
  });
}

const inputs = (planned: SystemPlan, clusters: readonly string[], key: string): readonly string[] =>
  clusters.map(name => must(seatOf(planned, name).config.bootstrap[key], key));

describe('the voters of a group', () => {
  it('start etcd with one and the same list of all voters of the group, wherever they are', () => {
    fc.assert(
      fc.property(fleetsWith(1), ({ fleet: described, topologies: [topology] }) => {
        const planned = planSystem('demo', system(must(topology), { engine: etcd }), described);
        for (const { clusters, votes } of groupsOf(must(topology))) {
          const lists = inputs(planned, clusters, 'ETCD_INITIAL_CLUSTER');
          expect(new Set(lists).size).toBe(1);
          const peers = must(lists.at(0)).split(',');
          expect(new Set(peers).size).toBe(votes);
          expect(peers).toHaveLength(votes);
          for (const peer of peers) expect(peer).toMatch(/^demo-\d+=http:\/\/demo-\d+\.[a-z0-9-]+\.demo\.example\.test:2380$/);
        }
      }),
      { numRuns: runs(300, 20) },
    );
  });

  it('start any other engine with the same list and the number of voters of the whole group', () => {
    fc.assert(
      fc.property(fleetsWith(1), ({ fleet: described, topologies: [topology] }) => {
        const planned = planSystem('demo', system(must(topology), { engine: generic }), described);
        for (const { clusters, votes } of groupsOf(must(topology))) {
          const lists = inputs(planned, clusters, 'RAFT_PEERS');
          expect(new Set(lists).size).toBe(1);
          expect(must(lists.at(0)).split(',')).toHaveLength(votes);
          expect(inputs(planned, clusters, 'RAFT_EXPECTED_VOTERS')).toEqual(clusters.map(() => String(votes)));
        }
      }),
      { numRuns: runs(300, 20) },
    );
  });

  it('are ordered by cluster number and ordinal', () => {
    fc.assert(
      fc.property(fleetsWith(1), ({ fleet: described, topologies: [topology] }) => {
        const number = new Map(described.clusters.map(({ name, index }) => [name, index]));
        for (const { voters } of planSystem('demo', system(must(topology)), described).groups) {
          const places = voters.map(({ cluster, name }) => [must(number.get(cluster)), Number(name.split('-').at(-1))] as const);
          const sorted = [...places].sort(([a, one], [b, other]) => a - b || one - other);
          expect(places).toEqual(sorted);
        }
      }),
      { numRuns: runs(300, 20) },
    );
  });
});

describe('two groups', () => {
  const described = fleet(2);
  const [first, second] = described.clusters as [never, never];
  const tokens = (systems: Parameters<typeof plan>[1]): readonly (string | undefined)[] =>
    plan(described, systems).systems.flatMap(({ seats }) => seats.map(({ config }) => config.bootstrap['ETCD_INITIAL_CLUSTER_TOKEN']));
  const apart = Topology.activeStandby({ active: Seat.of(first, { voters: 3 }), standbys: [Standby.hot(second, { voters: 3 })] });

  it('of one system have tokens of their own', () => {
    const found = tokens({ ledger: system(apart) });
    expect(new Set(found).size).toBe(2);
  });

  it('of two systems have tokens of their own, even where a system is named like the hot standby of another', () => {
    const found = tokens({ ledger: system(apart), 'ledger-dublin': system(spread([first], [3])) });
    expect(new Set(found).size).toBe(3);
  });
});

describe('a plan', () => {
  it('does not depend on the order in which clusters and seats are listed', () => {
    const shuffled = fleetsWith(1).chain(({ fleet: described, topologies: [topology] }) => {
      const given = must(topology);
      const reordered =
        given.kind === 'active-active'
          ? fc
              .shuffledSubarray([...given.seats], { minLength: given.seats.length })
              .map(seats => Topology.activeActive({ ...given, seats }))
          : fc
              .shuffledSubarray([...given.standbys], { minLength: given.standbys.length })
              .map(standbys => Topology.activeStandby({ ...given, standbys }));
      return fc.record({
        described: fc.constant(described),
        given: fc.constant(given),
        clusters: fc.shuffledSubarray([...described.clusters], { minLength: described.clusters.length }),
        reordered,
      });
    });
    fc.assert(
      fc.property(shuffled, ({ described, given, clusters, reordered }) => {
        const access = Access.dns({ host: 'demo.example.test', ttl: Duration.seconds(30), exposure: Exposure.ingress() });
        const { system: _, survival, ...one } = planSystem('demo', system(given, { access }), described);
        const { system: __, survival: otherwise, ...other } = planSystem('demo', system(reordered, { access }), { ...described, clusters });
        expect(other).toEqual(one);
        // Who takes over first is what the order of standbys says.
        if (given.kind === 'active-active') expect(otherwise).toEqual(survival);
        expect(plan({ ...described, clusters }, {}).clusters).toEqual(plan(described, {}).clusters);
      }),
      { numRuns: runs(300, 20) },
    );
  });

  it('lists systems by name and clusters by number', () => {
    const [one, two, three] = fleet(3).clusters as [never, never, never];
    const described = fleetOf([three, one, two]);
    const planned = plan(described, { beta: system(spread([one], [1])), alpha: system(spread([one], [1])) });
    expect(planned.systems.map(({ name }) => name)).toEqual(['alpha', 'beta']);
    expect(planned.clusters.map(({ index }) => index)).toEqual([0, 1, 2]);
  });
});
