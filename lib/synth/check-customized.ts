import { unitFiles } from '../check/read-output';
import { readPlan } from '../check/read-plan';
import { UnitChecker } from '../check/unit-checker';
import type { Finding } from '../domain/finding';
import { catalogue } from '../rules/catalogue';

/** Runs the rules about objects and systems over the files of these systems, with the plan. */
export function checkCustomized(texts: ReadonlyMap<string, string>, names: ReadonlySet<string>): readonly Finding[] {
  const source = { files: [...texts.keys()].sort(), read: (path: string) => texts.get(path) ?? '' };
  const read = readPlan(source);
  // The plan's list of systems is not used, since files of systems without changes are not among the texts.
  const units = unitFiles(source.files, undefined).filter(({ name }) => names.has(name));
  return new UnitChecker(source, catalogue, read.kind === 'plan' ? read.plan : undefined).check(units).findings;
}
