import { type Cluster, type Fleet, OperatingState, Seat, Standby, Topology } from '../../../lib';
import { planSteps } from '../../../lib/change/plan-steps';
import { targetOf } from '../../../lib/change/target';
import type { RaftSystem } from '../../../lib/domain/raft-system';
import { planSystem } from '../../../lib/plan/system/plan-system';
import { fleet, must, seatOf, system } from '../../fixtures';
import { engineWith } from './rendered';

const described: Fleet = fleet(2, { ordinalStride: 100 });
const [frankfurt, dublin] = [must(described.clusters[0]), must(described.clusters[1])];

const kinds = {
  voting: (here: Cluster) => Standby.voting(here, { voters: 1 }),
  hot: (here: Cluster) => Standby.hot(here, { voters: 1 }),
  learner: (here: Cluster) => Standby.learner(here, { learners: 1 }),
} as const;
type Kind = keyof typeof kinds;

const programOf = (kind: Kind, state: OperatingState): RaftSystem =>
  system(Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys: [kinds[kind](dublin)] }), {
    engine: engineWith('etcd:v3.6.5'),
    operations: { image: 'node:22.1.0' },
    state,
  });
const planOf = (kind: Kind, state: OperatingState) => planSystem('settings', programOf(kind, state), described);
const stepsTo = (kind: Kind, state: OperatingState) => planSteps(state, targetOf(planOf(kind, state), described));

/** A system whose standby in dublin has been of this kind for long. */
function recorded(kind: Kind): OperatingState {
  const formed = { ...OperatingState.initial(), bootstrapped: true, formed: kind === 'voting' ? [] : ['dublin'] };
  return must(stepsTo(kind, formed)[0]).ledger;
}
const end = (from: Kind, to: Kind): OperatingState => stepsTo(to, recorded(from)).at(-1)?.ledger ?? recorded(from);

/** Each of these is a defect that is known. Whoever mends one turns its expectation round. */
describe('for now a standby in dublin', () => {
  it('that voted and is to be hot begins its own group on the volume of the member that left', () => {
    const ledger = end('voting', 'hot');
    expect(ledger.groups?.['settings']?.left).toEqual({ 'settings-100': 1 });
    const { pool, group, config } = seatOf(planOf('hot', ledger), 'dublin');
    expect([group.name, pool.name, pool.firstOrdinal, pool.replicas]).toEqual(['settings-dublin', 'settings', 100, 1]);
    expect(config.bootstrap['ETCD_INITIAL_CLUSTER_STATE']).toBe('new');
  });

  it('that was hot and is to vote stops with the program, before any step', () => {
    const ledger = recorded('hot');
    expect(seatOf(planOf('hot', ledger), 'dublin').pool.replicas).toBe(1);
    expect(seatOf(planOf('voting', ledger), 'dublin').pool.replicas).toBe(0);
  });

  it('that was hot and is to vote has its pod in two groups of the ledger, on the same volume', () => {
    const { groups } = end('hot', 'voting');
    expect(groups?.['settings']?.members['settings-100']).toEqual({ cluster: 'dublin', role: 'voter', volume: 1 });
    expect(groups?.['settings-dublin']?.members['settings-100']).toEqual({ cluster: 'dublin', role: 'voter', volume: 1 });
  });

  it('that was a learner and is to be hot is recorded as a group that has never formed, and so never forms', () => {
    expect(stepsTo('hot', recorded('learner')).map(({ kind }) => kind)).toEqual(['record', 'remove-learner', 'settle']);
    const { config } = seatOf(planOf('hot', end('learner', 'hot')), 'dublin');
    expect(config.bootstrap['ETCD_INITIAL_CLUSTER_STATE']).toBe('existing');
  });
});
