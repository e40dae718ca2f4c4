import fc from 'fast-check';
import { whyNotOneStep } from '../../../lib/change/ledger-move';
import { planSteps } from '../../../lib/change/plan-steps';
import type { SystemTarget } from '../../../lib/change/target';
import type { GroupLedger, OperatingState } from '../../../lib/domain/operating-state';
import { seed } from '../../agreement/runs';
import { isFullRun } from '../../extent';
import { type SystemPair, systemPairs } from './system-pair';

const pairs = isFullRun ? 5000 : 25;
const holds = (property: (pair: SystemPair) => void, tries = pairs): void =>
  fc.assert(fc.property(systemPairs, property), { numRuns: tries, seed });

const groupsOf = (state: OperatingState): readonly (readonly [string, GroupLedger])[] => Object.entries(state.groups ?? {});
const inChange = ({ members }: GroupLedger): readonly string[] =>
  Object.entries(members).flatMap(([name, { role }]) => (role === 'voter' || role === 'learner' ? [] : [name]));
/** Who is there once everything that was begun is done: told from the roles alone. */
const present = ({ members }: GroupLedger): readonly string[] =>
  Object.entries(members).flatMap(([name, { role }]) => (role === 'leaving' ? [] : [name]));
const count = (group: GroupLedger | undefined, cluster: string, learner: boolean): number =>
  Object.entries(group?.members ?? {}).filter(([name, member]) => member.cluster === cluster && name.includes('-learner-') === learner)
    .length;
const written = (state: OperatingState): OperatingState => JSON.parse(JSON.stringify(state)) as OperatingState;

function endsAt(ledger: OperatingState, target: SystemTarget): void {
  const end = planSteps(ledger, target).at(-1)?.ledger ?? ledger;
  for (const { name, clusters, image } of target.groups) {
    const group = end.groups?.[name];
    if (!group || clusters.every(({ voters }) => voters === 0)) continue;
    const is = clusters.map(({ cluster }) => [cluster, count(group, cluster, false), count(group, cluster, true)]);
    expect(is).toEqual(clusters.map(({ cluster, voters, learners }) => [cluster, voters, learners]));
    expect([...new Set(Object.values(group.images))]).toEqual([image]);
    expect(inChange(group)).toEqual([]);
  }
  expect(end.thawed).toEqual([]);
  expect(planSteps(end, target)).toEqual([]);
}

describe(`the steps of ${pairs} random systems`, () => {
  it('change one member each, by one, or thaw one cluster, and never begin with what does not follow', () => {
    holds(({ ledger, target }) => {
      let before = ledger;
      for (const step of planSteps(ledger, target)) {
        const changed = groupsOf(step.ledger).flatMap(([, group]) => inChange(group));
        expect(changed.length + step.ledger.thawed.length).toBeLessThanOrEqual(1);
        const moved = groupsOf(step.ledger).flatMap(([name, group]) => {
          const now = present(group);
          const was = present(before.groups?.[name] ?? group); // one that is recorded now has not moved
          return [...now.filter(member => !was.includes(member)), ...was.filter(member => !now.includes(member))];
        });
        expect(moved.length).toBeLessThanOrEqual(1);
        for (const [name, group] of groupsOf(step.ledger)) expect(whyNotOneStep(before.groups?.[name] ?? group, group)).toBeUndefined();
        before = step.ledger;
      }
    });
  });

  it('end where the program wants each group that it has, and from there nothing is left', () => {
    holds(({ ledger, target }) => endsAt(ledger, target));
  });

  it('lead from the middle of each list to another end, where the program wants that after all', () => {
    holds(({ ledger, target, other }) => {
      for (const step of planSteps(ledger, target)) endsAt(step.ledger, other);
    }, pairs / 5);
  });

  it('are the rest of themselves when they are planned again after any of them, from a ledger that was written and read', () => {
    holds(({ ledger, target }) => {
      const steps = planSteps(ledger, target);
      steps.forEach((step, at) => {
        const again = planSteps(written(step.ledger), target);
        expect(again.length).toBeLessThanOrEqual(steps.length - at - 1);
        expect(JSON.stringify(again)).toBe(JSON.stringify(steps.slice(at + 1)));
      });
    });
  });

  it('have each a gate that names what the one before began', () => {
    holds(({ ledger, target }) => {
      let before = ledger;
      for (const step of planSteps(ledger, target)) {
        for (const [name, group] of groupsOf(before))
          for (const member of inChange(group)) {
            expect(step.gate).toContain(member);
            expect(step.gate).toContain(`of ${name}`);
          }
        for (const cluster of before.thawed) expect(step.gate).toContain(cluster);
        before = step.ledger;
      }
    });
  });
});
