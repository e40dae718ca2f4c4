import type { Finding, Severity } from '../domain/finding';
import type { Subject } from '../domain/subject';
import { planRules } from '../rules/plan-rules';
import type { Rule, RuleText } from '../rules/rule';
import { containerIn, hidesObject, holdsAll, mayBeMissed, overlaps, placeNamed } from '../rules/subject';
import { SubjectIndex } from './subject-index';

/** A finding, with its subjects, by which it is compared with others. */
interface Traced {
  readonly finding: Finding;
  readonly position: number;
  readonly rule: Pick<RuleText, 'name' | 'follows' | 'fundamental'>;
  /** Never empty. */
  readonly about: readonly [Subject, ...(readonly Subject[])];
  readonly reads: readonly Subject[];
}

/**
 * One finding for each fault: findings that follow from another one are attached to it.
 *
 * It runs after the acknowledgements. An accepted finding explains no others, so findings that follow from it are listed by themselves.
 */
export function withConsequences(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length < 2) return findings;
  const all = findings.map(traced);
  const causes = explained(all);
  const heads = sameSubject(all, causes);
  const roots = all.map(({ position }) => rootOf(position, causes, heads));
  const following = new Map<number, Finding[]>();
  for (const { finding, position } of all) {
    const root = roots[position] as number;
    if (root === position) continue;
    const others = following.get(root) ?? [];
    others.push(finding);
    following.set(root, others);
  }
  return findings.flatMap((finding, position) => (roots[position] === position ? [headed(finding, following.get(position))] : []));
}

function headed(finding: Finding, consequences: readonly Finding[] | undefined): Finding {
  if (!consequences) return finding;
  const others = consequences.filter(each => !same(each, finding));
  if (others.length === 0) return finding;
  const all: readonly Severity[] = [finding, ...consequences].map(({ severity }) => severity);
  return { ...finding, severity: all.includes('error') ? 'error' : 'warning', consequences: others };
}

/** Whether two findings say the same. */
const same = (one: Finding, other: Finding): boolean =>
  one.rule === other.rule &&
  one.at === other.at &&
  one.problem === other.problem &&
  one.location === undefined &&
  other.location === undefined;

function traced(finding: Finding, position: number): Traced {
  const [first = placeNamed(finding.at), ...more] = finding.about ?? [];
  const rule = planned.get(finding.rule) ?? allRules().get(finding.rule) ?? { name: finding.rule };
  return { finding, position, rule, about: [first, ...more], reads: finding.reads ?? [] };
}

const planned = new Map(planRules.map(rule => [rule.name, rule]));

/** Every rule, loaded only when it is needed: a synthesis with warnings about its plan does not load them. */
const allRules = (): ReadonlyMap<string, Rule> => (require('../rules/every-rule') as typeof import('../rules/every-rule')).everyRule;

/** The finding that explains another one, by position. It has no cycles, because `follows` of rules has none. */
function explained(all: readonly Traced[]): ReadonlyMap<number, number> {
  const byRule = new Map<string, SubjectIndex<Traced>>();
  const fundamental = new SubjectIndex<Traced>();
  const hidden = new SubjectIndex<Traced>();
  for (const each of all) {
    const index = byRule.get(each.rule.name) ?? new SubjectIndex<Traced>();
    byRule.set(each.rule.name, index);
    for (const about of each.about) {
      index.add(about, each);
      if (!each.rule.fundamental) continue;
      if (about.kind !== undefined) fundamental.add(about, each);
      if (hidesObject(about)) hidden.add(locationOf(about), each);
    }
  }
  const causes = new Map<number, number>();
  for (const each of all) {
    const cause =
      (each.rule.fundamental ? undefined : (brokenField(each, fundamental) ?? hiddenObject(each, hidden))) ?? followed(each, byRule);
    if (cause) causes.set(each.position, cause.position);
  }
  return causes;
}

const locationOf = ({ unit, cluster }: Subject): Subject => ({ ...(unit ? { unit } : {}), ...(cluster ? { cluster } : {}) });

/** The cause of a finding about a part of a refused field, or concluded from such a field. */
const brokenField = ({ about, reads }: Traced, fundamental: SubjectIndex<Traced>): Traced | undefined =>
  about.flatMap(part => fundamental.near(part).filter(cause => cause.about.some(whole => holdsAll(whole, part))))[0] ??
  reads.flatMap(read => fundamental.near(read).filter(cause => cause.about.some(whole => overlaps(whole, read))))[0];

/** The cause of a finding about a missing object that exists, but is hidden by another fault. */
const hiddenObject = ({ about, reads }: Traced, hidden: SubjectIndex<Traced>): Traced | undefined =>
  [...about, ...reads].flatMap(missed =>
    hidden.near(missed).filter(cause => cause.about.some(object => hidesObject(object) && mayBeMissed(object, missed))),
  )[0];

/** The cause of a finding by `follows`: a finding of such a rule in a subject that this rule read. */
function followed({ rule, about, reads }: Traced, byRule: ReadonlyMap<string, SubjectIndex<Traced>>): Traced | undefined {
  for (const { name } of rule.follows ?? []) {
    const index = byRule.get(name);
    if (!index) continue;
    for (const subject of [...about, ...reads]) {
      const cause = index.near(subject).find(each => each.about.some(other => overlaps(other, subject)));
      if (cause) return cause;
    }
  }
  return undefined;
}

/**
 * The finding that represents others about the same subject, by position; only for findings without a cause. The same subject is a field
 * with one value or a missing one, for any rule; any field or missing object, for one rule; and everything in one container, for one rule.
 */
function sameSubject(all: readonly Traced[], causes: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  const heads = new Map<number, number>();
  for (const keyOf of [sameKey, containerKey]) {
    const left = all.filter(({ position }) => !causes.has(position) && !heads.has(position));
    for (const group of grouped(left, keyOf)) {
      const head = group.reduce((best, each) => (weight(each) > weight(best) ? each : best));
      for (const { position } of group) if (position !== head.position) heads.set(position, head.position);
    }
  }
  return heads;
}

function grouped(all: readonly Traced[], keyOf: (traced: Traced) => unknown): readonly (readonly Traced[])[] {
  const groups = new Map<string, Traced[]>();
  for (const each of all) {
    const key = JSON.stringify(keyOf(each));
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()];
}

/** The key of findings about the same subject. Findings about a whole system are the same if their texts are, in any cluster. */
function sameKey({ finding: { problem, fix }, rule, about: [{ unit, cluster, kind, name, field, holds = 'several' }] }: Traced): unknown {
  if (kind === undefined && field === undefined) return [rule.name, unit, problem, fix];
  return [unit, cluster, kind, name, field, holds === 'several' ? rule.name : ''];
}

/** The key of findings of one rule in one container; a finding outside of containers has a key of its own. */
function containerKey({ position, rule, about }: Traced): unknown {
  for (const { unit, cluster, kind, name, field } of about) {
    const container = field && containerIn(field);
    if (container) return [rule.name, unit, cluster, kind, name, container];
  }
  return position;
}

const weight = ({ rule, finding: { severity } }: Traced): number => Number(rule.fundamental === true) * 2 + Number(severity === 'error');

function rootOf(position: number, causes: ReadonlyMap<number, number>, heads: ReadonlyMap<number, number>): number {
  let root = position;
  for (let next = causes.get(root) ?? heads.get(root); next !== undefined; next = causes.get(root) ?? heads.get(root)) root = next;
  return root;
}
