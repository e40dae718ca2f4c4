import type { LedgerMember, OperatingState } from '../../lib';
import { whyNotOneStep } from '../../lib/change/ledger-move';
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
    [
      'beside a step of which the group says nothing',
      ledger({ ...three, 'demo-1': member('frankfurt', 'joining') }),
      'demo-10',
      'does not say',
    ],
    ['beside another one', ledger({ ...three, 'demo-20': member('london', 'lost') }), 'demo-10', 'demo-20 is replaced now'],
    ['twice', ledger({ ...three, 'demo-20': member('london', 'lost') }), 'demo-20', 'given up already'],
    ['that leaves', ledger({ ...three, 'demo-20': member('london', 'leaving') }), 'demo-20', 'leaves the group'],
    ['that only learns', ledger({ ...three, 'demo-learner-30': member('paris', 'learner') }), 'demo-learner-30', 'a learner'],
    ['that the quorum needs', ledger({ 'demo-0': member('frankfurt'), 'demo-1': member('frankfurt') }), 'demo-1', '1 of the 2 votes'],
  ])('is not given up %s', (_, state, pod, why) => {
    expect(replaceMember(state, pod)).toEqual({ kind: 'impossible', why: expect.stringContaining(why) });
  });

  const joining = ledger({ ...three, 'demo-1': member('frankfurt', 'joining') });
  const leaving = ledger({ ...three, 'demo-21': member('london', 'leaving') });
  const list = (others: Readonly<Record<string, 'voter' | 'learner'>>) =>
    new Map([['demo', new Map(Object.entries({ 'demo-0': 'voter', 'demo-10': 'voter', 'demo-20': 'voter', ...others } as const))]]);
  const rolesIn = (state: OperatingState): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(state.groups?.['demo']?.members ?? {}).map(([name, { role }]) => [name, role]));
  const outcomeOf = (state: OperatingState, others: Readonly<Record<string, 'voter' | 'learner'>>) => {
    const found = replaceMember(state, 'demo-10', list(others));
    if (found.kind === 'impossible') return found.why;
    // What is written must follow from what was there.
    const [before, now] = [state.groups?.['demo'], found.ledger.groups?.['demo']];
    if (before && now) expect(whyNotOneStep(before, now)).toBeUndefined();
    return { kind: found.kind, ...rolesIn(found.ledger) };
  };
  const others = { 'demo-0': 'voter', 'demo-20': 'voter' };

  it('is given up beside a step, which is confirmed where the group has done it', () => {
    expect(outcomeOf(joining, { 'demo-1': 'voter' })).toEqual({ kind: 'possible', ...others, 'demo-1': 'voter', 'demo-10': 'lost' });
    expect(outcomeOf(leaving, {})).toEqual({ kind: 'possible', ...others, 'demo-10': 'lost' });
  });

  it('is given up beside a removal that the group has not done: who was leaving stays', () => {
    expect(outcomeOf(leaving, { 'demo-21': 'voter' })).toEqual({ kind: 'possible', ...others, 'demo-21': 'voter', 'demo-10': 'lost' });
  });

  it('waits until an addition is taken back that the group has not done', () => {
    const begun: readonly Readonly<Record<string, 'learner'>>[] = [{}, { 'demo-1': 'learner' }];
    for (const also of begun)
      expect(outcomeOf(joining, also)).toEqual({ kind: 'first', ...others, 'demo-10': 'voter', 'demo-1': 'leaving' });
    const back = ledger({ ...three, 'demo-1': member('frankfurt', 'leaving') });
    expect(outcomeOf(back, { 'demo-1': 'learner' })).toContain('wait until it is no member');
  });

  it('waits until a learner is out of the way, where the engine has no room for two', () => {
    const learning = ledger({ ...three, 'demo-learner-30': member('paris', 'learner') });
    expect(replaceMember(learning, 'demo-10', undefined, 2)).toMatchObject({ kind: 'possible' });
    expect(replaceMember(learning, 'demo-10', undefined, 1)).toMatchObject({
      kind: 'first',
      ledger: { groups: { demo: { members: { 'demo-10': { role: 'voter' }, 'demo-learner-30': { role: 'leaving' } } } } },
    });
  });

  it('is given up where it joins itself: it may have been promoted', () => {
    expect(replaceMember(joining, 'demo-1')).toMatchObject({ kind: 'possible' });
  });

  it('is given up beside an upgrade, which is begun again afterwards', () => {
    expect(replaceMember({ ...ledger(three), thawed: ['london'] }, 'demo-10')).toMatchObject({
      kind: 'possible',
      ledger: { thawed: [], groups: { demo: { stopped: ['london'], members: { 'demo-10': { role: 'lost' } } } } },
    });
  });

  it('is not followed by who was leaving staying, where nobody is given up', () => {
    const before = leaving.groups?.['demo'];
    const now = before && { ...before, members: { ...before.members, 'demo-21': member('london') } };
    expect(before && now && whyNotOneStep(before, now)).toContain('demo-21 was leaving');
  });
});
