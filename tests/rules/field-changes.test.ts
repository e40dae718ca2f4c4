import { checkOutput } from '../../lib/check/check-output';
import { catalogue } from '../../lib/rules/catalogue';
import { sample } from '../extent';
import { EditedOutput } from './edited-output';
import { changesOf, type FieldChange } from './field-changes/changes';
import { CheckedOutput, type Found } from './field-changes/checked-output';
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

const tried = sample(judged, 5);

const outputs = new Map<string, CheckedOutput>();

/** What all rules find after a change: each rule with the place that it names. */
function found({ subject, apply }: FieldChange): readonly Found[] {
  const output = outputs.get(subject.variant) ?? new CheckedOutput(outputOf(subject));
  outputs.set(subject.variant, output);
  return output.after(subject, apply);
}

/** The same by a check of the whole folder, as it is read from files. */
function foundInFiles({ subject, apply }: FieldChange): readonly Found[] {
  const output = outputOf(subject);
  apply(output.object(subject.cluster, subject.object));
  return checkOutput(output, catalogue).findings;
}

const texts = (findings: readonly Found[]): readonly string[] => [...new Set(findings.map(({ rule, at }) => `${rule} [${at}]`))].sort();

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
    // Subjects of one variant have the same output.
    const outputs = new Map(subjects.map(subject => [subject.variant, subject]));
    for (const subject of outputs.values()) expect(checkOutput(outputOf(subject), catalogue).findings).toEqual([]);
  });

  // Every change of some twenty: of each kind of object there are a few.
  it('is found in the files of an output as it is in memory', () => {
    const some = sample(
      changes.filter((_, position) => position % 23 === 0),
      5,
    );
    expect(some.map(change => [change.told, ...texts(foundInFiles(change))])).toEqual(
      some.map(change => [change.told, ...texts(found(change))]),
    );
  });

  it.each(subjects.map(subject => [subject.called, subject] as const))('of %s is found where it harms, and nowhere else', (_, subject) => {
    const wrong = tried.flatMap(({ change, row }): readonly string[] => {
      if (change.subject !== subject || !row) return [];
      const findings = found(change);
      const { rules } = row.verdict;
      const all = texts(findings).join(', ') || 'nothing';
      if (rules.length === 0) return findings.length === 0 ? [] : [`${change.told} is harmless, and found is ${all}`];
      const named = findings.some(({ rule, at }) => rules.includes(rule) && places(subject).includes(at));
      return named ? [] : [`${change.told} is to be found by ${rules.join(' or ')}, and found is ${all}`];
    });
    expect(wrong).toEqual([]);
  });
});

/** Where a finding may be: the unit in the cluster, or in all; of what Argo CD reads, also the cluster that it is for. */
const places = ({ unit, cluster, at = [] }: FieldChange['subject']): readonly string[] => [`${unit}/${cluster}`, unit, ...at];
