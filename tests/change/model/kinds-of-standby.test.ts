import { planSteps } from '../../../lib/change/plan-steps';
import { targetOf } from '../../../lib/change/target';
import type { RaftSystem } from '../../../lib/domain/raft-system';
import { planSystem } from '../../../lib/plan/system/plan-system';
import { fleet, must, seatOf, system } from '../../fixtures';
import { type Cluster, type Fleet, OperatingState, Seat, Standby, Topology } from '../../nouns';
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

const guardIn = (kind: Kind, state: OperatingState) => seatOf(planOf(kind, state), 'dublin').guard?.ledger;

describe('a standby in dublin', () => {
  it('that voted and is to be hot votes until it has left, and begins its own group on volumes that no earlier member had', () => {
    const steps = stepsTo('hot', recorded('voting'));
    expect(steps.map(({ kind }) => kind)).toEqual(['remove-voter', 'settle']);
    const leaving = seatOf(planOf('hot', must(steps[0]).ledger), 'dublin');
    expect([leaving.group.name, leaving.role]).toEqual(['settings', 'witness']);
    const ledger = end('voting', 'hot');
    expect(ledger.groups?.['settings']?.left).toEqual({ 'settings-100': 1 });
    const { pool, group, config } = seatOf(planOf('hot', ledger), 'dublin');
    expect([group.name, pool.name, pool.firstOrdinal, pool.replicas]).toEqual(['settings-dublin', 'settings', 100, 1]);
    expect(config.bootstrap['ETCD_INITIAL_CLUSTER_STATE']).toBe('new');
    expect(guardIn('hot', ledger)).toMatchObject({ formed: false, members: { 'settings-100': { role: 'voter', volume: 2 } } });
  });

  it('that voted and is hot is recorded, once it has formed, with the volumes that it formed on', () => {
    const formed = { ...end('voting', 'hot'), formed: ['dublin'] };
    const [record, ...rest] = stepsTo('hot', formed);
    expect([record?.kind, rest]).toEqual(['record', []]);
    expect(record?.ledger.groups?.['settings-dublin']?.members).toEqual({
      'settings-100': { cluster: 'dublin', role: 'voter', volume: 2 },
    });
    expect(guardIn('hot', formed)).toEqual(guardIn('hot', must(record).ledger));
  });

  it('that was a learner and is to be hot has not formed once its learners have left, and forms then', () => {
    expect(stepsTo('hot', recorded('learner')).map(({ kind }) => kind)).toEqual(['remove-learner', 'settle']);
    const ledger = end('learner', 'hot');
    expect(ledger.formed).toEqual([]);
    const { config, pool } = seatOf(planOf('hot', ledger), 'dublin');
    expect([config.bootstrap['ETCD_INITIAL_CLUSTER_STATE'], pool.replicas]).toEqual(['new', 1]);
  });

  it.each([
    ['voting', 'learner', ['remove-voter', 'add-learner', 'settle']],
    ['learner', 'voting', ['remove-learner', 'add-voter', 'settle']],
  ] as const)('that was %s and is to be %s is changed member by member', (from, to, kinds) => {
    expect(stepsTo(to, recorded(from)).map(({ kind }) => kind)).toEqual(kinds);
  });
});

/** These are refused at synthesis (`change/standby`): nothing dissolves a group of a standby's own yet. */
describe('a hot standby that is to vote, which no steps lead to,', () => {
  it('would stop with the program, before any step', () => {
    const ledger = recorded('hot');
    expect(seatOf(planOf('hot', ledger), 'dublin').pool.replicas).toBe(1);
    expect(seatOf(planOf('voting', ledger), 'dublin').pool.replicas).toBe(0);
  });

  it('would have its pod in two groups of the ledger, on the same volume', () => {
    const { groups } = end('hot', 'voting');
    expect(groups?.['settings']?.members['settings-100']).toEqual({ cluster: 'dublin', role: 'voter', volume: 1 });
    expect(groups?.['settings-dublin']?.members['settings-100']).toEqual({ cluster: 'dublin', role: 'voter', volume: 1 });
  });
});
