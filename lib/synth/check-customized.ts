import { unitFiles } from '../check/read-output';
import { readPlan } from '../check/read-plan';
import { UnitChecker } from '../check/unit-checker';
import type { Finding } from '../domain/finding';
import { catalogue } from '../rules/catalogue';

/** What the rules about objects and systems find in the texts of these systems, with the plan beside them. */
export function checkCustomized(texts: ReadonlyMap<string, string>, names: ReadonlySet<string>): readonly Finding[] {
  const source = { files: [...texts.keys()].sort(), read: (path: string) => texts.get(path) ?? '' };
  const read = readPlan(source);
  // Without the plan's list of systems: those that nobody changes are not here.
  const units = unitFiles(source.files, undefined).filter(({ name }) => names.has(name));
  return new UnitChecker(source, catalogue, read.kind === 'plan' ? read.plan : undefined).check(units).findings;
}
