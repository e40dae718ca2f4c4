import { checkOutput } from '../../lib/check/check-output';
import { withConsequences } from '../../lib/check/consequences';
import type { OutputSource } from '../../lib/check/output-source';
import type { Finding } from '../../lib/domain/finding';
import { catalogue } from '../../lib/rules/catalogue';
import { isFullRun, runs, sample } from '../extent';
import { EditedOutput } from './edited-output';
import { changesOf, type FieldChange } from './field-changes/changes';
import { CheckedOutput } from './field-changes/checked-output';
import { outputOf, subjects } from './field-changes/subjects';
import { matcher, names } from './field-changes/verdict';
import { clusterObjects } from './field-changes/verdicts/cluster-objects';
import { delivery } from './field-changes/verdicts/delivery';
import { memberContainers } from './field-changes/verdicts/member-containers';
import { members } from './field-changes/verdicts/members';
import { metadata } from './field-changes/verdicts/metadata';
import { workloads } from './field-changes/verdicts/workloads';
import { longMessages } from './message-length';

const rows = [...metadata, ...members, ...memberContainers, ...clusterObjects, ...workloads, ...delivery].map(verdict => ({
  verdict,
  matches: matcher(verdict),
}));

const seen = new Set<string>();
const changes = subjects.flatMap(subject => changesOf(subject, new EditedOutput(subject.variant), seen));
const judged = changes.map(change => ({ change, row: rows.find(({ matches }) => matches(change.told)) }));

const tried = sample(judged, 9);

const outputs = new Map<string, CheckedOutput>();
const results = new Map<FieldChange, readonly Finding[]>();

/** What all rules find after a change, one by one. Each change is checked once, whichever test asks first. */
function found(change: FieldChange): readonly Finding[] {
  const known = results.get(change);
  if (known) return known;
  const { subject, apply } = change;
  const output = outputs.get(subject.variant) ?? new CheckedOutput(outputOf(subject));
  outputs.set(subject.variant, output);
  const findings = output.after(subject, apply);
  results.set(change, findings);
  return findings;
}

/** The same by a check of the whole folder, as it is read from files. */
function foundInFiles({ subject, apply }: FieldChange): readonly Finding[] {
  const output = outputOf(subject);
  apply(output.object(subject.cluster, subject.object));
  return checkOutput(output, catalogue).findings;
}

