import { recordedTiming } from '../../plan/members/recorded-timing';
import { type ChangeKind, changeKinds } from '../catalogue';
import { type Change, changeOf, isSame } from '../change';
import { type FieldDifference, fieldDifferences } from '../field-difference';
import type { ObjectPair } from '../object-pair';
import { argumentChanges } from './argument-changes';
import { isRolledOut } from './compare-ledger';
import type { PairContext } from './pair-context';
import { probeKind } from './probe-kind';
import { restartSteps } from './restart-steps';
import type { DifferenceKind } from './set-difference';
import { setKind } from './set-kind';
import { templateKind } from './template-kind';

/** Changes to a StatefulSet of members; undefined for another object. */
export function compareMembers(pair: ObjectPair, context: PairContext): readonly Change[] | undefined {
  const { seat, nextSeat, place, formed, values } = context;
  const { kind, name, before, after } = pair;
  if (kind === 'HorizontalPodAutoscaler' && after && scales(pair, context))
    return [changeOf('members.autoscaled', { place, after: name, formed: true })];
  if (kind !== 'StatefulSet' || (name !== seat?.statefulSet && name !== nextSeat?.statefulSet)) return undefined;
  if (!before) return [changeOf('object.appears', { place, after: `StatefulSet ${name}`, formed })];
  if (!after) return nextSeat && nextSeat.statefulSet === name ? [changeOf('members.set-gone', { place, before: name, formed })] : [];
  const found = new Map<ChangeKind, FieldDifference[]>();
  const group = (nextSeat ?? seat)?.group;
  const stepped = isRolledOut(context.old, context.now, group, place.cluster ?? '');
  const retimed = stepped && !isSame(timingIn(context.old, group, place.cluster), timingIn(context.now, group, place.cluster));
  const steps = formed ? restartSteps(context.now, place.cluster) : [];
  const add = (kindOf: DifferenceKind, difference: FieldDifference): void => {
    if (kindOf === undefined || kindOf === 'in-plan' || (stepped && isOfStep(kindOf, retimed))) return;
    const same = found.get(kindOf);
    if (same) same.push(difference);
    else found.set(kindOf, [difference]);
  };
  for (const difference of fieldDifferences(before.data, after.data)) {
    const given = { ...difference, pair, context };
    add(setKind(given) ?? probeKind(given) ?? templateKind(given), difference);
  }
  for (const { kind: kindOf, ...difference } of argumentChanges(pair, context)) add(kindOf, difference);
  return [...found].map(([kindOf, differences]) => changeOf(kindOf, { place, ...factsOf(differences), formed, values, steps }));
}

const timingIn = (system: PairContext['old'], group: string | undefined, cluster: string | undefined) =>
  recordedTiming(system?.state.groups?.[group ?? ''], cluster ?? '');

/** Whether a step of the ledger that restarts members is all that a kind of change says. */
const isOfStep = (kind: ChangeKind, retimed: boolean): boolean =>
  // Members have as long to stop as their timeouts need.
  (retimed && (kind === 'timing.differs' || kind === 'template.grace-shorter')) ||
  (kind.startsWith('template.') && changeKinds[kind].formed === 'in-steps');

/** Whether an autoscaler scales the members. */
function scales({ after }: ObjectPair, { nextSeat, seat }: PairContext): boolean {
  const target = (after?.data['spec'] as { readonly scaleTargetRef?: { readonly kind?: unknown; readonly name?: unknown } } | undefined)
    ?.scaleTargetRef;
  return target?.kind === 'StatefulSet' && target.name === (nextSeat ?? seat)?.statefulSet;
}

/** The values of a single difference, or the fields and values of several. */
function factsOf(differences: readonly FieldDifference[]): { readonly before: unknown; readonly after: unknown } {
  const [first] = differences;
  if (first && differences.length === 1) {
    return first.before === undefined || first.after === undefined || typeof first.after === 'object'
      ? { before: labelled(first.path, first.before), after: labelled(first.path, first.after) }
      : { before: first.before, after: first.after };
  }
  const side = (which: 'before' | 'after'): readonly string[] =>
    differences.flatMap(({ path, [which]: value }) => labelled(path, value) ?? []);
  return { before: orNone(side('before')), after: orNone(side('after')) };
}

const orNone = (texts: readonly string[]): readonly string[] | undefined => (texts.length === 0 ? undefined : texts);

/** A value after the last part of its path. An argument needs no path. */
function labelled(path: string, value: FieldDifference['before']): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return path === 'args' ? text : `${/[^.[]*(\[[^\]]*\])?(\.[^.[]*)?$/.exec(path)?.[0] ?? path}: ${text}`;
}
