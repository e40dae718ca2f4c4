import type { NameFence } from '../../domain/dns';
import type { Fleet } from '../../domain/fleet';
import { checkIds } from '../../domain/health-checks';
import type { RaftSystem } from '../../domain/raft-system';
import type { Publication } from '../model/publication-plan';
import type { SeatPlan } from '../model/system-plan';
import { checksSeeQuorum } from './quorum-check';
import { hasOwnKey } from './update-key';

/** The facts that the fence of a name depends on. */
export interface FenceSource {
  readonly system: RaftSystem;
  readonly publication: Publication | undefined;
  readonly fleet: Fleet;
  readonly seats: readonly SeatPlan[];
}

/** What keeps one cluster from writing its old record again; undefined where the name never moves or there is no name. */
export function fenceOf(cluster: string, source: FenceSource): NameFence | undefined {
  const { publication, fleet, system } = source;
  const keys = (): NameFence => (fleet.dns.provider.capabilities.fence === 'keys' && hasOwnKey(cluster, fleet) ? 'keys' : 'none');
  const writes = (): boolean => !fleet.dns.writers || fleet.dns.writers.some(({ name }) => name === cluster);
  const writerFence = (): NameFence => (writes() ? keys() : 'writer');
  switch (publication?.kind) {
    case 'delegated':
    case 'waiting':
      return 'checks';
    case 'terraform':
      return checksFence(source) ? 'checks' : 'writer'; // no cluster writes the name
    case 'computed':
      return checksFence(source) ? 'checks' : writerFence();
    case 'members':
      return checksFence(source) && checkIds(system.access.kind === 'dns' ? system.access.healthChecks : undefined).has(cluster)
        ? 'checks'
        : keys();
    case 'parts':
      return keys();
    case 'shared':
      return writerFence();
    case undefined:
      return siteFence(cluster, source);
  }
}

/**
 * Whether health checks keep clients away from a cluster after a commit has moved the name.
 *
 * The checks must fail on members without a leader. Where another group can take over, they are no fence: the old group may still have all
 * of its members. Where all clusters serve, no name moves from one to another, and checks are enough.
 */
function checksFence({ system, seats }: FenceSource): boolean {
  if (anotherGroup(seats)) return false;
  return system.topology.kind === 'active-active' || checksSeeQuorum({ system, active: seats.filter(({ role }) => role === 'active') });
}

/** Whether more than one group can serve. */
function anotherGroup(seats: readonly SeatPlan[]): boolean {
  return new Set(seats.filter(({ serves }) => serves).map(({ group }) => group.name)).size > 1;
}

/**
 * The name of load balancers and gateways does not move. But one in a cluster that is cut off still routes its clients to the old group.
 */
function siteFence(cluster: string, { system: { access }, seats }: FenceSource): NameFence | undefined {
  const sites = access.kind === 'load-balancer' ? access.sites.map(site => site.cluster) : access.kind === 'gateway' ? access.sites : [];
  return sites.some(({ name }) => name === cluster) && anotherGroup(seats) ? 'none' : undefined;
}

/** What keeps the old active clusters from writing their record again after the name has moved: the weakest of their fences. */
export function planNameFence(source: FenceSource): NameFence | undefined {
  if (source.seats.filter(({ serves }) => serves).length < 2) return undefined; // the name has no other cluster to move to
  const fences = source.seats.filter(({ role }) => role === 'active').map(({ cluster }) => fenceOf(cluster.name, source));
  return weakestFirst.find(fence => fences.includes(fence));
}

const weakestFirst = ['none', 'keys', 'writer', 'checks'] as const;
