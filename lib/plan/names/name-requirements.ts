import type { DnsAccess } from '../../domain/access';
import type { AnswerSelection, DelegationStrategy } from '../../domain/dns';
import { isIP } from '../../domain/ip-family';
import type { RoutingPolicy } from '../../domain/record-route';
import type { Topology } from '../../domain/topology';
import { type NamedSeat, sharesOf } from '../access/candidates';
import { endpointsOf } from '../access/endpoints';

/** What a topology requires of its name, in the terms of each kind of provider. */
export interface NameRequirements {
  /** In words, for findings. */
  readonly description: string;
  /** Routing policies that satisfy it, the best first. */
  readonly policies: readonly RoutingPolicy[];
  /** How a server that computes answers would select them; undefined where no selection satisfies the requirement. */
  readonly selection: AnswerSelection | undefined;
  /** The strategy of a controller in the clusters; undefined where no strategy satisfies the requirement. */
  readonly strategy: DelegationStrategy | undefined;
}

/** What a topology requires of its name. */
export function nameRequirements(access: DnsAccess, topology: Topology, candidates: readonly NamedSeat[]): NameRequirements {
  if (topology.kind === 'active-standby') return failover(candidates, 'weighted');
  const { traffic } = topology;
  switch (traffic.kind) {
    case 'ordered':
      return failover(candidates, candidates.length === 2 ? 'failover' : 'weighted');
    case 'weighted': {
      const share = sharesOf(topology);
      const weights = candidates.map(({ cluster }) => [cluster.name, share.get(cluster.name) ?? 0] as const);
      return { description: 'weighted traffic', policies: ['weighted'], selection: 'weighted', strategy: { kind: 'weighted', weights } };
    }
    case 'round-robin': {
      // A name can have only one CNAME. So where targets are host names, each gets a record of equal weight.
      const aliases = candidates.some(({ cluster, clientHost }) =>
        endpointsOf(access.exposure, cluster, clientHost).some(target => isIP(target) === 0),
      );
      const policies: readonly RoutingPolicy[] = aliases ? ['weighted'] : ['multivalue', 'weighted'];
      return { description: 'round robin', policies, selection: 'all-healthy', strategy: { kind: 'round-robin' } };
    }
    case 'latency':
      return { description: 'traffic by latency', policies: ['latency'], selection: undefined, strategy: undefined };
    case 'geo':
      // Servers and controllers that answer by distance accept no list of locations.
      return { description: 'traffic by location', policies: ['geolocation'], selection: undefined, strategy: undefined };
    case 'proximity': {
      const plain = traffic.biases.every(([, bias]) => bias === 0);
      return {
        description: `traffic by distance${plain ? '' : ' with biases'}`,
        policies: ['geoproximity'],
        selection: plain ? 'closest' : undefined,
        strategy: plain ? { kind: 'geo' } : undefined,
      };
    }
  }
}

/**
 * PRIMARY and SECONDARY records are only for two clusters in an order that no commit changes. Otherwise the first cluster has weight 1 and
 * the others 0; those with 0 answer once the first is unhealthy.
 *
 * With weights, a commit that makes another cluster active changes one weight in each cluster, in any order. With failover records it would
 * never finish: Route 53 keeps only one PRIMARY, each cluster writes only its own record, and each would wait for the other. Weights also
 * work for a third cluster. A change of the policy would conflict with the records that a lost cluster left behind.
 */
const failover = (candidates: readonly NamedSeat[], policy: 'failover' | 'weighted'): NameRequirements => ({
  description: 'failover in order',
  policies: [policy],
  selection: 'first-healthy',
  strategy: { kind: 'failover', primary: candidates[0]?.cluster.name ?? '' },
});
