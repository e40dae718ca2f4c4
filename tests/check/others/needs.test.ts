import { checkOutput } from '../../../lib/check/check-output';
import { catalogue } from '../../../lib/rules/catalogue';
import { needsMembers, needsPlan } from '../../../lib/rules/needs';
import type { Rule } from '../../../lib/rules/rule';
import { sample } from '../../extent';
import { EditedOutput } from '../../rules/edited-output';
import { manifestCases } from '../../rules/manifest-cases';
import { withoutPlan } from '../../rules/member-edits';

const rules = catalogue.filter(({ manifests }) => manifests !== undefined);

/** Cases that a rule finds something in, and that have a folder of manifests. */
const casesOf = ({ name }: Rule) => (manifestCases[name] ?? []).filter(({ finds }) => finds.length > 0);

/** Whether a rule finds something in a case when the plan is taken away, and the clusters are named. */
function findsWithoutPlan(rule: Rule, { variant, edit }: ReturnType<typeof casesOf>[number]): boolean {
  const output = new EditedOutput(variant);
  edit(output);
  if (output.files.includes('fleet.json')) withoutPlan(output);
  const { manifests } = rule;
  if (!manifests) return false;
  // A copy, which is not on the list: it is run with or without a plan.
  return checkOutput(output, [{ ...rule }]).findings.some(finding => finding.rule === rule.name);
}

describe('the rules that need the plan', () => {
  it('are rules about manifests', () => {
    expect([...needsPlan, ...needsMembers].filter(rule => !rules.includes(rule))).toEqual([]);
    expect([...needsMembers].filter(rule => needsPlan.has(rule))).toEqual([]);
  });

  it.each(sample([...needsPlan], 9))('$name finds nothing without it', rule => {
    const all = casesOf(rule);
    expect(all.length).toBeGreaterThan(0);
    expect(
      all
        .slice(0, 4)
        .filter(given => findsWithoutPlan(rule, given))
        .map(({ situation }) => situation),
    ).toEqual([]);
  });

  it.each(
    sample(
      rules.filter(rule => !needsPlan.has(rule)),
      9,
    ),
  )('are not $name, which finds something without it', rule => {
    expect(casesOf(rule).some(given => findsWithoutPlan(rule, given))).toBe(true);
  });
});
