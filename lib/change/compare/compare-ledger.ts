import type { GroupLedger, TemplateLedger } from '../../domain/operating-state';
import type { SystemDocument } from '../../plan/document/system-document';
import { pairedBy } from '../by-name';
import { type Change, changeOf, isSame } from '../change';
import { imageKind } from '../image-change';
import { rolledOut, whyNotOneStep } from '../ledger-move';
import { compareNames } from './compare-names';
import { compareNetworks } from './compare-networks';

/** Changes to a system's ledger, and to the steps that are left. */
export function compareLedger(old: SystemDocument, now: SystemDocument): readonly Change[] {
  const pairs = pairedBy(Object.entries(old.state.groups ?? {}), Object.entries(now.state.groups ?? {}), ([name]) => name);
  const groups = pairs.flatMap(({ name, before, after }): readonly Change[] => {
    const found = { place: { system: old.name, group: name }, formed: true };
    if (!before) return after ? [changeOf('ledger.recorded', { ...found, after: Object.keys(after[1].members) })] : [];
    if (!after) return [changeOf('ledger.gone', { ...found, before: Object.keys(before[1].members) })];
    return isSame(before[1], after[1]) ? [] : moved(old, name, before[1], after[1]);
  });
  return [...groups, ...compareNetworks(old, now), ...compareNames(old, now), ...ahead(old, now)];
}

/** Whether a group's ledger advances by one step. If so, the changes to its manifests belong to that step. */
export function isStepped(old: SystemDocument | undefined, now: SystemDocument | undefined, group: string | undefined): boolean {
  const [before, after] = [old?.state.groups?.[group ?? ''], now?.state.groups?.[group ?? '']];
  return before !== undefined && after !== undefined && !isSame(before, after) && whyNotOneStep(before, after) === undefined;
}

/** Whether members of a cluster get what the ledger has for them now, and did not before: whatever differs in their template is a part of that step. */
export function isRolledOut(
  old: SystemDocument | undefined,
  now: SystemDocument | undefined,
  group: string | undefined,
  cluster: string,
): boolean {
  const [before, after] = [old?.state.groups?.[group ?? ''], now?.state.groups?.[group ?? '']];
  return (
    before !== undefined && after !== undefined && whyNotOneStep(before, after) === undefined && rolledOut(before, after).includes(cluster)
  );
}

function moved(system: SystemDocument, group: string, before: GroupLedger, after: GroupLedger): readonly Change[] {
  const found = { place: { system: system.name, group }, formed: true };
  const problem = whyNotOneStep(before, after);
  if (problem !== undefined) return [changeOf('ledger.not-one-step', { ...found, after: problem })];
  const images = imagesChanged(before, after).flatMap(([cluster, was, is]) => {
    const { kind, floor } = imageKind(system.engine.name, was, is);
    // A step may upgrade one cluster. A downgrade or a skipped version keeps its own verdict: no order of steps makes it safe.
    const place = { ...found.place, cluster };
    if (kind === 'engine.patch' || kind === 'engine.minor-up')
      return [changeOf('ledger.step', { ...found, place, before: was, after: is })];
    return [changeOf(kind, { ...found, place, before: was, after: is, ...(floor ? { values: { floor } } : {}) })];
  });
  const stopped = (after.stopped ?? []).filter(cluster => !before.stopped?.includes(cluster));
  const moved = [
    ...membersMoved(before, after),
    ...volumesMoved(before, after),
    ...issuerMoved(before, after),
    ...stopped.map(cluster => `the rollout of ${cluster} is stopped under way`),
  ];
  return [
    ...(moved.length > 0 ? [changeOf('ledger.step', { ...found, after: moved })] : []),
    ...images,
    ...templates(system, group, before, after),
  ];
}

