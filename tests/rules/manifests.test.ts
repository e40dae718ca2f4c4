import { checkOutput } from '../../lib/check/check-output';
import { catalogue } from '../../lib/rules/catalogue';
import { everyRule } from '../../lib/rules/every-rule';
import { sample } from '../extent';
import { variants } from '../golden/variants';
import { EditedOutput } from './edited-output';
import type { ManifestCase } from './manifest-case';
import { manifestCases as cases } from './manifest-cases';

/** Also those that look at nothing by themselves, of which there are cases: the reader reports them. */
const rules = [...everyRule.values()].filter(({ name, manifests }) => manifests !== undefined || Object.hasOwn(cases, name));

describe('the committed outputs', () => {
  it.each(
    sample(
      variants.map(({ name }) => name),
      5,
    ),
  )('of %s break no rule', variant => {
    expect(checkOutput(new EditedOutput(variant), catalogue).findings).toEqual([]);
  });
});

/** The quick run tries a case that is found of each rule, and one that is let through of some. */
const letsThrough = new Set(sample(rules, 9));

describe('the rules about manifests', () => {
  it('have cases, and every case is of a rule', () => {
    expect(Object.keys(cases).sort()).toEqual(rules.map(({ name }) => name).sort());
  });

  it.each(Object.keys(cases))('%s has a case that it finds, one that it lets through, and one at its limit', name => {
    const all = cases[name] ?? [];
    expect(all.some(({ finds }) => finds.length > 0)).toBe(true);
    expect(all.some(({ finds }) => finds.length === 0)).toBe(true);
    expect(all.some(({ boundary }) => boundary === true)).toBe(true);
  });
});

describe.each(rules)('$name', rule => {
  const { name, severity } = rule;
  const found = ({ variant, edit }: Pick<ManifestCase, 'variant' | 'edit'>) => {
    const output = new EditedOutput(variant);
    edit(output);
    return checkOutput(output, [rule]).findings.filter(finding => finding.rule === name);
  };
  const all = cases[name] ?? [];

  const failing = all.filter(({ finds }) => finds.length > 0);
  it.each(sample(failing, 15))('finds $situation', given => {
    const findings = found(given);
    expect(new Set(findings.map(({ at }) => at))).toEqual(new Set(given.finds.map(({ at }) => at)));
    for (const { at, says, object, field, count, severity: own = severity } of given.finds) {
      const here = findings.filter(finding => finding.at === at);
      expect(here.map(finding => finding.severity)).toEqual(here.map(() => own));
      expect(here).toHaveLength(count ?? here.length);
      const fitting = here.filter(
        ({ problem, location }) =>
          says.every(part => problem.includes(part)) &&
          (object === undefined || location?.object === object) &&
          (field === undefined || location?.field === field),
      );
      expect([at, here.map(({ problem, location }) => [problem, location?.object, location?.field]), fitting.length > 0]).toEqual([
        at,
        expect.anything(),
        true,
      ]);
      for (const { problem, fix } of here) expect(`${problem}; ${fix}`).toMatch(/^(?!.*(undefined|NaN|\[object| {2})).+; .+$/);
    }
  });

  const passing = all.filter(({ finds }) => finds.length === 0);
  if (passing.length > 0 && letsThrough.has(rule)) {
    it.each(sample(passing, 15))('lets through $situation', given => {
      expect(found(given)).toEqual([]);
    });
  }
});
