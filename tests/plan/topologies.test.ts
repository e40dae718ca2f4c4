import { Duration } from 'cdk8s';
import type { RaftSystem } from '../../lib/domain/raft-system';
import type { SystemPlan } from '../../lib/plan/model/system-plan';
import { planSystem } from '../../lib/plan/system/plan-system';
import { etcd, fleet, generic, must, seatOf, spread, system } from '../fixtures';
import { Access, type Cluster, Exposure, OperatingState, Seat, Standby, Topology } from '../nouns';
import { applied, rendered } from './rendered';

const described = fleet(3);
const [frankfurt, dublin, london] = described.clusters as readonly [Cluster, Cluster, Cluster];
const access = Access.dns({ host: 'demo.example.test', ttl: Duration.seconds(30), exposure: Exposure.podAddresses() });

const planned = (topology: Topology, active?: string, overrides: Partial<RaftSystem> = {}): SystemPlan =>
  planSystem(
    'demo',
    system(topology, { access, state: { ...OperatingState.initial(), ...(active ? { active } : {}) }, ...overrides }),
    described,
  );

const standby = (...standbys: readonly Standby[]): Topology =>
  Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys });

interface Row {
  readonly role: string;
  readonly replicas: number;
  readonly group: string;
  readonly serves: boolean;
  readonly clientHost: string | undefined;
  readonly mirror: boolean;
  readonly joins: readonly string[];
}

const row = (plan: SystemPlan, cluster: string): Row => {
  const { role, pool, group, serves, clientHost, mirror, joins } = seatOf(plan, cluster);
  return {
    role,
    replicas: pool.replicas,
    group: group.name,
    serves,
    clientHost,
    mirror: mirror?.runs ?? false,
    joins: joins.map(({ learner }) => learner),
  };
};

const serving = (cluster: string, changes: Partial<Row> = {}): Row => ({
  role: 'active',
  replicas: 3,
  group: 'demo',
  serves: true,
  clientHost: `clients.${cluster}.demo.example.test`,
  mirror: false,
  joins: [],
  ...changes,
});

const waiting = (role: string, changes: Partial<Row>): Row => ({
  role,
  replicas: 3,
  group: 'demo',
  serves: false,
  clientHost: undefined,
  mirror: false,
  joins: [],
  ...changes,
});

describe.each<[string, Topology, Readonly<Record<string, Row>>]>([
  [
    'an active-active system',
    spread([frankfurt, dublin, london], [3, 2, 1]),
    {
      frankfurt: serving('frankfurt'),
      dublin: serving('dublin', { replicas: 2 }),
      london: serving('london', { replicas: 1 }),
    },
  ],
  [
    'a voting standby',
    standby(Standby.voting(dublin, { voters: 2 })),
    { frankfurt: serving('frankfurt'), dublin: serving('dublin', { role: 'voting', replicas: 2 }) },
  ],
  [
    'a witness',
    standby(Standby.witness(dublin, { voters: 1 })),
    { frankfurt: serving('frankfurt'), dublin: waiting('witness', { replicas: 1 }) },
  ],
  [
    'a learner',
    standby(Standby.learner(london, { learners: 1 })),
    { frankfurt: serving('frankfurt'), london: waiting('learner', { replicas: 1, joins: ['demo-learner-20'] }) },
  ],
  [
    'a hot standby',
    standby(Standby.hot(dublin, { voters: 3 })),
    { frankfurt: serving('frankfurt'), dublin: serving('dublin', { role: 'hot', group: 'demo-dublin', mirror: true }) },
  ],
  [
    'a cold standby',
    standby(Standby.cold(dublin, { voters: 3 })),
    { frankfurt: serving('frankfurt'), dublin: serving('dublin', { role: 'cold', group: 'demo-dublin', replicas: 0 }) },
  ],
  [
    'a topology with a standby of two kinds',
    standby(Standby.hot(dublin, { voters: 3 }), Standby.cold(london, { voters: 1 })),
    {
      frankfurt: serving('frankfurt'),
      dublin: serving('dublin', { role: 'hot', group: 'demo-dublin', mirror: true }),
      london: serving('london', { role: 'cold', group: 'demo-london', replicas: 0 }),
    },
  ],
])('%s', (_, topology, expected) => {
  it.each(Object.entries(expected))('gives %s its part', (cluster, part) => {
    expect(row(planned(topology), cluster)).toEqual(part);
  });

  it('gives no other cluster a part', () => {
    expect(planned(topology).seats.map(seat => seat.cluster.name)).toEqual(Object.keys(expected));
  });

  it('publishes no name of its own for a cluster behind an Ingress', () => {
    const behind = { access: { ...access, exposure: Exposure.ingress() } };
    expect(planned(topology, undefined, behind).seats.map(({ clientHost }) => clientHost)).toEqual(
      Object.keys(expected).map(() => undefined),
    );
  });

  it('publishes no name for clients of the same clusters', () => {
    const internal = { access: Access.internal() };
    expect(planned(topology, undefined, internal).seats.map(({ clientHost }) => clientHost)).toEqual(
      Object.keys(expected).map(() => undefined),
    );
  });
});

