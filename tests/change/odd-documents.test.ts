import { compareOutputs } from '../../lib/change/compare-outputs';
import type { OutputSource } from '../../lib/check/output-source';
import { readPlan } from '../../lib/check/read-plan';
import { fleetFile } from '../../lib/plan/document/fleet-document';
import { sample } from '../extent';
import { must } from '../fixtures';
import type { Editable } from '../rules/edited-output';
import { example, outputOf } from './pairs';

/** Every place of a value. */
function* places(value: Editable, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (path.length > 0) yield path;
  if (typeof value === 'object' && value !== null)
    for (const key of Object.keys(value)) yield* places(value[key], [...path, Array.isArray(value) ? Number(key) : key]);
}

const others: readonly unknown[] = [undefined, null, 5, -1.5, '', 'x', [], {}, [null], true];

const variants = ['example', 'load-balancer', 'ways-in', 'k8gb', 'learner', 'peer-tls'] as const;

describe('a plan that was edited into something odd', () => {
  it.each(variants)('is refused or compared, and breaks nothing: %s', variant => {
    const before = outputOf(example(variant));
    const text = must(before.files.get(fleetFile));
    const all = [...places(JSON.parse(text))];
    let compared = 0;
    for (const [at, path] of sample(all, 61).entries()) {
      const plan = JSON.parse(text) as Editable;
      const parent = path.slice(0, -1).reduce<Editable>((from, step) => from[step], plan);
      const value = others[at % others.length];
      if (value === undefined) delete parent[path.at(-1) as string];
      else parent[path.at(-1) as string] = value;
      const source: OutputSource = { files: [fleetFile], read: () => JSON.stringify(plan) };
      const read = readPlan(source);
      if (read.kind !== 'plan') continue;
      compared += 1;
      const after = { ...before, plan: read.plan, files: new Map([...before.files, [fleetFile, 'edited']]) };
      for (const [one, other] of [[before, after] as const, [after, before] as const]) {
        try {
          compareOutputs(one, other);
        } catch (error) {
          throw new Error(`${path.join('.')} as ${JSON.stringify(value)}: ${(error as Error).stack}`);
        }
      }
    }
    expect(compared).toBeGreaterThan(0);
  });
});
