import type { ClusterDocument } from '../../plan/document/cluster-document';
import type { SystemDocument } from '../../plan/document/system-document';
import { memberRangesOf, serversOf, unionOf } from '../../plan/network/admitted';

/** The addresses of a cluster that the policies of a system admit: those of the plan, and those that its ledger has besides. */
export interface AdmittedFacts extends Omit<ClusterDocument, 'apiServer'> {
  readonly apiServers: readonly NonNullable<ClusterDocument['apiServer']>[];
}

/** What a system admits of a cluster. */
export function admittedFacts({ apiServer, ...facts }: ClusterDocument, { state }: Pick<SystemDocument, 'state'>): AdmittedFacts {
  const declared = apiServer ? [apiServer] : [];
  const known = state.networks?.[facts.name];
  if (!known) return { ...facts, apiServers: declared };
  return {
    ...facts,
    podCidrs: unionOf(facts.podCidrs, known.podCidrs),
    memberCidrs: unionOf(facts.memberCidrs, memberRangesOf(known)),
    dnsCidrs: unionOf(facts.dnsCidrs, known.dnsCidrs),
    apiServers: serversOf(declared, known.apiServers),
  };
}
