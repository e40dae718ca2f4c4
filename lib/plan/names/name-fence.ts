import type { NameFence } from '../../domain/dns';
import type { Fleet } from '../../domain/fleet';
import { checkIds } from '../../domain/health-checks';
import type { RaftSystem } from '../../domain/raft-system';
import type { Publication } from '../model/publication-plan';
import type { SeatPlan } from '../model/system-plan';
import { checksSeeQuorum } from './quorum-check';
import { hasOwnKey } from './update-key';

/** What the fence of a name depends on. */
export interface FenceSource {
  readonly system: RaftSystem;
  readonly publication: Publication | undefined;
  readonly fleet: Fleet;
  readonly seats: readonly SeatPlan[];
}

/** What keeps one cluster from taking the name back; undefined where the name never moves, or there is none. */
export function fenceOf(cluster: string, source: FenceSource): NameFence | undefined {
  const { publication, fleet, system } = source;
  const keys = (): NameFence => (fleet.dns.provider.capabilities.fence === 'keys' && hasOwnKey(cluster, fleet) ? 'keys' : 'none');
  const writes = (): boolean => !fleet.dns.writers || fleet.dns.writers.some(({ name }) => name === cluster);
  const written = (): NameFence => (writes() ? keys() : 'writer');
  switch (publication?.kind) {
    case 'delegated':
    case 'waiting':
      return 'checks';
    case 'terraform':
      return checksFence(source) ? 'checks' : 'writer'; // no cluster writes the name
    case 'computed':
      return checksFence(source) ? 'checks' : written();
    case 'members':
      return checksFence(source) && checkIds(system.access.kind === 'dns' ? system.access.healthChecks : undefined).has(cluster)
        ? 'checks'
        : keys();
    case 'parts':
      return keys();
    case 'shared':
      return written();
    case undefined:
      return siteFence(cluster, source);
  }
}

/**
 * Whether checks keep clients away from a cluster that a commit has moved them from: without a leader its members must fail them, and a
 * group whose place another one has taken may have all of its members. Where all clusters serve none is moved from: each keeps its part.
 */
function checksFence({ system, seats }: FenceSource): boolean {
  if (anotherGroup(seats)) return false;
  return system.topology.kind === 'active-active' || checksSeeQuorum({ system, active: seats.filter(({ role }) => role === 'active') });
}

/** Whether a group can take the place of the one that serves. */
function anotherGroup(seats: readonly SeatPlan[]): boolean {
  return new Set(seats.filter(({ serves }) => serves).map(({ group }) => group.name)).size > 1;
}

/** The name of load balancers and gateways stays. What runs in a cluster that is cut off still leads whom it reaches to its own group. */
function siteFence(cluster: string, { system: { access }, seats }: FenceSource): NameFence | undefined {
  const sites = access.kind === 'load-balancer' ? access.sites.map(site => site.cluster) : access.kind === 'gateway' ? access.sites : [];
  return sites.some(({ name }) => name === cluster) && anotherGroup(seats) ? 'none' : undefined;
}

/** What keeps the clusters that serve from taking the name back once it has moved: the weakest of their fences. */
export function planNameFence(source: FenceSource): NameFence | undefined {
  if (source.seats.filter(({ serves }) => serves).length < 2) return undefined; // there is nobody to move to
  const fences = source.seats.filter(({ role }) => role === 'active').map(({ cluster }) => fenceOf(cluster.name, source));
  return weakestFirst.find(fence => fences.includes(fence));
}

const weakestFirst = ['none', 'keys', 'writer', 'checks'] as const;