const texts = (findings: readonly Finding[]): readonly string[] => [...new Set(findings.map(({ rule, at }) => `${rule} [${at}]`))].sort();

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
    const known = new Set(catalogue.map(({ name }) => name));
    const named = rows.flatMap(({ verdict }) => verdict.rules).flatMap(({ rule, cause = rule }) => [rule, cause]);
    expect(named.filter(name => !known.has(name))).toEqual([]);
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
      const all = found(change);
      const findings = withConsequences(all);
      const { rules } = row.verdict;
      if (rules.length === 0) return all.length === 0 ? [] : [`${change.told} is harmless, and found is ${told(findings)}`];
      if (rules.some(naming => names(naming, findings, places(subject)))) return [];
      const wanted = rules.map(({ rule, cause }) => (cause === undefined ? rule : `${rule}<${cause}`)).join(' or ');
      return [`${change.told} is to be found by ${wanted}, and found is ${told(findings)}`];
    });
    expect(wrong).toEqual([]);
  });

  it('is one finding, or two: what follows from it is attached', () => {
    const harms = allHarms();
    const share = (most: number): number => harms.filter(({ findings }) => findings.length <= most).length / harms.length;
    expect(harms.length).toBeGreaterThan(runs(1700));
    expect(share(3)).toBeGreaterThanOrEqual(0.99);
    expect(share(2)).toBeGreaterThanOrEqual(0.98);
    expect(share(1)).toBeGreaterThanOrEqual(0.95);
  });

  it('is one finding, or two, beside that of the plan, where that cannot be read', () => {
    const some = sample(
      judged.flatMap(({ change, row }, position) => (row?.verdict.rules.length && position % 7 === 0 ? [change] : [])),
      5,
    );
    expect(some.length).toBeGreaterThan(runs(240));
    const counts = some.map(({ subject, apply }) => {
      const output = outputOf(subject);
      apply(output.object(subject.cluster, subject.object));
      const findings = withConsequences(checkOutput(withoutPlan(output), catalogue).findings);
      expect(findings.map(({ rule }) => rule)).toContain('output/unreadable');
      return findings.length - 1;
    });
    expect(counts.filter(count => count > 0).length).toBeGreaterThan(some.length / 4);
    expect(counts.filter(count => count <= 2).length / counts.length).toBeGreaterThanOrEqual(0.95);
  });

  it('leaves the outputs as they are with one finding, where the plan cannot be read', () => {
    const outputs = new Map(subjects.map(subject => [subject.variant, subject]));
    for (const subject of outputs.values()) {
      const { findings } = checkOutput(withoutPlan(outputOf(subject)), catalogue);
      expect(findings.map(({ rule, at }) => [rule, at])).toEqual([['output/unreadable', 'fleet.json']]);
    }
  });

  // A whole container more has a fault in whatever is checked of a container.
  it('is one finding of each rule, where it is one container', () => {
    const containers = /:[^:]*ontainers(\[[^\]]+\])?: (gone|one more)$/;
    const harms = judged.flatMap(({ change, row }) => (row?.verdict.rules.length && containers.test(change.told) ? [change] : []));
    expect(harms.length).toBeGreaterThan(20);
    const twice = harms.flatMap(change => {
      const rules = withConsequences(found(change)).map(({ rule }) => rule);
      return new Set(rules).size === rules.length ? [] : [`${change.told}: ${rules.join(', ')}`];
    });
    expect(twice).toEqual([]);
  });

  it('is told in short messages', () => {
    expect(longMessages(allHarms().flatMap(({ all }) => all))).toEqual([]);
  });

  it('is found whole: what is attached is neither lost nor found twice', () => {
    const line = ({ rule, at, problem, fix }: Finding): string => [rule, at, problem, fix].join('\n');
    for (const { all, findings } of allHarms()) {
      const shown = findings.flatMap(finding => [finding, ...(finding.consequences ?? [])]);
      expect([...new Set(shown.map(line))].sort()).toEqual([...new Set(all.map(line))].sort());
      expect(shown.length).toBeLessThanOrEqual(all.length);
    }
  });

  // Each change of an object with every so many of another object of the same system.
  it('stays apart from another one in another object', () => {
    const harms = allHarms();
    const step = isFullRun ? 41 : 7;
    let [pairs, apart] = [0, 0];
    const hidden = new Map<string, number>();
    for (const one of harms) {
      const others = harms.filter(({ change: { subject } }) => isBeside(subject, one.change.subject));
      for (let at = harms.indexOf(one) % step; at < others.length; at += step) {
        const other = others[at] as Harm;
        const shown = withConsequences([...one.all, ...other.all]).flatMap(named);
        pairs += 1;
        if ([one, other].every(({ findings }) => findings.some(finding => shown.includes(idOf(finding))))) apart += 1;
        else {
          const key = [one, other].map(({ findings }) => findings[0]?.rule).join(' | ');
          hidden.set(key, (hidden.get(key) ?? 0) + 1);
        }
      }
    }
    expect(pairs).toBeGreaterThan(runs(3000));
    expect([apart / pairs >= 0.98, apart / pairs, [...hidden].sort(([, a], [, b]) => b - a).slice(0, 10)]).toEqual([
      true,
      expect.anything(),
      expect.anything(),
    ]);
  });
});

/** The same output with a plan that ends in the middle. */
const withoutPlan = (output: EditedOutput): OutputSource => ({
  files: output.files,
  read: path => (path === 'fleet.json' ? output.read(path).slice(0, 100) : output.read(path)),
});

/** A change that harms, what is found of it, and how that is reported. */
interface Harm {
  readonly change: FieldChange;
  readonly all: readonly Finding[];
  readonly findings: readonly Finding[];
}

let reported: readonly Harm[] | undefined;

function allHarms(): readonly Harm[] {
  reported ??= tried.flatMap(({ change, row }) => {
    if (!row || row.verdict.rules.length === 0) return [];
    const all = found(change);
    return [{ change, all, findings: withConsequences(all) }];
  });
  return reported;
}

const isBeside = (one: FieldChange['subject'], other: FieldChange['subject']): boolean =>
  one !== other && one.variant === other.variant && one.unit === other.unit && one.cluster === other.cluster;

const idOf = ({ rule, at, problem }: Finding): string => `${rule} [${at}] ${problem}`;

/** What a report names by itself: each finding, and what its rule finds beside it. */
const named = (finding: Finding): readonly string[] =>
  [finding, ...(finding.consequences ?? []).filter(({ rule }) => rule === finding.rule)].map(idOf);

const told = (findings: readonly Finding[]): string =>
  findings.map(finding => `${finding.rule} [${finding.at}]${after(finding)}`).join(', ') || 'nothing';

const after = ({ consequences = [] }: Finding): string =>
  consequences.length === 0 ? '' : ` (because of it: ${texts(consequences).join(', ')})`;

/** Where a finding may be: the unit in the cluster, or in all; of what Argo CD reads, also the cluster that it is for. */
const places = ({ unit, cluster, at = [] }: FieldChange['subject']): readonly string[] => [`${unit}/${cluster}`, unit, ...at];
