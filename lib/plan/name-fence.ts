import type { Dns, NameFence } from '../domain/dns';
import { checkIds } from '../domain/health-checks';
import type { RaftSystem } from '../domain/raft-system';
import type { Publication } from './publication';
import type { SeatPlan } from './system-plan';

/** What the fence of a name depends on. */
export interface FenceSource {
  readonly system: RaftSystem;
  readonly publication: Publication | undefined;
  readonly dns: Dns;
}

/** What keeps one cluster from taking the name back; undefined where the name never moves, or there is none. */
export function fenceOf(cluster: string, { system: { access }, publication, dns }: FenceSource): NameFence | undefined {
  if (access.kind !== 'dns') return undefined; // addresses of load balancers and gateways stay, whoever serves
  const { fence } = dns.provider.capabilities;
  switch (publication?.kind) {
    case 'computed':
    case 'delegated':
    case 'terraform':
    case 'waiting':
      return 'checks';
    case 'members':
      return checkIds(access.healthChecks).has(cluster) ? 'checks' : fence;
    case 'parts':
      return fence;
    case 'shared':
      return dns.writers && !dns.writers.some(({ name }) => name === cluster) ? 'writer' : fence;
    case undefined:
      return undefined;
  }
}

/** What keeps the clusters that serve from taking the name back once it has moved: the weakest of their fences. */
export function planNameFence(seats: readonly SeatPlan[], source: FenceSource): NameFence | undefined {
  if (seats.filter(({ serves }) => serves).length < 2) return undefined; // there is nobody to move to
  const fences = seats.filter(({ role }) => role === 'active').map(({ cluster }) => fenceOf(cluster.name, source));
  return weakestFirst.find(fence => fences.includes(fence));
}

const weakestFirst = ['none', 'keys', 'writer', 'checks'] as const;
