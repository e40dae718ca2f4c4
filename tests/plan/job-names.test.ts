import fc from 'fast-check';
import { membershipJobName } from '../../lib/plan/members/object-names';

describe('names of jobs that change a membership', () => {
  it('say what is done with whom, and on which volume', () => {
    expect(membershipJobName('settings-12', 'add', 2)).toBe('settings-12-add-2');
    expect(membershipJobName('settings', 'prove')).toBe('settings-prove');
  });

  it('differ with what is run', () => {
    const [one, same, other] = [['node:22'], ['node:22'], ['node:24']].map(runs => membershipJobName('settings-12', 'promote', 2, runs));
    expect(one).toMatch(/^settings-12-promote-2-[0-9a-f]{5}$/);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  it('fit into the label that their pods have, and stay apart', () => {
    const subject = fc.stringMatching(/^[a-z][a-z0-9]{40,51}-[1-9][0-9]{0,5}$/);
    fc.assert(
      fc.property(subject, fc.integer({ min: 1, max: 1_000_000 }), (pod, volume) => {
        const names = [membershipJobName(pod, 'promote', volume, 'a'), membershipJobName(pod, 'promote', volume + 1, 'a')];
        for (const name of names) expect(name).toMatch(/^[a-z][-a-z0-9]{0,61}[a-z0-9]$/);
        expect(new Set(names).size).toBe(2);
      }),
    );
  });
});
