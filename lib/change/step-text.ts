import type { OperatingState } from '../domain/operating-state';
import { poolName } from '../plan/members/object-names';
import type { TemplateTls } from '../plan/members/recorded-tls';
import type { StepPlan } from '../plan/model/step-plan';
import type { GroupChange } from './group-steps';
import { memberInChange } from './ledger-edit';
import type { SystemTarget } from './target';

/** What a step does, in words. */
export function describeStep(
  { kind, member, cluster, what, reissues, lost }: GroupChange,
  { groups }: OperatingState,
  group: string,
): string {
  const volumesOf = (of: string | undefined) => groups?.[group]?.volumes?.[of ?? ''];
  switch (kind) {
    case 'add-voter':
      return `add ${member} in ${cluster} as a learner, and promote it once it has caught up`;
    case 'remove-voter':
    case 'remove-learner':
      return lost?.includes(cluster ?? '')
        ? `remove ${member} from the group; ${cluster} is lost, so that a job of another cluster does it`
        : `remove ${member} in ${cluster} from the group, then stop it`;
    case 'add-learner':
      return `add ${member} in ${cluster} as a learner`;
    case 'replace':
      return `add ${member} in ${cluster} again, on volume ${groups?.[group]?.members[member ?? '']?.volume}, and promote it once it has caught up`;
    case 'grow':
      return `grow the volumes in ${cluster} to ${volumesOf(cluster)?.grown} MiB`;
    case 'template':
      return `make volumes in ${cluster} of class ${volumesOf(cluster)?.storageClass} from now on`;
    case 'give-up':
      return `remove ${member} in ${cluster} from the group, for a volume of class ${volumesOf(cluster)?.storageClass}`;
    case 'reissue':
      return `issue the certificates of all peers by ${reissues?.issuerKind} ${reissues?.issuer}; nobody restarts`;
    case 'upgrade':
    case 'rollout':
      return `run ${templateWords(what)} in ${cluster}, one member after the other`;
  }
}

/** What is new in a pod template, in words. */
function templateWords(what: GroupChange['what']): string {
  const { image, timing, tls, template = false } = what ?? {};
  return [
    ...(image === undefined ? [] : [image]),
    ...(template ? [image === undefined ? 'the new pod template' : 'the rest of the new pod template'] : []),
    ...(tls ? [tlsWords(tls)] : []),
    ...(timing ? [`a heartbeat of ${timing.heartbeatMillis} ms and an election timeout of ${timing.electionMillis} ms`] : []),
  ].join(', ');
}

/** How peers use TLS, in words. */
function tlsWords({ peerTls, authorities = [] }: TemplateTls): string {
  const trust =
    authorities.length > 0 ? `, trusting ${authorities.length === 1 ? 'authority' : 'the authorities'} ${authorities.join(' and ')}` : '';
  if (peerTls === 'off') return 'members without TLS for peers';
  return peerTls === 'on' ? `members that listen with TLS${trust}` : `members with certificates, for peers that listen with TLS${trust}`;
}

/** The same for a step that replaces members again whose template did not come to all of them: one that is broken is mended by it. */
export const mendingGate = (group: string, cluster: string): string =>
  `all voters of ${group} outside ${cluster} answer, follow one leader and are caught up; of ${cluster} only one that its template broke is missing`;

/** What must be true before a step is taken: the step before it is done, in whichever group, and no voter is missing. */
export function gateText({ groups, thawed, drained }: OperatingState, group: string, lost: readonly string[] = []): string {
  const [changed, begun] = Object.entries(groups ?? {})
    .map(([name, ledger]) => [name, memberInChange(ledger)] as const)
    .find(([, member]) => member !== undefined) ?? [group, undefined];
  const done =
    begun && begun.role !== 'leaving' && lost.includes(begun.cluster)
      ? undefined
      : begun?.role === 'joining'
        ? `${begun.name} votes`
        : begun?.role === 'joining-learner'
          ? `${begun.name} is a learner`
          : begun
            ? `${begun.name} is no longer a member`
            : thawed.length > 0
              ? `all members of ${thawed.join(' and ')} run their new template`
              : drained.length > 0
                ? `every member that was evicted in ${drained.join(' and ')} is ready again`
                : undefined;
  const asked = [...new Set([changed, group])].join(' and of ');
  return [
    ...(done === undefined ? [] : [done]),
    `all voters of ${asked}${lost.length > 0 ? ` outside of ${lost.join(' and ')}` : ''} answer, follow one leader and are caught up`,
  ].join('; ');
}

/** How a step is undone, or why it cannot be. */
export function undoOf({ kind, member, cluster }: GroupChange): StepPlan['undo'] {
  switch (kind) {
    case 'add-voter':
    case 'add-learner':
      return { possible: true, how: `${member} is removed from the group and stopped; its volume is kept` };
    case 'remove-voter':
    case 'remove-learner':
      return {
        possible: false,
        how: `${member} is no longer a member, and the data on its volume is stale: add it again, on a new volume`,
      };
    case 'grow':
      return { possible: false, how: 'no volume can shrink' };
    case 'template':
      return { possible: false, how: `the StatefulSet in ${cluster} may have been made anew already` };
    case 'give-up':
      return { possible: false, how: `${member} is no member any more: the next step takes it in again` };
    case 'replace':
      return { possible: false, how: `the data of ${member} is lost` };
    case 'upgrade':
      return { possible: false, how: `members of ${cluster} may have written data that the older version cannot read` };
    case 'reissue':
      return { possible: false, how: 'all members trust both authorities: give the old issuer again, and the next step is the way back' };
    case 'rollout':
      return { possible: true, how: `${cluster} is frozen, and the next step gives its members the old template` };
  }
}

/** What an operator must do where no job changes the membership. */
export function manualActions({ kind, member, cluster }: GroupChange): readonly string[] {
  switch (kind) {
    case 'add-voter':
    case 'replace':
      return [
        `before the commit is applied in ${cluster}: add ${member} to the group, as a learner where the engine has learners`,
        `once ${member} has caught up: promote it to a voter`,
      ];
    case 'add-learner':
      return [`before the commit is applied in ${cluster}: add ${member} to the group as a learner`];
    case 'give-up':
    case 'remove-voter':
    case 'remove-learner':
      return [`before the commit is applied in ${cluster}: remove ${member} from the group`];
    case 'grow':
    case 'template':
    case 'reissue':
    case 'upgrade':
    case 'rollout':
      return [];
  }
}

/** What somebody does whoever changes the membership: Kubernetes lets no claim template and no class of a claim change. */
export function bySomebody({ kind, member, cluster }: GroupChange, { system, namespace = system }: SystemTarget): readonly string[] {
  const kubectl = `kubectl --context ${cluster} --namespace ${namespace}`;
  switch (kind) {
    case 'grow':
      return [`see that the class of the volumes allows expansion: kubectl --context ${cluster} get storageclass`];
    case 'template':
      return [
        `once Argo CD says that it cannot compare the StatefulSet in ${cluster}, let it make that anew around its pods: ${kubectl} delete statefulset ${poolName(system, 'voter')} --cascade=orphan`,
      ];
    case 'give-up':
      return [
        `once the group has removed ${member}, delete its volume: ${kubectl} delete persistentvolumeclaim ${volumeClaim(member)} --wait=false`,
        `then its pod, which comes again on a new one: ${kubectl} delete pod ${member}`,
      ];
    default:
      return [];
  }
}

const volumeClaim = (member: string | undefined): string => `data-${member}`;
