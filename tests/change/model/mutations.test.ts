import type { OperatingState } from '../../../lib';
import { withGroup, withMember } from '../../../lib/change/ledger-edit';
import type { StepPlan } from '../../../lib/plan/model/step-plan';
import { must } from '../../fixtures';
import { found } from './found';
import type { Laws } from './laws';
import { type Pair, planned } from './pair';

const anyLoss: Partial<Laws> = { losses: ['member', 'cluster'] };
const growing: Pair = { from: { votes: [1, 1, 1] }, to: [{ votes: [2, 2, 1] }] };
const moving: Pair = { from: { votes: [1, 1, 1, 0] }, to: [{ votes: [1, 1, 0, 1], survive: 'any-one-cluster' }] };
const staying: Pair = { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1] }] };

/** A ledger with one member in a role, whatever else it has. */
const also = (state: OperatingState, name: string, role: 'joining' | 'leaving'): OperatingState => {
  const group = must(state.groups?.['settings']);
  return withGroup(state, 'settings', withMember(group, name, { ...must(group.members[name]), role }));
};

describe('the model finds', () => {
  it('two members that are added at once', () => {
    const mutate = ([first, second, ...rest]: readonly StepPlan[]): readonly StepPlan[] => {
      const both = must(second);
      return [{ ...both, ledger: also(both.ledger, must(must(first).member), 'joining') }, ...rest];
    };
    expect(found(growing, { mutate })).toContain('settings-1 and settings-101 are in change');
  });

  it('a member that is removed before the one that takes its place is added', () => {
    const mutate = (steps: readonly StepPlan[]): readonly StepPlan[] => {
      const { ledger } = planned(moving);
      const leaves = also(ledger, 'settings-200', 'leaving');
      const [added, , settled] = steps;
      const joins = { ...must(added), ledger: withGroup(ledger, 'settings', withoutMember(must(added).ledger, 'settings-200')) };
      return [{ ...must(steps[1]), ledger: leaves }, joins, must(settled)];
    };
    expect(found(moving, { mutate, laws: anyLoss })).toContain('1 of 2 voters live, after the loss of a member');
  });

  it('a promotion that does not wait until the learner has caught up', () => {
    expect(found({ from: { votes: [1, 0] }, to: [{ votes: [1, 1] }] }, { laws: { promotes: 'at-once' } })).toContain(
      '1 of 2 voters live, and nothing was lost',
    );
  });

  it('a gate that nobody waits for', () => {
    expect(found(growing, { laws: { gate: 'skipped' } })).not.toBe('nothing');
  });

  it('a gate that nobody waits for and jobs that prove nothing', () => {
    expect(found(growing, { laws: { gate: 'skipped', proves: false } })).not.toBe('nothing');
  });

  it('a step that does not say which loss is fatal while it runs', () => {
    const mutate = (steps: readonly StepPlan[]): readonly StepPlan[] => steps.map(step => ({ ...step, fatal: [] }));
    expect(found({ from: { votes: [1, 1, 1] }, to: [{ votes: [2, 1, 1] }] }, { mutate, laws: anyLoss })).toContain(
      '2 of 4 voters live, after the loss of a cluster',
    );
  });

  it('an upgrade of two clusters at once', () => {
    const pair: Pair = { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1], image: 'etcd:v3.6.6' }] };
    const mutate = ([first, second, ...rest]: readonly StepPlan[]): readonly StepPlan[] => [
      { ...must(second), ledger: { ...must(second).ledger, thawed: [...must(first).ledger.thawed, ...must(second).ledger.thawed] } },
      ...rest,
    ];
    expect(found(pair, { mutate })).toContain('1 of 3 voters live, and nothing was lost');
  });

  const rolling: Pair = { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1], cpu: '750m' }] };

  it('a pod template that is rolled out in two clusters at once', () => {
    const mutate = ([first, second, ...rest]: readonly StepPlan[]): readonly StepPlan[] => [
      { ...must(second), ledger: { ...must(second).ledger, thawed: [...must(first).ledger.thawed, ...must(second).ledger.thawed] } },
      ...rest,
    ];
    expect(found(rolling, { mutate })).toContain('1 of 3 voters live, and nothing was lost');
  });

  it('a rollout that leaves a cluster out', () => {
    const without = (of: OperatingState, from: OperatingState): OperatingState => {
      const [group, old] = [must(of.groups?.['settings']), must(must(from.groups?.['settings']).templates)];
      return withGroup(of, 'settings', { ...group, templates: { ...group.templates, london: must(old['london']) } });
    };
    const { ledger } = planned(rolling);
    const mutate = (steps: readonly StepPlan[]): readonly StepPlan[] =>
      steps.filter(({ cluster }) => cluster !== 'london').map(step => ({ ...step, ledger: without(step.ledger, ledger) }));
    expect(found(rolling, { mutate })).toContain('settings-200 on an older image');
  });

  it('timeouts that are rolled out although they do not go with the old ones', () => {
    const far = { heartbeatMillis: 400, electionMillis: 4000 };
    const mutate = (steps: readonly StepPlan[]): readonly StepPlan[] =>
      [...steps.slice(3, 4), ...steps.slice(4)].map(step => {
        const group = must(step.ledger.groups?.['settings']);
        const templates = Object.entries(must(group.templates)).map(([name, each]) => [
          name,
          each.heartbeatMillis === far.heartbeatMillis ? each : { ...each, electionMillis: 1000 },
        ]);
        return { ...step, ledger: withGroup(step.ledger, 'settings', { ...group, templates: Object.fromEntries(templates) }) };
      });
    const pair: Pair = { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1], timing: far }] };
    expect(found(pair, { mutate })).toContain('a leader speaks every 400 ms and a member waits for 1000 ms');
  });

  it('a program that changes while a cluster is thawed, where members are replaced by whatever it says', () => {
    const pair: Pair = { from: { votes: [3] }, to: [{ votes: [3], cpu: '750m' }, { votes: [3] }] };
    const laws: Partial<Laws> = { retargets: 1, gate: 'holds-in-clusters' };
    expect(found(pair, { laws: { ...laws, template: 'any' } })).toContain('1 of 3 voters live');
  });

  it('a member that leaves from the middle of its StatefulSet', () => {
    const pair: Pair = { from: { votes: [2, 1, 1] }, to: [{ votes: [1, 1, 1] }] };
    const { ledger } = planned(pair);
    const mutate = ([first, ...rest]: readonly StepPlan[]): readonly StepPlan[] => [
      { ...must(first), ledger: also(ledger, 'settings-0', 'leaving') },
      ...rest,
    ];
    expect(() => found(pair, { mutate })).toThrow('frankfurt runs settings-0 where the ledger has settings-1');
  });

  it('a list that ends too early', () => {
    expect(found(growing, { mutate: steps => [...steps.slice(0, 1), must(steps[0])] })).not.toBe('nothing');
  });

  it('an empty volume that nobody guards', () => {
    expect(found(staying, { laws: { losses: ['volume'], guard: 'none' } })).toContain(
      'voters, which are a quorum, have a log without the last acknowledged write',
    );
  });

  it('a gate that does not ask whether each cluster has applied the commit before', () => {
    const back: Pair = { from: { votes: [1, 1, 1] }, to: [{ votes: [2, 1, 1] }, { votes: [1, 1, 1] }] };
    expect(found(back, { laws: { undos: 1, retargets: 1, gate: 'holds' } })).toContain('settings-1 are in change');
  });

  it('a guard that asks the ledger alone, and lets a member that has just been promoted begin again with nothing', () => {
    const pair: Pair = { from: { votes: [1, 1, 0] }, to: [{ votes: [1, 1, 1] }] };
    expect(found(pair, { laws: { losses: ['volume'], volumesLostIn: 'change', guard: 'ledger' } })).toContain(
      'have a log without the last acknowledged write',
    );
  });
});

function withoutMember(state: OperatingState, name: string) {
  const group = must(state.groups?.['settings']);
  const { [name]: _, ...members } = group.members;
  return { ...group, members };
}
