import { type AddressRange, parseCidr, rangesOverlap, rangeText } from '../plan/network/address-ranges';
import type { GoneAddresses } from './network-steps';

/** What a cluster reports of its addresses: the parts of its answers that the gate of a `narrow` needs. */
export interface AddressAnswer {
  /** Its pods that have not ended, in all namespaces, with their addresses; undefined where it does not say. */
  readonly pods: readonly { readonly name: string; readonly addresses: readonly string[] }[] | undefined;
  /** Addresses of its DNS Service and of the pods behind it; none where it has no such Service. */
  readonly dns: readonly string[];
  /** Where its API server answers; undefined where it does not say. */
  readonly apiServers: readonly { readonly address: string; readonly port: number }[] | undefined;
}

/** The most pods that are named. */
const most = 3;

/** Why addresses of a cluster must still be admitted: something there has them. None where nothing has. */
export function addressesInUse(cluster: string, gone: GoneAddresses, answer: AddressAnswer): readonly string[] {
  const { pods, dns, apiServers } = gone;
  return [
    ...pods.flatMap(range => podsIn(cluster, range, answer)),
    ...dns.flatMap(range =>
      answer.dns.filter(address => isIn(address, range)).map(address => `the DNS of ${cluster} still answers at ${address}`),
    ),
    ...(apiServers.length > 0 && !answer.apiServers ? [`${cluster} does not say at which addresses its API server answers`] : []),
    ...apiServers.flatMap(({ range, port }) =>
      (answer.apiServers ?? [])
        .filter(server => server.port === port && isIn(server.address, range))
        .map(server => `the API server of ${cluster} still answers at ${server.address}, port ${port}`),
    ),
  ];
}

function podsIn(cluster: string, range: AddressRange, { pods }: AddressAnswer): readonly string[] {
  if (!pods) return [`${cluster} does not say which pods have an address in ${rangeText(range)}`];
  const names = pods.filter(({ addresses }) => addresses.some(address => isIn(address, range))).map(({ name }) => name);
  if (names.length === 0) return [];
  const shown = [...names.slice(0, most), ...(names.length > most ? [`${names.length - most} more`] : [])];
  return [`${shown.join(', ')} in ${cluster} ${names.length === 1 ? 'has' : 'have'} an address in ${rangeText(range)}`];
}

function isIn(address: string, range: AddressRange): boolean {
  const one = parseCidr(`${address}/${address.includes(':') ? 128 : 32}`);
  return one !== undefined && rangesOverlap(one, range);
}
