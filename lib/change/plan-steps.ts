import type { OperatingState } from '../domain/operating-state';
import type { StepPlan } from '../plan/model/step-plan';
import { breaksPromise, fatalLosses, type GroupChange, groupChanges, isUnsettled } from './group-steps';
import { settledGroup, votesOf, withGroup } from './ledger-edit';
import { recordedGroups, withVolumes } from './record';
import { backOf, bySomebody, doneBy, gateOf, wordsOf } from './step-text';
import type { SystemTarget } from './target';

/**
 * The steps from where a system is to where its program wants it, in order: each is one commit, and what it leads to has been proven
 * safe before it is written. Empty where both are the same, and before the group has formed: until then everything may change.
 */
export function planSteps(state: OperatingState, target: SystemTarget): readonly StepPlan[] {
  const steps: StepPlan[] = [];
  const missing = recordedGroups(state, target);
  let now = state;
  if (Object.keys(missing).length > 0) {
    now = { ...state, groups: { ...state.groups, ...missing } };
    steps.push(recordStep(target.system, Object.keys(missing), now));
  }
  if (isDrained(now) && !isInChange(now)) {
    const ended = { ...now, drained: [] };
    steps.push(settleStep(target, now, ended));
    now = ended;
  }
  // Group by group, so that of the whole system no more than one member is in change.
  for (const [name, ledger] of Object.entries(now.groups ?? {})) {
    const wanted = target.groups.find(group => group.name === name);
    const changes = wanted ? groupChanges(withVolumes(ledger, wanted), wanted, target) : [];
    for (const change of changes) {
      const before = now;
      now = { ...settledState(before), thawed: change.thawed };
      now = withGroup(now, name, change.group);
      steps.push(stepOf(target, name, change, before, now));
    }
  }
  if (isInChange(now) || isDrained(now)) {
    const settled = { ...settledState(now), ...(isDrained(now) ? { drained: [] } : {}) };
    steps.push(settleStep(target, now, settled));
  }
  return steps;
}

/** Whether something was begun that nobody has confirmed yet. */
export const isInChange = (state: OperatingState): boolean =>
  state.thawed.length > 0 || Object.values(state.groups ?? {}).some(isUnsettled);

/** Whether nodes are to be drained, which is a step as well once a ledger names the members. */
const isDrained = ({ drained, groups }: OperatingState): boolean => drained.length > 0 && groups !== undefined;

/** The state once what was begun is done: nobody joins, leaves or is thawed. */
function settledState(state: OperatingState): OperatingState {
  const groups = Object.entries(state.groups ?? {}).map(([name, group]) => [name, settledGroup(group)] as const);
  return { ...state, thawed: [], ...(state.groups ? { groups: Object.fromEntries(groups) } : {}) };
}

function stepOf(target: SystemTarget, group: string, change: GroupChange, before: OperatingState, ledger: OperatingState): StepPlan {
  const { kind, member, cluster, votes } = change;
  const upgraded = kind === 'upgrade' && cluster !== undefined ? membersOf(ledger, group, cluster) : [];
  const joins = kind === 'add-voter' || kind === 'add-learner' || kind === 'replace';
  const leaves = kind === 'remove-voter' || kind === 'remove-learner' || kind === 'give-up';
  return {
    kind,
    system: target.system,
    group,
    ...(member === undefined ? {} : { member }),
    ...(cluster === undefined ? {} : { cluster }),
    does: wordsOf(change, ledger, group),
    gate: [gateOf(before, group, change.lost), ...(kind === 'grow' ? ['the storage class lets its volumes grow'] : [])].join('; '),
    ledger,
    // Of a cluster that is lost nobody runs any more.
    restarts: leaves && member !== undefined ? (change.lost?.includes(cluster ?? '') ? [] : [member]) : upgraded,
    copies: joins && member !== undefined ? [member] : [],
    votes: { before: Object.fromEntries(votes.before), after: Object.fromEntries(votes.after) },
    fatal: fatalLosses(change),
    breaksPromise: breaksPromise(change, target),
    undo: backOf(change),
    byHand: [...(target.byJobs ? [] : doneBy(change)), ...bySomebody(change, target)],
  };
}

/** The members of a cluster as a rollout replaces them: the highest ordinal first. */
const membersOf = ({ groups }: OperatingState, group: string, cluster: string): readonly string[] =>
  Object.entries(groups?.[group]?.members ?? {})
    .filter(([, member]) => member.cluster === cluster)
    .map(([name]) => name)
    .reverse();

const recordStep = (system: string, groups: readonly string[], ledger: OperatingState): StepPlan => ({
  ...still(system, groups, ledger),
  kind: 'record',
  does: `record who is in ${groups.join(' and ')}; nothing changes in the clusters`,
  gate: 'the members that are recorded are those that the group itself lists',
});

function settleStep({ system }: SystemTarget, before: OperatingState, ledger: OperatingState): StepPlan {
  const groups = Object.entries(before.groups ?? {});
  const [group] = groups.find(([, ledgerOf]) => isUnsettled(ledgerOf)) ?? groups.find(([name]) => name === system) ?? groups[0] ?? [system];
  const { thawed, drained } = before;
  const frozen = thawed.length > 0 ? [`freeze ${thawed.join(' and ')}`] : isInChange(before) ? ['confirm the last step'] : [];
  const ended = drained.length > 0 ? [`end the drain of ${drained.join(' and ')}`] : [];
  return {
    ...still(system, [group], ledger),
    kind: 'settle',
    does: `${[...frozen, ...ended].join(', ')}; nobody joins, leaves or restarts`,
    gate: gateOf(before, group),
  };
}

/** A step that changes nobody: what is fatal meanwhile is what is fatal at rest. */
function still(system: string, groups: readonly string[], ledger: OperatingState): Omit<StepPlan, 'kind' | 'does' | 'gate'> {
  const votes = groups.map(group => votesOf(settledGroup(ledger.groups?.[group] ?? { members: {}, images: {} })));
  const [first = new Map()] = votes;
  return {
    system,
    group: groups.join(', '),
    ledger,
    restarts: [],
    copies: [],
    votes: { before: Object.fromEntries(first), after: Object.fromEntries(first) },
    fatal: [...new Set(votes.flatMap(each => fatalLosses({ kind: 'settle', votes: { before: each, after: each } })))],
    breaksPromise: false,
    undo: { possible: true, how: 'nothing runs for it: take the commit back' },
    byHand: [],
  };
}