describe('a cold standby', () => {
  it('declares its members and runs none until promoted', () => {
    const topology = standby(Standby.cold(dublin, { voters: 3 }));
    expect(seatOf(planned(topology), 'dublin').pool).toMatchObject({ declared: 3, replicas: 0 });
    expect(seatOf(planned(topology, 'dublin'), 'dublin').pool).toMatchObject({ declared: 3, replicas: 3 });
  });
});

describe('a mirror', () => {
  const topology = standby(Standby.hot(dublin, { voters: 3 }));

  it('reads from all members of the active cluster and writes to its own', () => {
    expect(seatOf(planned(topology), 'dublin').mirror?.task.args).toEqual([
      'make-mirror',
      '--endpoints=http://demo-0.frankfurt.demo.example.test:2379,http://demo-1.frankfurt.demo.example.test:2379,http://demo-2.frankfurt.demo.example.test:2379',
      'http://demo.demo.svc:2379',
    ]);
  });

  it('stands ready and stopped in the active cluster, so that an exchange of roles stops it first', () => {
    expect(seatOf(planned(topology), 'frankfurt').mirror?.runs).toBe(false);
    expect(seatOf(planned(topology), 'dublin').mirror?.runs).toBe(true);
  });

  it('changes sides on a switchover', () => {
    const after = planned(topology, 'dublin');
    expect(seatOf(after, 'dublin').mirror?.runs).toBe(false);
    expect(seatOf(after, 'frankfurt').mirror?.task.args).toEqual([
      'make-mirror',
      '--endpoints=http://demo-10.dublin.demo.example.test:2379,http://demo-11.dublin.demo.example.test:2379,http://demo-12.dublin.demo.example.test:2379',
      'http://demo.demo.svc:2379',
    ]);
  });
});

describe('a joining job', () => {
  it('makes the learner known to all voters under its own host', () => {
    const [join] = seatOf(planned(standby(Standby.learner(dublin, { learners: 1 }))), 'dublin').joins;
    expect(join?.task.args).toEqual([
      'member',
      'add',
      'demo-learner-10',
      '--learner',
      '--peer-urls=http://demo-learner-10.dublin.demo.example.test:2380',
      '--endpoints=http://demo-0.frankfurt.demo.example.test:2379,http://demo-1.frankfurt.demo.example.test:2379,http://demo-2.frankfurt.demo.example.test:2379',
    ]);
  });

  it('is not made for an engine that cannot join learners', () => {
    const plan = planned(standby(Standby.learner(dublin, { learners: 1 })), undefined, { engine: generic });
    expect(seatOf(plan, 'dublin').joins).toEqual([]);
  });
});

const roles = (plan: SystemPlan): unknown => Object.fromEntries(plan.seats.map(seat => [seat.cluster.name, seat.role]));
const members = (plan: SystemPlan): unknown =>
  plan.groups.map(group => [group.name, group.voters.map(({ host }) => host), group.learners.map(({ host }) => host)]);