/** Members that get another pod template: when they do, their cluster has had it for a while, and only its partition changes. */
function templates(system: SystemDocument, group: string, before: GroupLedger, after: GroupLedger): readonly Change[] {
  const added = Object.keys(after.templates ?? {}).filter(cluster => before.images[cluster] !== undefined && !before.templates?.[cluster]);
  const recorded =
    added.length > 0 ? [changeOf('ledger.templates', { place: { system: system.name, group }, formed: true, after: added })] : [];
  return [
    ...recorded,
    ...rolledOut(before, after).flatMap(cluster => {
      const [was, is] = [before.templates?.[cluster], after.templates?.[cluster]];
      const place = { system: system.name, cluster };
      const members = Object.entries(after.members).flatMap(([name, member]) => (member.cluster === cluster ? [name] : []));
      const order = `in this order: ${members.reverse().join(', ')}`;
      const restarts = changeOf('ledger.restarts', { place, formed: true, after: order, values: { namespace: system.namespace } });
      if (isSame(was, is)) return [restarts];
      const step = changeOf('ledger.step', {
        place: { ...place, group },
        formed: true,
        before: templateText(was),
        after: templateText(is),
      });
      return [step, restarts];
    }),
  ];
}

const templateText = (template: TemplateLedger | undefined): string | undefined =>
  template &&
  [
    `pod template ${template.digest}, ${template.heartbeatMillis} ms and ${template.electionMillis} ms`,
    ...(template.peerTls === undefined ? [] : [`TLS between peers ${template.peerTls}`]),
    ...(template.authorities ? [`trusting ${template.authorities.join(' and ')}`] : []),
  ].join(', ');

/** The clusters whose members change to another image. A cluster that is in one ledger only does not count. */
const imagesChanged = (before: GroupLedger, after: GroupLedger): readonly (readonly [cluster: string, was: string, is: string])[] =>
  Object.entries(before.images).flatMap(([cluster, was]) => {
    const is = after.images[cluster];
    return is === undefined || is === was ? [] : [[cluster, was, is] as const];
  });

/** What each changed member becomes, in words. */
const membersMoved = ({ members: old }: GroupLedger, { members: now }: GroupLedger): readonly string[] =>
  [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap(name => {
    const [was, is] = [old[name], now[name]];
    if (isSame(was, is)) return [];
    if (!is) return [`${name} is gone`];
    const volume = is.volume > (was?.volume ?? 1) ? ` on volume ${is.volume}` : '';
    return [`${name} ${is.role === 'voter' ? 'votes' : is.role === 'learner' ? 'learns' : `is ${is.role}`}${volume}`];
  });

/** What becomes of the volumes of each cluster, in words. */
const volumesMoved = ({ volumes: old = {} }: GroupLedger, { volumes: now = {} }: GroupLedger): readonly string[] =>
  Object.entries(now).flatMap(([cluster, is]) => {
    const was = old[cluster];
    if (!was || isSame(was, is)) return [];
    return [
      ...(is.grown === undefined || is.grown === was.grown ? [] : [`volumes in ${cluster} grow to ${is.grown} MiB`]),
      ...(is.storageClass === was.storageClass ? [] : [`new volumes in ${cluster} are of class ${is.storageClass}`]),
    ];
  });

/** Who issues the certificates of peers from now on, in words. */
const issuerMoved = ({ certificates: was }: GroupLedger, { certificates: is }: GroupLedger): readonly string[] =>
  was && is && (was.issuer !== is.issuer || was.issuerKind !== is.issuerKind)
    ? [`the certificates of peers are issued by ${is.issuerKind} ${is.issuer}`]
    : [];

/** The most steps that are shown. */
const mostSteps = 20;

function ahead(old: SystemDocument, now: SystemDocument): readonly Change[] {
  const [before, after] = [old.change, now.change];
  const found = { place: { system: old.name }, formed: true };
  if (!after) return before ? [changeOf('ledger.complete', { ...found, before: before.target })] : [];
  // After a step the other steps are the same, and the change to the ledger shows the step.
  if (before && before.target === after.target && after.steps.length <= before.steps.length) return [];
  const steps = after.steps.slice(0, mostSteps).map(({ does }) => does);
  const { length } = after.steps;
  return [changeOf('ledger.steps-ahead', { ...found, after: `to ${after.target}: ${length} ${length === 1 ? 'step' : 'steps'}`, steps })];
}
