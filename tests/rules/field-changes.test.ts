import { checkOutput } from '../../lib/check/check-output';
import { catalogue } from '../../lib/rules/catalogue';
import { EditedOutput } from './edited-output';
import { changesOf, type FieldChange } from './field-changes/changes';
import { outputOf, subjects } from './field-changes/subjects';
import { matcher } from './field-changes/verdict';
import { clusterObjects } from './field-changes/verdicts/cluster-objects';
import { delivery } from './field-changes/verdicts/delivery';
import { memberContainers } from './field-changes/verdicts/member-containers';
import { members } from './field-changes/verdicts/members';
import { metadata } from './field-changes/verdicts/metadata';
import { workloads } from './field-changes/verdicts/workloads';

const rows = [...metadata, ...members, ...memberContainers, ...clusterObjects, ...workloads, ...delivery].map(verdict => ({
  verdict,
  matches: matcher(verdict),
}));

const seen = new Set<string>();
const changes = subjects.flatMap(subject => changesOf(subject, new EditedOutput(subject.variant), seen));
const judged = changes.map(change => ({ change, row: rows.find(({ matches }) => matches(change.told)) }));

/** What all rules find after a change: each rule with the place that it names. */
function found({ subject, apply }: FieldChange): readonly { readonly rule: string; readonly at: string }[] {
  const output = outputOf(subject);
  apply(output);
  return checkOutput(output, catalogue).findings;
}

describe('one field changed', () => {
  it('is judged, by a row each of which judges something', () => {
    expect(judged.filter(({ row }) => !row).map(({ change }) => change.told)).toEqual([]);
    const used = new Set(judged.map(({ row }) => row));
    expect(rows.filter(row => !used.has(row)).map(({ verdict }) => verdict.pattern)).toEqual([]);
    expect(new Set(changes.map(({ told }) => told)).size).toBe(changes.length);
    expect(judged.filter(({ row }) => row?.verdict.why === undefined).length).toBeGreaterThan(1000);
    expect(judged.filter(({ row }) => row?.verdict.why !== undefined).length).toBeGreaterThan(300);
  });

  it('only names rules that there are', () => {
    const names = new Set(catalogue.map(({ name }) => name));
    expect(rows.flatMap(({ verdict }) => verdict.rules).filter(name => !names.has(name))).toEqual([]);
  });

  it('harms nothing in the outputs as they are', () => {
    for (const subject of subjects) expect(checkOutput(outputOf(subject), catalogue).findings).toEqual([]);
  });

  it.each(subjects.map(subject => [subject.called, subject] as const))('of %s is found where it harms, and nowhere else', (_, subject) => {
    const wrong = judged.flatMap(({ change, row }): readonly string[] => {
      if (change.subject !== subject || !row) return [];
      const findings = found(change);
      const { rules } = row.verdict;
      const all = [...new Set(findings.map(({ rule, at }) => `${rule} [${at}]`))].join(', ') || 'nothing';
      if (rules.length === 0) return findings.length === 0 ? [] : [`${change.told} is harmless, and found is ${all}`];
      const named = findings.some(({ rule, at }) => rules.includes(rule) && places(subject).includes(at));
      return named ? [] : [`${change.told} is to be found by ${rules.join(' or ')}, and found is ${all}`];
    });
    expect(wrong).toEqual([]);
  });
});

/** Where a finding may be: the unit in the cluster, or in all. */
const places = ({ unit, cluster }: FieldChange['subject']): readonly string[] => [`${unit}/${cluster}`, unit];
