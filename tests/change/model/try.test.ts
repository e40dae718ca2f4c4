import { explore } from './explore';
import { planned } from './pair';

const show = (label: string, pair: Parameters<typeof planned>[0], laws = {}) => {
  const p = planned(pair);
  const t = Date.now();
  const { states, fault } = explore(p.world(laws), p.wanted);
  console.log(
    label,
    p.steps.map(s => `${s.kind} ${s.member ?? s.cluster ?? ''} [${s.fatal}]`).join('; '),
    states,
    Date.now() - t,
    fault?.what,
    fault?.trace,
  );
};
it('try', () => {
  show('1/1/1->2/2/1 loss', { from: { votes: [1, 1, 1] }, to: [{ votes: [2, 2, 1] }] }, { losses: ['member', 'zone', 'cluster'] });
  show('standing learner', { from: { votes: [1, 1, 0], learners: [0, 0, 1] }, to: [{ votes: [2, 1, 0], learners: [0, 0, 1] }] });
  show('new learner', { from: { votes: [1, 1, 0] }, to: [{ votes: [1, 1, 0], learners: [0, 0, 1] }] });
  show('learner to voter', { from: { votes: [1, 1, 0], learners: [0, 0, 1] }, to: [{ votes: [1, 1, 1] }] });
  show('voter to learner', { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 0], learners: [0, 0, 1] }] });
  show('learner moves', { from: { votes: [1, 0, 0], learners: [0, 1, 0] }, to: [{ votes: [1, 0, 0], learners: [0, 0, 1] }] });
  show('learner gone, others same cluster', {
    from: { votes: [1, 0, 0], learners: [0, 2, 0] },
    to: [{ votes: [1, 0, 0], learners: [0, 1, 0] }],
  });
  show(
    'learner renewed',
    { from: { votes: [1, 0, 0], learners: [0, 1, 0] }, to: [{ votes: [1, 0, 0], learners: [0, 2, 0] }] },
    { learners: 2 },
  );
  show('retarget', { from: { votes: [1, 1, 1] }, to: [{ votes: [2, 1, 1] }, { votes: [1, 1, 1] }] }, { retargets: 1, losses: ['member'] });
  show('volume', { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1] }] }, { losses: ['volume'] });
  show('volume nowait', { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1] }] }, { losses: ['volume'], waits: false });
  show('volume while add', { from: { votes: [1, 1, 1] }, to: [{ votes: [2, 1, 1] }] }, { losses: ['volume'], waits: false });
  show('all to one', { from: { votes: [1, 1, 1] }, to: [{ votes: [3, 0, 0] }] }, { losses: ['member', 'zone', 'cluster'] });
  show('moves', { from: { votes: [1, 0, 0] }, to: [{ votes: [0, 1, 0] }] }, { losses: ['member', 'zone', 'cluster'] });
});
