import { Duration } from 'cdk8s';
import fc from 'fast-check';
import type { SurvivalRow } from '../../lib/plan/model/survival-plan';
import type { SystemPlan } from '../../lib/plan/model/system-plan';
import { planSystem } from '../../lib/plan/system/plan-system';
import { runs } from '../extent';
import { cluster, dns, etcd, fleetOf, generic, must, route53, seatOf, system } from '../fixtures';
import { Access, type Cluster, Exposure, type Fleet, RaftEngine, Seat, Standby, Topology, Traffic } from '../nouns';

/** A system over two to five clusters, and how its clients reach it. */
interface Described {
  readonly clusters: readonly Cluster[];
  readonly topology: Topology;
  readonly access: Access;
  /** Whether a member without a leader fails what asks for its health. */
  readonly seesLeaders: boolean;
  readonly planned: SystemPlan;
}

const kinds = ['voting', 'witness', 'hot', 'cold'] as const;
const seconds = (amount: number): Duration => Duration.seconds(amount);
const name = { host: 'demo.example.test', ttl: seconds(30) };

const ways = ['internal', 'commit', 'checks', 'list', 'balancer', 'unnamed-balancer', 'gateway', 'blind-gateway'] as const;

function accessOf(way: (typeof ways)[number], all: readonly Cluster[], places: readonly Cluster[]): Access {
  const balancer = { image: 'registry.example.test/haproxy:3.0.12', protocol: 'tcp', exposure: Exposure.podAddresses() } as const;
  const checks = { interval: seconds(1), timeout: seconds(1), fall: 2, rise: 2 };
  const gateway = {
    ...name,
    implementation: { name: 'mesh', capabilities: {}, bind: () => [] } as never,
    route: 'http',
    sites: places,
  } as const;
  switch (way) {
    case 'internal':
      return Access.internal();
    case 'commit':
      return Access.dns({ ...name, exposure: Exposure.podAddresses() });
    case 'checks': {
      const ids = all.map(one => [one, `check-${one.name}`] as const);
      return Access.dns({
        ...name,
        exposure: Exposure.ingress(),
        healthChecks: { kind: 'existing', ids, interval: seconds(10), failures: 3 },
      });
    }
    case 'list':
      return Access.clientList({ exposure: Exposure.podAddresses(), connectTimeout: seconds(1) });
    case 'balancer':
      return Access.loadBalancer({
        ...balancer,
        checks,
        name,
        sites: places.map(one => ({ cluster: one, addresses: [`192.0.2.${one.index}`] })),
      });
    case 'unnamed-balancer':
      return Access.loadBalancer({ ...balancer, checks, sites: places.map(one => ({ cluster: one })) });
    case 'gateway':
      return Access.gateway({ ...gateway, outliers: { errors: 3, interval: seconds(5), ejection: seconds(30) } });
    case 'blind-gateway':
      return Access.gateway(gateway);
  }
}

const any: fc.Arbitrary<Described> = fc
  .array(fc.record({ votes: fc.integer({ min: 1, max: 3 }), kind: fc.constantFrom(...kinds) }), { minLength: 2, maxLength: 5 })
  .chain(seats =>
    fc.record({
      seats: fc.constant(seats),
      stretched: fc.boolean(),
      way: fc.constantFrom(...ways),
      places: fc.subarray([...seats.keys()], { minLength: 1 }),
      engine: fc.constantFrom('etcd' as const, 'process' as const),
    }),
  )
  .map(({ seats, stretched, way, places, engine }) => {
    const clusters = seats.map((_, index) => cluster(index));
    const at = (index: number): Cluster => must(clusters[index]);
    const topology = stretched
      ? Topology.activeActive({
          seats: seats.map(({ votes }, index) => Seat.of(at(index), { voters: votes })),
          traffic: Traffic.weighted(clusters.map(one => [one, 1] as const)),
        })
      : Topology.activeStandby({
          active: Seat.of(at(0), { voters: must(seats[0]).votes }),
          standbys: seats.slice(1).map(({ votes, kind }, rest) => Standby[kind](at(rest + 1), { voters: votes })),
        });
    const access = accessOf(way, clusters, places.map(at));
    const fleet: Fleet = fleetOf(clusters, { dns: dns({ provider: route53 }) });
    const planned = planSystem('demo', system(topology, { access, engine: engine === 'etcd' ? etcd : generic }), fleet);
    const text = () => JSON.stringify({ seats, stretched, way, places, engine });
    return { clusters, topology, access, seesLeaders: engine === 'etcd', planned, [fc.toStringMethod]: text };
  });

