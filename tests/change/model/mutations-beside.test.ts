import { withGroup, withMember } from '../../../lib/change/ledger-edit';
import type { GroupLedger, OperatingState } from '../../../lib/domain/operating-state';
import type { StepPlan } from '../../../lib/plan/model/step-plan';
import { must } from '../../fixtures';
import { found } from './found';
import type { Laws } from './laws';
import { type Pair, planned } from './pair';
import type { Desired } from './rendered';

const staying: Pair = { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1] }] };
const draining: Partial<Laws> = { evictions: 'drained', drains: 2 };
const groupOf = (state: OperatingState): GroupLedger => must(state.groups?.['settings']);

describe('of drains the model finds', () => {
  it('one that moves to the next cluster in one commit', () => {
    const drain = (now: OperatingState, cluster: string) => (now.drained.includes(cluster) ? undefined : { ...now, drained: [cluster] });
    expect(found(staying, { laws: draining, moves: { drain } })).toContain('1 of 3 voters live, and nothing was lost');
  });

  it('a budget that lets one member more go', () => {
    const pair: Pair = { from: { votes: [2, 1] }, to: [{ votes: [2, 1] }] };
    const worsen = (desired: Desired): Desired => ({ ...desired, floor: desired.floor - 1 });
    expect(found(pair, { laws: draining, moves: { worsen } })).toContain('1 of 3 voters live, and nothing was lost');
  });

  it('one that begins before every cluster has applied the end of the one before', () => {
    expect(found(staying, { laws: { ...draining, gate: 'skipped' } })).toContain('1 of 3 voters live, and nothing was lost');
  });

  it('one beside a rollout', () => {
    const pair: Pair = { from: { votes: [2, 1] }, to: [{ votes: [2, 1], cpu: '750m' }] };
    const drain = (now: OperatingState) =>
      now.drained.length > 0 || now.thawed[0] !== 'frankfurt' ? undefined : { ...now, drained: ['dublin'] };
    expect(found(pair, { laws: { ...draining, gate: 'skipped' }, moves: { drain } })).not.toBe('nothing');
  });

  it('one that never ends', () => {
    const mutate = (): readonly StepPlan[] => [];
    const drain = (now: OperatingState, cluster: string) => (now.drained.length > 0 ? undefined : { ...now, drained: [cluster] });
    expect(found(staying, { laws: draining, mutate, moves: { drain } })).toContain('it ends while nodes of frankfurt are drained');
  });
});

describe('of a cluster that is gone for ever the model finds', () => {
  const gone: Pair = { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 0], lost: [2] }] };

  it('a list that leaves its members in the group', () => {
    const mutate = (steps: readonly StepPlan[]): readonly StepPlan[] => steps.filter(({ kind }) => kind !== 'remove-voter');
    expect(found(gone, { mutate })).toContain('settings-200 are in change');
  });

  it('a list that ends before they are removed', () => {
    expect(found(gone, { mutate: () => [] })).toContain('it ends with 1 voters and 0 learners in london');
  });

  it('members that no job of another cluster removes', () => {
    const worsen = (desired: Desired): Desired => ({ ...desired, before: [] });
    expect(found(gone, { moves: { worsen } })).toContain('from here the end is never reached');
  });

  it('a list that removes who lives first', () => {
    const mutate = (steps: readonly StepPlan[]): readonly StepPlan[] => {
      const { ledger } = planned(gone);
      const [first, ...rest] = steps;
      const { cluster, volume } = must(groupOf(ledger).members['settings-100']);
      const leaving = withMember(groupOf(ledger), 'settings-100', { cluster, role: 'leaving', volume });
      return [{ ...must(first), ledger: withGroup(ledger, 'settings', leaving) }, ...rest];
    };
    expect(found(gone, { mutate })).toContain('from here the end is never reached');
  });

  it('a step that does not say that no other loss is survived', () => {
    const mutate = (steps: readonly StepPlan[]): readonly StepPlan[] => steps.map(step => ({ ...step, fatal: [] }));
    expect(found(gone, { mutate, laws: { losses: ['member'] } })).toContain('after the loss of a member');
  });
});

describe('of volumes the model finds', () => {
  const moving: Pair = { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1], fast: [1] }] };
  const growing: Pair = { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1], fast: [1], mebibytes: 4096 }] };

  it('a member that votes before it has copied', () => {
    expect(found(moving, { laws: { promotes: 'at-once' } })).toContain('votes with a volume on which it has not copied');
  });

  it('an old volume that nobody has deleted', () => {
    expect(found(moving, { laws: { handwork: 'skipped' } })).toContain('settings-100 of 3072 MiB of standard instead of 3072 MiB of fast');
  });

  it('two members that are given up at once', () => {
    const mutate = (steps: readonly StepPlan[]): readonly StepPlan[] =>
      steps.map(step => {
        const group = groupOf(step.ledger);
        const { cluster, volume } = must(group.members['settings-200']);
        const both = withMember(group, 'settings-200', { cluster, role: 'lost', volume });
        return step.kind === 'give-up' ? { ...step, ledger: withGroup(step.ledger, 'settings', both) } : step;
      });
    expect(found(moving, { mutate })).toContain('settings-100 and settings-200 are in change');
  });

  it('a list that leaves them as they are', () => {
    expect(found(growing, { mutate: () => [] })).toContain('of 3072 MiB of standard instead of 4096 MiB of standard');
  });

  it('a ledger that forgets which volumes are of the class before', () => {
    const mutate = (steps: readonly StepPlan[]): readonly StepPlan[] =>
      steps.map(step => {
        const group = groupOf(step.ledger);
        const { former: _, ...claim } = must(group.volumes?.['dublin']);
        return { ...step, ledger: withGroup(step.ledger, 'settings', { ...group, volumes: { ...group.volumes, dublin: claim } }) };
      });
    expect(found(growing, { mutate })).toContain('the claim of settings-100, which is of standard, is applied as one of fast');
  });
});