describe.each<[string, Standby]>([
  ['voting', Standby.voting(dublin, { voters: 3 })],
  ['hot', Standby.hot(dublin, { voters: 3 })],
  ['cold', Standby.cold(dublin, { voters: 3 })],
])('a switchover to a %s standby', (role, chosen) => {
  const topology = standby(chosen, Standby.witness(london, { voters: 1 }));
  const before = planned(topology);
  const after = planned(topology, 'dublin');

  it('exchanges the roles of the two clusters and leaves the third alone', () => {
    expect(roles(before)).toEqual({ frankfurt: 'active', dublin: role, london: 'witness' });
    expect(roles(after)).toEqual({ frankfurt: role, dublin: 'active', london: 'witness' });
  });

  it('moves no group and renames no member', () => {
    expect(members(after)).toEqual(members(before));
  });

  it('is undone by naming the declared cluster again', () => {
    const { state: _, system: __, ...back } = planned(topology, 'frankfurt');
    const { state: ___, system: ____, ...first } = before;
    expect(back).toEqual(first);
  });

  it('leaves the pod template of every cluster as it is', () => {
    for (const { name } of described.clusters) {
      const template = (plan: SystemPlan): unknown => applied(rendered(plan, name, described), 'StatefulSet', 'demo').spec?.['template'];
      expect(template(after)).toEqual(template(before));
    }
  });
});

describe.each<[string, Standby]>([
  ['witness', Standby.witness(dublin, { voters: 1 })],
  ['learner', Standby.learner(dublin, { learners: 1 })],
])('a state that makes a %s active', (role, chosen) => {
  it('exchanges nothing', () => {
    expect(roles(planned(standby(chosen), 'dublin'))).toEqual({ frankfurt: 'active', dublin: role });
  });
});

describe('the pod template', () => {
  const template = (plan: SystemPlan, cluster = 'frankfurt'): unknown => {
    const { spec } = applied(rendered(plan, cluster, described), 'StatefulSet', 'demo');
    return must(spec)['template'];
  };

  it.each([
    ['etcd', etcd],
    ['any other engine', generic],
  ])('of %s is the same for every number of members', (_, engine) => {
    const sizes = [1, 2, 3, 5].map(voters => template(planned(spread([frankfurt, dublin], [voters, 9 - voters]), undefined, { engine })));
    for (const size of sizes) expect(size).toEqual(sizes.at(0));
  });

  it('is the same for a standby that runs and for one that does not', () => {
    const hot = planned(standby(Standby.hot(dublin, { voters: 3 })));
    const cold = planned(standby(Standby.cold(dublin, { voters: 3 })));
    expect(template(hot, 'dublin')).toEqual(template(cold, 'dublin'));
  });

  it('stays as it is once the group has formed, though the inputs of new members change', () => {
    const topology = spread([frankfurt, dublin, london], [1, 1, 1]);
    const formed = { state: { ...OperatingState.initial(), bootstrapped: true } };
    const [before, after] = [planned(topology), planned(topology, undefined, formed)];
    expect(template(after)).toEqual(template(before));
    expect(seatOf(before, 'frankfurt').config.bootstrap['ETCD_INITIAL_CLUSTER_STATE']).toBe('new');
    expect(seatOf(after, 'frankfurt').config.bootstrap['ETCD_INITIAL_CLUSTER_STATE']).toBe('existing');
  });

  it('stays as it is when a cluster is thawed or drained', () => {
    const topology = spread([frankfurt, dublin, london], [1, 1, 1]);
    const moved = { state: { ...OperatingState.initial(), epoch: 7, thawed: ['frankfurt'], drained: ['frankfurt'] } };
    expect(template(planned(topology, undefined, moved))).toEqual(template(planned(topology)));
  });
});

describe('a cluster that is thawed', () => {
  it('may replace its members while every other is frozen', () => {
    const plan = planned(spread([frankfurt, dublin, london], [2, 2, 1]), undefined, {
      state: { ...OperatingState.initial(), thawed: ['dublin'] },
    });
    const partition = (cluster: string): unknown =>
      applied(rendered(plan, cluster, described), 'StatefulSet', 'demo').spec?.['updateStrategy'];
    expect(partition('frankfurt')).toEqual({ type: 'RollingUpdate', rollingUpdate: { partition: 2 } });
    expect(partition('dublin')).toEqual({ type: 'RollingUpdate', rollingUpdate: { partition: 0 } });
    expect(partition('london')).toEqual({ type: 'RollingUpdate', rollingUpdate: { partition: 1 } });
  });
});
