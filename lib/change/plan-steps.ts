import type { OperatingState } from '../domain/operating-state';
import { isLearner } from '../plan/members/recorded-seats';
import type { StepPlan } from '../plan/model/step-plan';
import { breaksPromise, fatalLosses, type GroupChange, groupChanges, isUnsettled } from './group-steps';
import { settledGroup, votesOf, withGroup } from './ledger-edit';
import { type Retirement, retirements, retireText, withNames } from './name-steps';
import { type Narrowing, narrowings, narrowText, withNetworks } from './network-steps';
import { recordedGroups, recordedTemplates, withVolumes } from './record';
import { bySomebody, describeStep, gateText, manualActions, mendingGate, undoOf } from './step-text';
import type { SystemTarget } from './target';

/**
 * The steps from a system's ledger to what its program wants, in order. Each step is one commit, and lists the losses that are fatal
 * while it runs. Empty where nothing is to change, and before the group has formed: until then everything may change.
 */
export function planSteps(state: OperatingState, target: SystemTarget): readonly StepPlan[] {
  const steps: StepPlan[] = [];
  const missing = recordedGroups(state, target);
  let now = Object.keys(missing).length > 0 ? { ...state, groups: { ...state.groups, ...missing } } : state;
  if (now.groups) now = withNames(withNetworks(now, target), target);
  if (Object.keys(missing).length > 0) steps.push(recordStep(target.system, Object.keys(missing), now));
  const unknown = recordedTemplates(now, target);
  const beside = steps.length === 0 ? (['networks', 'names'] as const).filter(key => !state[key] && now[key]) : [];
  if (Object.keys(unknown).length + beside.length > 0) {
    now = { ...now, groups: { ...now.groups, ...unknown } };
    steps.push(completeStep(target.system, Object.keys(unknown), beside, now));
  }
  if (isDrained(now) && !isInChange(now)) {
    const ended = { ...now, drained: [] };
    steps.push(settleStep(target, now, ended));
    now = ended;
  }
  // Group by group, so that at most one member of the whole system changes at a time.
  for (const [name, ledger] of Object.entries(now.groups ?? {})) {
    const wanted = target.groups.find(group => group.name === name);
    const changes = wanted ? groupChanges(withVolumes(ledger, wanted), wanted, target, now.thawed) : [];
    for (const change of changes) {
      const before = now;
      now = { ...settledState(before), thawed: change.thawed };
      now = withGroup(now, name, change.group);
      steps.push(stepOf(target, name, change, before, now));
    }
  }
  for (const narrowing of narrowings(now, target)) {
    const before = now;
    now = { ...settledState(before), networks: narrowing.networks };
    steps.push(narrowStep(target, narrowing, before, now));
  }
  for (const retirement of retirements(now, target)) {
    const before = now;
    now = { ...settledState(before), names: retirement.names };
    steps.push(retireStep(target, retirement, before, now));
  }
  if (isInChange(now) || isDrained(now)) {
    const settled = { ...settledState(now), ...(isDrained(now) ? { drained: [] } : {}) };
    steps.push(settleStep(target, now, settled));
  }
  return steps;
}

/** Whether a change is under way that no step has confirmed yet. */
export const isInChange = (state: OperatingState): boolean =>
  state.thawed.length > 0 || Object.values(state.groups ?? {}).some(isUnsettled);

/** Whether nodes are to be drained, which is a step as well once a ledger names the members. */
const isDrained = ({ drained, groups }: OperatingState): boolean => drained.length > 0 && groups !== undefined;

/** The state once the change under way is done: no member is joining or leaving, and no cluster is thawed. */
export function settledState(state: OperatingState): OperatingState {
  const groups = Object.entries(state.groups ?? {}).map(([name, group]) => [name, settledGroup(group)] as const);
  const added = Object.values(state.groups ?? {}).flatMap(({ members }) =>
    Object.values(members).flatMap(({ cluster, role }) => (role === 'joining-learner' ? [cluster] : [])),
  );
  const gone = learnersGone(state);
  const formed = [...state.formed, ...added.filter(cluster => !state.formed.includes(cluster))].filter(cluster => !gone.includes(cluster));
  return { ...state, formed, thawed: [], ...(state.groups ? { groups: Object.fromEntries(groups) } : {}) };
}

/** Clusters whose last learner leaves: should another group form there, it has not formed yet. */
const learnersGone = ({ groups = {} }: OperatingState): readonly string[] =>
  Object.entries(groups).flatMap(([name, { members }]) => {
    const learners = Object.entries(members).filter(([pod]) => isLearner(name, pod));
    const leaving = learners.filter(([, { role }]) => role === 'leaving').map(([, { cluster }]) => cluster);
    return leaving.filter(there => learners.every(([, { cluster, role }]) => cluster !== there || role === 'leaving'));
  });

