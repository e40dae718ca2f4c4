import fc from 'fast-check';
import { planSteps } from '../../../lib/change/plan-steps';
import { type SystemTarget, targetOf } from '../../../lib/change/target';
import { planSystem } from '../../../lib/plan/system/plan-system';
import { fleet, system } from '../../fixtures';
import { type Fleet, OperatingState, type Topology } from '../../nouns';
import { topologies } from '../../plan/arbitrary';
import { engineWith } from './rendered';

/** A whole system, with groups of its standbys' own: where it is by its ledger, and what its program wants. */
export interface SystemPair {
  readonly ledger: OperatingState;
  readonly target: SystemTarget;
  /** What the program wants after all. */
  readonly other: SystemTarget;
  readonly from: Topology;
  readonly to: Topology;
}

const targetFor = (topology: Topology, image: string, described: Fleet, state: OperatingState): SystemTarget => {
  const wanted = system(topology, { engine: engineWith(image), operations: { image: 'node:22.1.0' }, state });
  return targetOf(planSystem('settings', wanted, described), described);
};

/** The standbys that have a group of their own, or learners: those that form by themselves. */
const standbysIn = (topology: Topology): readonly string[] =>
  topology.kind === 'active-active'
    ? []
    : topology.standbys.filter(({ kind }) => kind === 'hot' || kind === 'cold' || kind === 'learner').map(({ cluster }) => cluster.name);

/** Small enough for thousands of them. */
const small = (clusters: Fleet['clusters']): fc.Arbitrary<Topology> =>
  topologies(clusters).filter(topology => {
    const seats = topology.kind === 'active-active' ? topology.seats : [topology.active, ...topology.standbys];
    return seats.reduce((sum, seat) => sum + ('voters' in seat ? seat.voters : seat.learners), 0) <= 8;
  });

/** Everything has formed, and is recorded as the first program has it. */
export const systemPairs: fc.Arbitrary<SystemPair> = fc.integer({ min: 1, max: 4 }).chain(size => {
  const described = fleet(size, { ordinalStride: 100 });
  return fc
    .record({
      from: small(described.clusters),
      to: small(described.clusters),
      afterAll: small(described.clusters),
      newer: fc.boolean(),
    })
    .map(({ from, to, afterAll, newer }) => {
      const formed = { ...OperatingState.initial(), bootstrapped: true, formed: standbysIn(from) };
      const [record] = planSteps(formed, targetFor(from, 'etcd:v3.6.5', described, formed));
      const ledger = record?.ledger ?? formed;
      const target = targetFor(to, newer ? 'etcd:v3.6.6' : 'etcd:v3.6.5', described, ledger);
      return { ledger, target, other: targetFor(afterAll, 'etcd:v3.6.6', described, ledger), from, to };
    });
});
