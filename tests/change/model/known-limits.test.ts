import { explore } from './explore';
import type { Laws } from './laws';
import { type Pair, planned } from './pair';

/** What the model finds; undefined where it finds nothing. */
const found = (pair: Pair, laws: Partial<Laws> = {}): string | undefined => {
  const { world, wanted } = planned(pair);
  return explore(world(laws), wanted).fault?.what;
};
const stuck = 'from here the end is never reached';

/** Each of these is a defect that is known. Whoever mends one turns its expectation round, and moves it to where the rest is held. */
describe('the model shows that for now', () => {
  const stays: Pair = { from: { votes: [1, 1, 0], learners: [0, 0, 1] }, to: [{ votes: [2, 1, 0], learners: [0, 0, 1] }] };

  it('a learner that stays keeps voters from being added where the engine has one learner at a time', () => {
    expect(found(stays, { learners: 1 })).toBe(stuck);
  });

  it('and where it has two, since a new voter begins with a list without the learner, which is not what its peers have', () => {
    expect(found(stays, { learners: 2 })).toBe(stuck);
  });

  it('a learner is never added to a cluster whose learners had formed before', () => {
    const more: Pair = { from: { votes: [1, 0], learners: [0, 1] }, to: [{ votes: [1, 0], learners: [0, 2] }] };
    expect(found(more, { learners: 2 })).toBe(stuck);
    const again: Pair = {
      from: { votes: [1, 0, 0], learners: [0, 1, 0] },
      to: [{ votes: [1, 0, 0] }, { votes: [1, 0, 0], learners: [0, 1, 0] }],
    };
    expect(found(again, { retargets: 1 })).toBe(stuck);
  });
});
