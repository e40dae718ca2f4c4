import type { StepPlan } from '../../../lib/plan/model/step-plan';
import type { Moves } from './course';
import { explore } from './explore';
import type { Laws } from './laws';
import { type Pair, planned } from './pair';

/** What is made worse: the world, the list of steps, or another command. */
export interface Mutation {
  readonly laws?: Partial<Laws>;
  readonly mutate?: (steps: readonly StepPlan[]) => readonly StepPlan[];
  readonly moves?: Partial<Moves>;
}

const sound = new Set<string>();

/** What the model finds where a pair's steps, or the world, are made worse. */
export function found(pair: Pair, { laws = {}, mutate, moves }: Mutation): string {
  const { world, wanted, steps } = planned(pair);
  // The list as it is passes: what is found is the mutation. Several mutations are of one list, which is looked at once.
  const { guard: _, gate, proves: _proves, promotes: _promotes, template: _template, handwork: _handwork, ...others } = laws;
  const kept = { ...others, ...(gate === 'holds-in-clusters' ? { gate } : {}) };
  const unchanged = JSON.stringify([pair, kept]);
  if (!sound.has(unchanged)) expect(explore(world(kept), wanted).fault).toBeUndefined();
  sound.add(unchanged);
  return explore(world(laws, mutate?.(steps), moves), wanted).fault?.what ?? 'nothing';
}
