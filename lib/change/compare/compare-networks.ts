import type { SystemDocument } from '../../plan/document/system-document';
import { type AddressRange, rangesOf, subtractRanges } from '../../plan/network/address-ranges';
import type { ChangeKind } from '../catalogue';
import { type Change, changeOf, isSame } from '../change';
import { type GoneAddresses, goneOf, goneText, isNothing, whyNotOneNarrowing } from '../network-steps';

type Ledger = Pick<SystemDocument, 'state'>;

/** Changes to the addresses that the ledger of a system has. */
export function compareNetworks(old: Pick<SystemDocument, 'name' | 'state'>, now: Ledger): readonly Change[] {
  const [before, after] = [old.state.networks, now.state.networks];
  const found = { place: { system: old.name }, formed: true };
  if (!after || isSame(before, after)) return [];
  const problem = whyNotOneNarrowing(before, after);
  if (problem !== undefined) return [changeOf('ledger.not-one-step', { ...found, after: problem })];
  const narrowed = narrowedIn(old, now).map(([cluster, gone]) => `${goneText(cluster, gone)} are no longer admitted`);
  return narrowed.length > 0
    ? [changeOf('ledger.step', { ...found, after: narrowed })]
    : [changeOf('ledger.networks', { ...found, after: Object.keys(after) })];
}

/** The addresses of each cluster that a system's ledger no longer has. */
const narrowedIn = (old: Ledger, now: Ledger): readonly (readonly [cluster: string, gone: GoneAddresses])[] =>
  Object.entries(old.state.networks ?? {}).flatMap(([cluster, before]) => {
    const gone = goneOf(before, now.state.networks?.[cluster]);
    return isNothing(gone) ? [] : [[cluster, gone] as const];
  });

/** Whether a step of the ledger no longer admits all these addresses. */
export function isNarrowed(old: Ledger | undefined, now: Ledger | undefined, ranges: readonly AddressRange[]): boolean {
  if (!old || !now) return false;
  const gone: readonly AddressRange[] = narrowedIn(old, now).flatMap(([, { pods, members, dns, apiServers }]) => [
    ...pods,
    ...members,
    ...dns,
    ...apiServers.map(({ range }) => range),
  ]);
  return gone.length > 0 && subtractRanges(ranges, gone).length === 0;
}

/** The kind of a change of the ranges from which a load balancer is reached; undefined where others go than those of a step. */
export function sourceRangesKind(
  before: readonly string[],
  after: readonly string[],
  old: Ledger | undefined,
  now: Ledger | undefined,
): ChangeKind | undefined {
  // A load balancer without ranges admits everybody.
  if (before.length === 0 || after.length === 0) return undefined;
  const closed = subtractRanges(rangesOf(before), rangesOf(after));
  if (closed.length === 0) return 'network.opened';
  return isNarrowed(old, now, closed) ? 'network.narrowed' : undefined;
}
