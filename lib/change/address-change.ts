import type { ApiServer } from '../domain/cluster';
import type { NetworkLedger, OperatingState } from '../domain/operating-state';
import type { ClusterDocument } from '../plan/document/cluster-document';
import { rangesOf, subtractRanges } from '../plan/network/address-ranges';
import { memberRangesOf } from '../plan/network/admitted';
import type { ChangeKind } from './catalogue';

/** The ranges of the addresses of a cluster's members: its pod ranges, and those that its network shows to other clusters instead. */
export const memberRanges = ({
  podCidrs = [],
  memberCidrs = [],
}: Partial<Pick<ClusterDocument, 'podCidrs' | 'memberCidrs'>>): readonly string[] => [...new Set([...podCidrs, ...memberCidrs])].sort();

/** The ledgers of a system in two outputs; the second one has none where the system is gone. */
export interface LedgerPair {
  readonly before: Pick<OperatingState, 'networks'>;
  readonly after: Pick<OperatingState, 'networks'> | undefined;
}

/**
 * The kind of a change of a cluster's address ranges; undefined where both lists are equal. Ranges that the ledger of each system has are
 * still admitted.
 *
 * @param ledgers those of the systems with members in the cluster
 */
export function addressChange(
  before: readonly string[],
  after: readonly string[],
  cluster = '',
  ledgers: readonly LedgerPair[] = [],
): ChangeKind | undefined {
  if (before.join() === after.join()) return undefined;
  const plain = kindOf(before, after);
  if (plain === 'cluster.pod-addresses-more' || ledgers.length === 0) return plain;
  const kinds = ledgers.map(ledger => {
    const known = knownRanges(ledger.after?.networks?.[cluster]);
    // What a step no longer admits in the same commit was admitted before it, and is not lost by the program.
    const kept = known.filter(cidr => knownRanges(ledger.before.networks?.[cluster]).includes(cidr));
    return kindOf([...before, ...kept], [...after, ...known]);
  });
  return kinds.find(kind => kind === 'cluster.pod-addresses-moved') ?? kinds.find(isLoss) ?? 'cluster.addresses-in-steps';
}

const isLoss = (kind: ChangeKind): boolean => kind === 'cluster.pod-addresses-fewer';

const knownRanges = (network: NetworkLedger | undefined): readonly string[] =>
  network ? [...new Set([...network.podCidrs, ...memberRangesOf(network)])] : [];

function kindOf(before: readonly string[], after: readonly string[]): ChangeKind {
  const lost = subtractRanges(rangesOf(before), rangesOf(after)).length > 0;
  const gained = subtractRanges(rangesOf(after), rangesOf(before)).length > 0;
  if (lost) return gained ? 'cluster.pod-addresses-moved' : 'cluster.pod-addresses-fewer';
  return 'cluster.pod-addresses-more';
}

/** Whether the ledger of each system still has DNS servers or API servers of a cluster that the program no longer declares. */
export const areStillAdmitted = (
  cluster: string,
  ledgers: readonly LedgerPair[],
  lost: {
    readonly dnsCidrs?: readonly string[];
    readonly apiServer?: ApiServer;
  },
): boolean =>
  ledgers.length > 0 &&
  ledgers.every(({ after }) => {
    const { dnsCidrs = [], apiServers = [] } = after?.networks?.[cluster] ?? {};
    const at = apiServers.flatMap(({ cidrs, port }) => (port === lost.apiServer?.port ? cidrs : []));
    return isWithin(lost.dnsCidrs ?? [], dnsCidrs) && isWithin(lost.apiServer?.cidrs ?? [], at);
  });

const isWithin = (cidrs: readonly string[], others: readonly string[]): boolean =>
  subtractRanges(rangesOf(cidrs), rangesOf(others)).length === 0;
