import { planSystem } from '../../lib/plan/system/plan-system';
import { cluster, etcd, fleetOf, must, seatOf, system } from '../fixtures';
import { OperatingState, Seat, Standby, Topology } from '../nouns';

const [frankfurt, dublin, london] = [cluster(0), cluster(1), cluster(2)];
const fleet = fleetOf([frankfurt, dublin, london]);
const planned = (state: Partial<OperatingState>, ...standbys: readonly Standby[]) =>
  planSystem(
    'demo',
    system(Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys }), {
      engine: etcd,
      state: { ...OperatingState.initial(), ...state },
    }),
    fleet,
  );
const clusterState = (plan: ReturnType<typeof planned>, name: string): string =>
  must(seatOf(plan, name).config.bootstrap.ETCD_INITIAL_CLUSTER_STATE);

describe('a cold standby of a system that has formed its group', () => {
  const cold = Standby.cold(london, { voters: 3 });

  it('forms a group of its own when it is promoted, since it never ran', () => {
    const plan = planned({ bootstrapped: true, active: 'london', epoch: 2 }, cold);
    expect(seatOf(plan, 'london').pool.replicas).toBe(3);
    expect(clusterState(plan, 'london')).toBe('new');
    expect(clusterState(plan, 'frankfurt')).toBe('existing');
  });

  it('forms no other once it has formed', () => {
    expect(clusterState(planned({ bootstrapped: true, active: 'london', epoch: 2, formed: ['london'] }, cold), 'london')).toBe('existing');
  });
});

describe('a learner', () => {
  const learner = Standby.learner(dublin, { learners: 1 });
  const edges = (plan: ReturnType<typeof planned>): readonly string[] => plan.seats.flatMap(seat => seat.edges.map(({ why }) => why));

  it('is added by a job while it has not joined', () => {
    const plan = planned({ bootstrapped: true }, learner);
    expect(seatOf(plan, 'dublin').joins.map(join => join.learner)).toEqual(['demo-learner-10']);
    expect(edges(plan).some(why => why.includes('learner joins'))).toBe(true);
  });

  it('leaves no job and no way through behind once it has joined', () => {
    const plan = planned({ bootstrapped: true, formed: ['dublin'] }, learner);
    expect(seatOf(plan, 'dublin').joins).toEqual([]);
    expect(edges(plan).some(why => why.includes('learner joins') || why.includes('joining job'))).toBe(false);
  });
});