/** Members of the group that serves, by their homes; and the clusters that serve, or could without another group, in their order. */
function groupOf({ topology }: Described): {
  readonly homes: readonly string[];
  readonly serving: readonly string[];
  readonly waiting: readonly string[];
} {
  const of = (one: Cluster, count: number): readonly string[] => Array.from({ length: count }, () => one.name);
  if (topology.kind === 'active-active') {
    const homes = topology.seats.flatMap(seat => of(seat.cluster, seat.voters));
    return { homes, serving: topology.seats.map(seat => seat.cluster.name), waiting: [] };
  }
  const own = topology.standbys.filter(({ kind }) => kind === 'voting' || kind === 'witness');
  return {
    homes: [
      ...of(topology.active.cluster, topology.active.voters),
      ...own.flatMap(standby => of(standby.cluster, standby.kind === 'learner' ? 0 : standby.voters)),
    ],
    serving: [topology.active.cluster.name],
    waiting: own.filter(({ kind }) => kind === 'voting').map(standby => standby.cluster.name),
  };
}

/** Whether two clusters still exchange anything: what is cut one way lets no answer through. */
const exchange =
  ({ clusters: [one], other: [two] }: SurvivalRow) =>
  (a: string, b: string): boolean =>
    !((a === one && b === two) || (a === two && b === one));

/** Every cluster that the leader can be in at the end, by trying each member: one that a majority answers stays, or is elected. */
function ends(row: SurvivalRow, leader: string, homes: readonly string[]): readonly string[] {
  const reached = (home: string): readonly string[] => homes.filter(other => exchange(row)(home, other));
  const majority = (home: string): boolean => reached(home).length * 2 > homes.length;
  return majority(leader) ? [leader] : [...new Set(homes.filter(majority))];
}

/** A commit: another active cluster, and those that it takes out of the name. */
interface Commit {
  readonly first: string | undefined;
  readonly without: readonly string[];
}

const nothing: Commit = { first: undefined, without: [] };

/** Who gets no write through once everything that moves by itself has moved, while the leader is in a cluster. */
function failing(row: SurvivalRow, leader: string, given: Described, { first, without }: Commit): readonly string[] {
  const { access, seesLeaders } = given;
  const { serving, waiting } = groupOf(given);
  const reaches = exchange(row);
  const follows = (one: string): boolean => reaches(one, leader);
  const usual = [...serving, ...waiting];
  const order = first === undefined ? usual : [first, ...usual.filter(one => one !== first)];
  const head = (list: readonly string[]): readonly string[] => (waiting.length > 0 || serving.length === 1 ? list.slice(0, 1) : list);
  switch (access.kind) {
    case 'internal':
      return serving.filter(one => !follows(one));
    case 'client-list':
      return head(order).filter(one => !without.includes(one) && !follows(one));
    case 'dns': {
      const checked = access.healthChecks !== undefined && seesLeaders;
      const answers = head(order.filter(one => !without.includes(one) && (!checked || follows(one))));
      return answers.length === 0 ? serving.filter(one => !follows(one)) : answers.filter(one => !follows(one));
    }
    case 'load-balancer':
    case 'gateway': {
      const places = access.sites.map(place => ('cluster' in place ? place.cluster : place).name);
      const blind = access.kind === 'gateway' && !access.outliers;
      const left = places.filter(place => !without.includes(place));
      const lost = left.filter(place => {
        const seen = order.filter(one => blind || (reaches(place, one) && (follows(one) || !seesLeaders)));
        const targets = head(seen);
        return targets.length === 0 || targets.some(one => !reaches(place, one) || !follows(one));
      });
      return left.length === 0 ? ['nobody'] : lost;
    }
  }
}

const linkRows = ({ planned }: Described): readonly SurvivalRow[] =>
  planned.survival.rows.filter(({ loss }) => loss === 'link' || loss === 'one-way');

