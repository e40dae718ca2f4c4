import type { DifferenceKind, SetDifference } from './set-difference';

/** The kind of a difference outside the pod template of a StatefulSet; undefined for one inside it. */
export function setKind(difference: SetDifference): DifferenceKind {
  const { path, after, context } = difference;
  const { seat, nextSeat } = context;
  if (path.startsWith('spec.template.')) return undefined;
  if (path.endsWith('argocd.argoproj.io/sync-options')) return confirms(after) ? 'object.metadata' : 'storage.unconfirmed';
  if (path.startsWith('metadata.') || path === 'apiVersion') return 'object.metadata';
  if (path === 'spec.replicas') return replicas(difference);
  if (path === 'spec.ordinals.start') return seat?.firstOrdinal === nextSeat?.firstOrdinal ? 'members.ordinals' : 'in-plan';
  if (path.startsWith('spec.updateStrategy')) return strategy(difference);
  if (path.startsWith('spec.persistentVolumeClaimRetentionPolicy'))
    return JSON.stringify(after)?.includes('Delete') ? 'storage.retention' : 'object.metadata';
  if (path === 'spec.podManagementPolicy') return after === 'Parallel' ? 'members.immutable-field' : 'members.ordered-start';
  if (path.startsWith('spec.volumeClaimTemplates')) return template(difference);
  return /^spec\.(serviceName|selector)/.test(path) ? 'members.immutable-field' : 'object.other';
}

/** A claim template changes by no commit: with a step of the ledger somebody lets it be made anew. */
function template({ path, before, after, context: { seat, nextSeat, old, now } }: SetDifference): DifferenceKind {
  const sameClass = seat?.storageClass === nextSeat?.storageClass;
  const recorded = now?.state.groups?.[nextSeat?.group ?? '']?.volumes !== undefined;
  const known = [before, after].map(side => JSON.stringify(side)?.replace(/"(storageClassName|storage)":"[^"]*"/g, ''));
  if (recorded && !sameClass && known[0] === known[1]) return 'members.immutable-field';
  if (/resources/.test(path)) return old?.storage.mebibytes === now?.storage.mebibytes ? 'members.immutable-field' : 'in-plan';
  return /storageClassName/.test(path) && !sameClass ? 'in-plan' : 'storage.claim';
}

const confirms = (options: unknown): boolean => typeof options === 'string' && options.includes('Prune=confirm');

/** A change of the plan covers replicas that follow the votes or the role of a standby. */
function replicas({ before, after, context: { seat, nextSeat } }: SetDifference): DifferenceKind {
  const planned = nextSeat?.replicas === after && (seat?.declared !== nextSeat?.declared || seat?.role !== nextSeat?.role);
  if (planned) return 'in-plan';
  return Number(after) < Number(before) ? 'members.fewer-replicas' : 'members.more-replicas';
}

/** A change of the plan covers a partition that follows the state or the number of members. */
function strategy({ path, after, pair, context: { old, now, seat, nextSeat, place } }: SetDifference): DifferenceKind {
  const spec = pair.after?.data['spec'] as { readonly updateStrategy?: { readonly type?: unknown } } | undefined;
  if (spec?.updateStrategy?.type !== 'RollingUpdate') return 'rollout.strategy';
  if (path.endsWith('.maxUnavailable')) return after === undefined || Number(after) === 1 ? 'object.metadata' : 'rollout.strategy';
  if (!path.endsWith('.partition')) return 'object.other';
  const cluster = place.cluster ?? '';
  const thawed = old?.state.thawed.includes(cluster) !== now?.state.thawed.includes(cluster);
  // Where members may be replaced, they are by no other template than the ledger's: the program has another one, or a step gives it to them.
  const isLedgers = now?.state.groups?.[seat?.group ?? '']?.templates?.[cluster] !== undefined && now.state.thawed.includes(cluster);
  return thawed || isLedgers || seat?.replicas !== nextSeat?.replicas || seat?.declared !== nextSeat?.declared
    ? 'in-plan'
    : 'rollout.partition';
}
