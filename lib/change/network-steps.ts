import type { ApiServer } from '../domain/cluster';
import type { NetworkLedger, OperatingState } from '../domain/operating-state';
import type { StepPlan } from '../plan/model/step-plan';
import { type AddressRange, rangesOf, rangeText, subtractRanges } from '../plan/network/address-ranges';
import { memberRangesOf, widened } from '../plan/network/admitted';
import type { SystemTarget } from './target';

/** Addresses of one cluster that are no longer admitted. */
export interface GoneAddresses {
  readonly pods: readonly AddressRange[];
  /** Ranges under which other clusters saw its members, where they are not those of pods. */
  readonly members: readonly AddressRange[];
  readonly dns: readonly AddressRange[];
  readonly apiServers: readonly {
    readonly range: AddressRange;
    readonly port: number;
  }[];
}

/** A step after which some addresses of one cluster are no longer admitted. */
export interface Narrowing {
  readonly cluster: string;
  readonly gone: GoneAddresses;
  readonly networks: NonNullable<OperatingState['networks']>;
}

/**
 * A ledger that has what the program declares of each cluster as well: that is admitted already. What it has besides stays. Clusters that
 * the system has nothing to do with any more are left out.
 */
export function withNetworks(state: OperatingState, { networks: declared }: Pick<SystemTarget, 'networks'>): OperatingState {
  if (!declared || Object.keys(declared).length === 0) return state;
  const known = state.networks ?? {};
  const networks = Object.entries(declared).map(([cluster, network]) => [cluster, widened(network, known[cluster])] as const);
  return { ...state, networks: Object.fromEntries(networks) };
}

/** What the ledger has and the program no longer declares, cluster by cluster. */
export function narrowings(state: OperatingState, { networks: declared = {} }: Pick<SystemTarget, 'networks'>): readonly Narrowing[] {
  const steps: Narrowing[] = [];
  let networks = state.networks ?? {};
  for (const [cluster, network] of Object.entries(declared)) {
    const gone = goneOf(networks[cluster], network);
    if (isNothing(gone)) continue;
    networks = { ...networks, [cluster]: network };
    steps.push({ cluster, gone, networks });
  }
  return steps;
}

/** The addresses that one ledger of a cluster has and another one has not. */
export function goneOf(before: NetworkLedger | undefined, after: NetworkLedger | undefined): GoneAddresses {
  if (!before || !after) return { pods: [], members: [], dns: [], apiServers: [] };
  const less = (was: readonly string[] = [], is: readonly string[] = []): readonly AddressRange[] =>
    subtractRanges(rangesOf(was), rangesOf(is));
  const at = (servers: readonly ApiServer[] = [], port: number): readonly string[] =>
    servers.flatMap(server => (server.port === port ? server.cidrs : []));
  const ports = new Set((before.apiServers ?? []).map(({ port }) => port));
  const pods = less(before.podCidrs, after.podCidrs);
  return {
    pods,
    members: subtractRanges(less(memberRangesOf(before), memberRangesOf(after)), pods),
    dns: less(before.dnsCidrs, after.dnsCidrs),
    apiServers: [...ports].flatMap(port => less(at(before.apiServers, port), at(after.apiServers, port)).map(range => ({ range, port }))),
  };
}

/** The addresses that a step no longer admits; none for other steps. */
export const goneBy = ({ networks = {} }: OperatingState, { cluster = '', ledger }: Pick<StepPlan, 'cluster' | 'ledger'>): GoneAddresses =>
  goneOf(networks[cluster], ledger.networks?.[cluster]);

/** Whether nothing is gone. */
export const isNothing = ({ pods, members, dns, apiServers }: GoneAddresses): boolean =>
  pods.length + members.length + dns.length + apiServers.length === 0;

/** Addresses that are gone, in words: `10.1.0.0/16 of london`. */
export function goneText(cluster: string, { pods, members, dns, apiServers }: GoneAddresses): string {
  const words = (ranges: readonly AddressRange[], what = ''): readonly string[] =>
    ranges.length === 0 ? [] : [`${what}${rangesText(ranges)}`];
  return `${[
    ...words([...pods, ...members]),
    ...words(dns, 'DNS at '),
    ...apiServers.map(({ range, port }) => `the API server at ${rangeText(range)}, port ${port}`),
  ].join(', ')} of ${cluster}`;
}

const rangesText = (ranges: readonly AddressRange[]): string => ranges.map(rangeText).join(' and ');

/** The words of a step after which addresses are no longer admitted. */
export function narrowText(
  { cluster, gone }: Narrowing,
  { namespace, system }: Pick<SystemTarget, 'namespace' | 'system'>,
): Pick<StepPlan, 'does' | 'byHand'> & { readonly gates: readonly string[] } {
  const { pods, members, dns, apiServers } = gone;
  const kubectl = `kubectl --context ${cluster}`;
  return {
    does: `no longer admit ${goneText(cluster, gone)}`,
    gates: [
      ...(pods.length > 0 ? [`no pod of ${cluster} has an address in ${rangesText(pods)}`] : []),
      ...(members.length > 0 ? [`no other cluster sees members of ${cluster} in ${rangesText(members)}`] : []),
      ...(dns.length > 0 ? [`no pod of ${cluster} asks a DNS server in ${rangesText(dns)}`] : []),
      ...apiServers.map(({ range, port }) => `the API server of ${cluster} has no address in ${rangeText(range)} at port ${port}`),
    ],
    byHand: [
      ...(pods.length > 0
        ? [
            `see that no node gives pods addresses of ${rangesText(pods)} any more: ${kubectl} get nodes --output custom-columns=NODE:.metadata.name,PODS:.spec.podCIDRs`,
          ]
        : []),
      ...(members.length > 0 ? [`see in the network between clusters that it shows nothing of ${cluster} in ${rangesText(members)}`] : []),
      ...(dns.length > 0
        ? [
            `see which DNS servers pods use: ${kubectl} --namespace ${namespace ?? system} get pods --output custom-columns=POD:.metadata.name,DNS:.spec.dnsConfig.nameservers, and clusterDNS of the kubelets`,
          ]
        : []),
    ],
  };
}

/** Why one set of admitted addresses does not follow from another by one step; undefined where it does. */
export function whyNotOneNarrowing(before: OperatingState['networks'] = {}, after: OperatingState['networks'] = {}): string | undefined {
  const narrowed = Object.keys(before).filter(cluster => !isNothing(goneOf(before[cluster], after[cluster])));
  return narrowed.length > 1 ? `addresses of ${narrowed.join(' and ')} are no longer admitted at once` : undefined;
}