/** What a row says, of each place of the leader that it is about. */
const leadersOf = (row: SurvivalRow, homes: readonly string[]): readonly string[] =>
  row.leader.length > 0 ? row.leader : [...new Set(homes)];

const commitOf = ({ steps }: SurvivalRow): Commit => ({
  first: steps.find(({ step }) => step === 'switchover')?.clusters[0],
  without: steps.filter(({ step }) => step === 'records').flatMap(({ clusters }) => clusters),
});

/** Every commit that somebody could make. */
function commits(given: Described): readonly Commit[] {
  const { access } = given;
  const places = access.kind === 'load-balancer' || access.kind === 'gateway' ? access.sites : [];
  const names = places.map(place => ('cluster' in place ? place.cluster : place).name);
  const named = access.kind === 'gateway' || (access.kind === 'load-balancer' && access.name !== undefined);
  const { serving } = groupOf(given);
  const removable = access.kind === 'dns' || access.kind === 'client-list' ? (serving.length > 1 ? serving : []) : named ? names : [];
  const subsets = removable.reduce<readonly (readonly string[])[]>((found, one) => found.flatMap(set => [set, [...set, one]]), [[]]);
  const firsts = [undefined, ...groupOf(given).waiting];
  return firsts.flatMap(first => subsets.map(without => ({ first, without })));
}

