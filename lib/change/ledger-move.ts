import { isDeepStrictEqual } from 'node:util';
import type { GroupLedger, LedgerMember } from '../domain/operating-state';
import { isAtRest, settledGroup } from './ledger-edit';

/**
 * Why one ledger of a group does not follow from another by one step; undefined where it does. A step confirms the step before it and
 * starts one change: a member joins, leaves or is given up as lost, or it joins again on the volume after its lost one.
 */
export function whyNotOneStep(before: GroupLedger, after: GroupLedger): string | undefined {
  const names = [...new Set([...Object.keys(before.members), ...Object.keys(after.members)])];
  const settled = settledGroup(before);
  const gives = Object.entries(after.members).some(([name, { role }]) => role === 'lost' && before.members[name]?.role !== 'lost');
  // Beside a member that is given up what has not been done is taken back: who was leaving stays.
  const stays = (name: string): boolean => {
    const was = before.members[name];
    return gives && was?.role === 'leaving' && isDeepStrictEqual({ ...after.members[name], role: 'leaving' }, was);
  };
  const changed = names.filter(name => {
    const is = after.members[name];
    return !stays(name) && !isDeepStrictEqual(is, before.members[name]) && !isDeepStrictEqual(is, settled.members[name]);
  });
  const broken = changed.find(name => !begins(before.members[name], settled, name, after.members[name]));
  if (broken !== undefined) return `${broken} was ${words(before.members[broken])} and is ${words(after.members[broken])}`;
  if (changed.length > 1) return `${changed.join(' and ')} change at once`;
  const unsettled = names.filter(
    name => !stays(name) && !isDeepStrictEqual(after.members[name], settled.members[name]) && !changed.includes(name),
  );
  // A change under way may continue or be confirmed. It must be confirmed before another member changes.
  if (changed.length === 1 && unsettled.length > 0) return `${changed[0]} changes before ${unsettled[0]} is done`;
  const clusters = rolledOut(before, after);
  if (clusters.length > 1) return `members of ${clusters.join(' and ')} get another template at once`;
  const [old, now] = [before.certificates, after.certificates];
  if (clusters.length > 0 && old && now && old.issuer !== now.issuer)
    return `members of ${clusters.join(' and ')} get another template while the issuer of all certificates changes`;
  return undefined;
}

/**
 * Clusters whose members get another image or another pod template. One that comes has its own, one that goes none, and one that is
 * recorded for the first time, or frozen half way, gets none by it.
 */
export function rolledOut(before: GroupLedger, after: GroupLedger): readonly string[] {
  const [was, is] = [before.templates ?? {}, after.templates ?? {}];
  return Object.keys(before.images).filter(cluster => {
    const [old, now] = [was[cluster], is[cluster]];
    const image = after.images[cluster];
    if (image !== undefined && image !== before.images[cluster]) return true;
    return old !== undefined && now !== undefined && !isDeepStrictEqual(old, now);
  });
}

/** Whether a step may start this change of a member. In the given group, the change before it is done. */
function begins(was: LedgerMember | undefined, { members, left }: GroupLedger, name: string, is: LedgerMember | undefined): boolean {
  const settled = members[name];
  if (!is) return false;
  if (!settled) return (is.role === 'joining' || is.role === 'joining-learner') && is.volume === (left?.[name] ?? 0) + 1;
  if (is.cluster !== settled.cluster) return false;
  // A joining member that leaves again is an undo; one that was lost does not come again where its cluster is gone.
  if (is.role === 'leaving') return is.volume === settled.volume && was?.role !== 'leaving';
  if (settled.role === 'lost') return is.role === 'joining' && is.volume === settled.volume + 1;
  return is.role === 'lost' && settled.role === 'voter' && is.volume === settled.volume;
}

const words = (member: LedgerMember | undefined): string =>
  member ? `${isAtRest(member) ? `a ${member.role}` : member.role} in ${member.cluster} on volume ${member.volume}` : 'no member';