function stepOf(target: SystemTarget, group: string, change: GroupChange, before: OperatingState, ledger: OperatingState): StepPlan {
  const { kind, member, cluster, votes, what, mends } = change;
  const restarted = what && cluster !== undefined ? membersOf(ledger, group, cluster) : [];
  const joins = kind === 'add-voter' || kind === 'add-learner' || kind === 'replace';
  const leaves = kind === 'remove-voter' || kind === 'remove-learner' || kind === 'give-up';
  return {
    kind,
    system: target.system,
    group,
    ...(member === undefined ? {} : { member }),
    ...(cluster === undefined ? {} : { cluster }),
    does: describeStep(change, ledger, group),
    gate: [
      mends && cluster !== undefined ? mendingGate(group, cluster) : gateText(before, group, change.lost),
      ...(kind === 'grow' ? ['the storage class lets its volumes grow'] : []),
    ].join('; '),
    ledger,
    // Of a cluster that is lost nobody runs any more.
    restarts: leaves && member !== undefined ? (change.lost?.includes(cluster ?? '') ? [] : [member]) : restarted,
    copies: joins && member !== undefined ? [member] : [],
    votes: { before: Object.fromEntries(votes.before), after: Object.fromEntries(votes.after) },
    fatal: fatalLosses(change),
    breaksPromise: breaksPromise(change, target),
    undo: undoOf(change),
    byHand: [...(target.byJobs ? [] : manualActions(change)), ...bySomebody(change, target)],
    ...(mends ? { mends } : {}),
  };
}

/** The members of a cluster in the order in which a rollout replaces them: the highest ordinal first. */
const membersOf = ({ groups }: OperatingState, group: string, cluster: string): readonly string[] =>
  Object.entries(groups?.[group]?.members ?? {})
    .filter(([, member]) => member.cluster === cluster)
    .map(([name]) => name)
    .reverse();

const recordStep = (system: string, groups: readonly string[], ledger: OperatingState): StepPlan => ({
  ...stepWithoutChange(system, groups, ledger),
  kind: 'record',
  does: `record who is in ${groups.join(' and ')}; nothing changes in the clusters`,
  gate: 'the recorded members are those that the group itself lists',
});

/** Records what a ledger of an earlier version lacks. */
function completeStep(
  system: string,
  templates: readonly string[],
  beside: readonly ('networks' | 'names')[],
  ledger: OperatingState,
): StepPlan {
  const what = [
    ...(templates.length > 0 ? [`which pod template the members of ${templates.join(' and ')} run`] : []),
    ...(beside.includes('networks') ? ['which addresses are admitted'] : []),
    ...(beside.includes('names') ? ['which name is published'] : []),
  ];
  const groups = templates.length > 0 ? templates : Object.keys(ledger.groups ?? {});
  return {
    ...stepWithoutChange(system, groups, ledger),
    kind: 'record',
    does: `record ${what.join(', and ')}; nothing changes in the clusters`,
    gate: templates.length > 0 ? 'all members run the template that is rendered for them' : gateText(ledger, groups[0] ?? system),
  };
}

function narrowStep(target: SystemTarget, narrowing: Narrowing, before: OperatingState, ledger: OperatingState): StepPlan {
  const group = groupToName(before, target.system);
  const { gates, ...text } = narrowText(narrowing, target);
  return {
    ...stepWithoutChange(target.system, [group], ledger),
    ...text,
    kind: 'narrow',
    cluster: narrowing.cluster,
    gate: [gateText(before, group), ...gates].join('; '),
    undo: {
      possible: true,
      how: 'revert the commit: the addresses are admitted again at once',
    },
  };
}

function retireStep(target: SystemTarget, retirement: Retirement, before: OperatingState, ledger: OperatingState): StepPlan {
  const group = groupToName(before, target.system);
  const { gates, ...text } = retireText(retirement, before, target);
  return {
    ...stepWithoutChange(target.system, [group], ledger),
    ...text,
    kind: 'retire',
    gate: [gateText(before, group), ...gates].join('; '),
    undo: { possible: true, how: 'revert the commit: the name is published again at once' },
  };
}

function settleStep({ system }: SystemTarget, before: OperatingState, ledger: OperatingState): StepPlan {
  const group = groupToName(before, system);
  const { thawed, drained } = before;
  const frozen = thawed.length > 0 ? [`freeze ${thawed.join(' and ')}`] : isInChange(before) ? ['confirm the last step'] : [];
  const ended = drained.length > 0 ? [`end the drain of ${drained.join(' and ')}`] : [];
  return {
    ...stepWithoutChange(system, [group], ledger),
    kind: 'settle',
    does: `${[...frozen, ...ended].join(', ')}; nobody joins, leaves or restarts`,
    gate: gateText(before, group),
  };
}

/** The group whose last step is not confirmed yet, or else the one that all clusters are in. */
function groupToName(state: OperatingState, system: string): string {
  const groups = Object.entries(state.groups ?? {});
  const [name] = groups.find(([, ledger]) => isUnsettled(ledger)) ?? groups.find(([group]) => group === system) ?? groups[0] ?? [system];
  return name;
}

/** A step that changes no member, so the same losses are fatal as without it. */
function stepWithoutChange(system: string, groups: readonly string[], ledger: OperatingState): Omit<StepPlan, 'kind' | 'does' | 'gate'> {
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
    undo: { possible: true, how: 'it changes nothing in the clusters: revert the commit' },
    byHand: [],
  };
}