describe('the loss of a link', () => {
  it('has a row for each link, both ways and each way, and for each place of the leader once', () => {
    fc.assert(
      fc.property(any, given => {
        const names = given.clusters.map(one => one.name);
        const { homes } = groupOf(given);
        for (const [position, one] of names.entries()) {
          for (const two of names.slice(position + 1)) {
            for (const [loss, from, to] of [
              ['link', one, two],
              ['one-way', one, two],
              ['one-way', two, one],
            ] as const) {
              const rows = linkRows(given).filter(row => row.loss === loss && row.clusters.join() === from && row.other.join() === to);
              const leaders = rows.flatMap(row => leadersOf(row, homes));
              expect([...leaders].sort()).toEqual([...new Set(homes)].sort());
              expect(rows.length > 1).toBe(rows.every(row => row.leader.length > 0));
            }
          }
        }
        expect(linkRows(given).filter(({ clusters: [one], other: [two] }) => one === two)).toEqual([]);
      }),
      { numRuns: runs(300, 25) },
    );
  });

  it('leaves the votes and the members that the leader reaches', () => {
    fc.assert(
      fc.property(any, given => {
        const { homes } = groupOf(given);
        const places = new Map(given.planned.groups.flatMap(({ voters }) => voters).map(member => [member.name, member.cluster]));
        for (const row of linkRows(given)) {
          for (const leader of leadersOf(row, homes)) {
            const all = ends(row, leader, homes);
            expect(row.quorum).toBe(all.length > 0);
            const reached = all.map(home => homes.filter(other => exchange(row)(home, other)));
            if (row.quorum) expect(reached.map(followers => followers.length)).toContain(row.votes);
            if (row.quorum)
              expect(reached.map(followers => followers.join())).toContain(row.members?.map(member => places.get(member)).join());
          }
        }
      }),
      { numRuns: runs(300, 25) },
    );
  });

  it('passes by itself exactly where everybody gets writes through wherever the leader ends', () => {
    fc.assert(
      fc.property(any, given => {
        const { homes } = groupOf(given);
        for (const row of linkRows(given).filter(({ quorum }) => quorum)) {
          for (const leader of leadersOf(row, homes)) {
            const well = ends(row, leader, homes).every(home => failing(row, home, given, nothing).length === 0);
            expect([row.clusters, row.other, leader, row.outage.ends === 'automatic']).toEqual([row.clusters, row.other, leader, well]);
          }
          if (row.outage.ends === 'automatic') expect([row.steps, row.stranded]).toEqual([[], []]);
        }
      }),
      { numRuns: runs(300, 25) },
    );
  });

  it('is ended by the commit that it asks for, and needs a repair only where none would end it', () => {
    fc.assert(
      fc.property(any, given => {
        const { homes } = groupOf(given);
        for (const row of linkRows(given).filter(({ quorum }) => quorum)) {
          for (const leader of leadersOf(row, homes)) {
            const all = ends(row, leader, homes);
            if (row.outage.ends === 'decision')
              expect(
                all.some(home => failing(row, home, given, nothing).length > 0 && failing(row, home, given, commitOf(row)).length === 0),
              ).toBe(true);
            const asked = commitOf(row);
            const possible = ({ first, without }: Commit): boolean =>
              first === asked.first && [...without].sort().join() === [...asked.without].sort().join();
            if (row.outage.ends === 'decision') expect(commits(given).some(possible)).toBe(true);
            if (row.outage.ends === 'repair')
              expect(all.some(home => commits(given).every(commit => failing(row, home, given, commit).length > 0))).toBe(true);
            expect(['automatic', 'decision', 'repair']).toContain(row.outage.ends);
          }
        }
      }),
      { numRuns: runs(300, 25) },
    );
  });

  it('strands those who get no write through, and leads clients only to members that follow the leader', () => {
    fc.assert(
      fc.property(any, given => {
        const { homes } = groupOf(given);
        for (const row of linkRows(given).filter(({ quorum }) => quorum)) {
          for (const leader of leadersOf(row, homes)) {
            const all = ends(row, leader, homes);
            const stranded = all.map(home => failing(row, home, given, nothing).filter(one => one !== 'nobody'));
            expect(stranded.map(those => [...those].sort().join())).toContain([...row.stranded].sort().join());
            expect(all.some(home => row.serves.every(one => exchange(row)(one, home)))).toBe(true);
            for (const one of row.serves) expect(seatOf(given.planned, one).serves).toBe(true);
          }
        }
      }),
      { numRuns: runs(300, 25) },
    );
  });

  it('warns of every standby with a group of its own that no longer sees the cluster that serves', () => {
    fc.assert(
      fc.property(any, given => {
        const { serving, homes } = groupOf(given);
        const apart = given.clusters.map(one => one.name).filter(one => !homes.includes(one));
        for (const row of linkRows(given)) {
          const unseen = apart.filter(one => serving.some(active => !exchange(row)(one, active)));
          expect([...row.unfenced].sort()).toEqual(unseen.sort());
        }
      }),
      { numRuns: runs(300, 25) },
    );
  });

  it('says that elections may repeat exactly where members that are cut off reach somebody who hears the leader', () => {
    fc.assert(
      fc.property(any, given => {
        const { homes } = groupOf(given);
        const unknown = !given.seesLeaders; // the generic engine says nothing of it
        for (const row of linkRows(given).filter(({ quorum }) => quorum)) {
          for (const leader of leadersOf(row, homes)) {
            const disturbed = ends(row, leader, homes).map(home => {
              const deaf = homes.filter(one => !exchange(row)(one, home));
              return deaf.some(one => homes.some(other => other !== home && other !== one && exchange(row)(one, other)));
            });
            expect(disturbed.map(open => (open && unknown ? 'unknown' : 'settled'))).toContain(row.elections);
          }
        }
      }),
      { numRuns: runs(300, 25) },
    );
  });
});

describe('an engine whose members obey disruptive servers', () => {
  it('elects again and again until the leader is where all reach it', () => {
    const clusters = [0, 1, 2].map(index => cluster(index));
    const [one, two, three] = clusters as [Cluster, Cluster, Cluster];
    const topology = Topology.activeStandby({
      active: Seat.of(one, { voters: 2 }),
      standbys: [Standby.voting(two, { voters: 2 }), Standby.witness(three, { voters: 1 })],
    });
    const engine = RaftEngine.generic({
      ...{ name: 'demo', image: 'registry.example.test/demo:1.0.0', raftPort: 8090, dataPath: '/var/lib/demo' },
      ...{ shutdown: { grace: seconds(30) }, disruptiveServers: 'obeyed' },
    });
    const { survival } = planSystem('demo', system(topology, { engine }), fleetOf(clusters));
    const rows = survival.rows.filter(
      ({ loss, clusters: [first], other: [second] }) => loss === 'link' && first === 'frankfurt' && second === 'dublin',
    );
    expect(rows.map(({ leader, elections }) => [leader, elections])).toEqual([
      [['frankfurt'], 'repeated'],
      [['dublin'], 'repeated'],
      [['london'], 'settled'],
    ]);
  });
});
