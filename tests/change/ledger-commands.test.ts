import type { LedgerMember, OperatingState } from '../../lib';
import { replaceMember } from '../../lib/change/replace';
import { undoStep } from '../../lib/change/undo';
import { formed, group, member } from './ledgers';

const three = { 'demo-0': member('frankfurt'), 'demo-10': member('dublin'), 'demo-20': member('london') };
const ledger = (members: Readonly<Record<string, LedgerMember>>, left?: Readonly<Record<string, number>>): OperatingState =>
  formed({ demo: group(members, left) });

describe('a step that is taken back', () => {
  it('lets a member that joins leave again', () => {
    expect(undoStep(ledger({ ...three, 'demo-1': member('frankfurt', 'joining') }))).toMatchObject({
      kind: 'possible',
      ledger: { groups: { demo: { members: { 'demo-1': { role: 'leaving', volume: 1 } } } } },
    });
  });

  it('lets a member that came again leave again', () => {
    const again = ledger({ ...three, 'demo-1': member('frankfurt', 'joining', 2) }, { 'demo-1': 1 });
    expect(undoStep(again)).toMatchObject({
      kind: 'possible',
      ledger: { groups: { demo: { members: { 'demo-1': { role: 'leaving', volume: 2 } } } } },
    });
  });

  it.each([
    ['a member that leaves', ledger({ ...three, 'demo-20': member('london', 'leaving') }), 'may no longer be a member'],
    ['a member that is lost', ledger({ ...three, 'demo-20': member('london', 'lost') }), 'may no longer be a member'],
    ['a member that replaces itself', ledger({ ...three, 'demo-20': member('london', 'joining', 2) }), 'was lost'],
    ['nothing', ledger(three), 'there is nothing to undo'],
  ])('is refused for %s', (_, state, why) => {
    expect(undoStep(state)).toEqual({ kind: 'impossible', why: expect.stringContaining(why) });
  });

  it('freezes what is thawed', () => {
    expect(undoStep({ ...ledger(three), thawed: ['dublin'] })).toMatchObject({ kind: 'possible', ledger: { thawed: [] } });
  });
});

describe('a member whose volume is lost', () => {
  it('is given up by its group', () => {
    expect(replaceMember(ledger(three), 'demo-10')).toMatchObject({
      kind: 'possible',
      cluster: 'dublin',
      ledger: { groups: { demo: { members: { 'demo-10': member('dublin', 'lost') } } } },
    });
  });

  it.each([
    ['without a ledger', formed(), 'demo-10', 'georaft step'],
    ['that there is not', ledger(three), 'demo-11', 'demo-0, demo-10, demo-20'],
    ['beside another step', ledger({ ...three, 'demo-1': member('frankfurt', 'joining') }), 'demo-10', 'not confirmed'],
    ['beside a rollout', { ...ledger(three), thawed: ['london'] }, 'demo-10', 'not confirmed'],
    ['that only learns', ledger({ ...three, 'demo-learner-30': member('paris', 'learner') }), 'demo-learner-30', 'a learner'],
    ['that the quorum needs', ledger({ 'demo-0': member('frankfurt'), 'demo-1': member('frankfurt') }), 'demo-1', '1 of the 2 votes'],
  ])('is not given up %s', (_, state, pod, why) => {
    expect(replaceMember(state, pod)).toEqual({ kind: 'impossible', why: expect.stringContaining(why) });
  });
});
