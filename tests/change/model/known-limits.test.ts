import { explore } from './explore';
import type { Laws } from './laws';
import { type Pair, planned } from './pair';

/** What the model finds; undefined where it finds nothing. */
const found = (pair: Pair, laws: Partial<Laws> = {}): string | undefined => {
  const { world, wanted } = planned(pair);
  return explore(world(laws), wanted).fault?.what;
};
const stuck = 'from here the end is never reached';
const staying: Pair = { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1] }] };
const newer = { votes: [3], image: 'etcd:v3.6.6' };
const second: Pair = { from: { votes: [1, 0] }, to: [{ votes: [1, 1] }] };

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

  it('the commit that gives a lost member up is never synchronized, since its pod waits: the one that takes it in again is not begun', () => {
    expect(found(staying, { losses: ['volume'] })).toBe(stuck);
    expect(found(staying, { losses: ['volume'], waits: false })).toBeUndefined();
  });

  it('a volume that is lost while a step runs stops the step, and the step keeps the member from being replaced', () => {
    const laws: Partial<Laws> = { losses: ['volume'], waits: false, hooks: 'given-up', volumesLostIn: 'change' };
    for (const want of [{ votes: [4] }, { votes: [2] }, newer]) expect(found({ from: { votes: [3] }, to: [want] }, laws)).toBe(stuck);
  });

  it('a guard that asks the ledger alone lets a member that has just been promoted begin again with nothing', () => {
    const laws: Partial<Laws> = { losses: ['volume'], waits: false, volumesLostIn: 'change', guard: 'ledger' };
    expect(found({ from: { votes: [1, 1, 0] }, to: [{ votes: [1, 1, 1] }] }, laws)).toContain(
      'have a log without the last acknowledged write',
    );
  });

  it('an addition that is taken back before its job ran is done afterwards', () => {
    const back: Pair = { from: { votes: [1, 1, 1] }, to: [{ votes: [2, 1, 1] }, { votes: [1, 1, 1] }] };
    expect(found(back, { undos: 1, retargets: 1 })).toContain('settings-1 are in change');
  });

  it('and one that is taken back and begun again leaves a member on the volume before, which its guard never lets start again', () => {
    expect(found(second, { undos: 1, losses: ['member'] })).toBe(stuck);
  });

  it('neither happens where the gate waits until each cluster has applied the commit before', () => {
    expect(found(second, { undos: 1, losses: ['member'], gate: 'holds-in-clusters' })).toBeUndefined();
  });

  it('the first member of a cluster starts with the image that the program had, and not with the one of the ledger', () => {
    const pair: Pair = { from: { votes: [1, 0] }, to: [{ votes: [1, 1], image: 'etcd:v3.6.6' }, { votes: [1, 1] }] };
    expect(found(pair, { retargets: 1 })).toContain('settings-100 on an older image than the ledger has for dublin');
  });
});
