import type { DnsAccess } from '../../domain/access';
import type { AnswerSelection, DelegationStrategy } from '../../domain/dns';
import { isIP } from '../../domain/ip-family';
import type { RoutingPolicy } from '../../domain/record-route';
import type { Topology } from '../../domain/topology';
import { type NamedSeat, sharesOf } from '../access/candidates';
import { endpointsOf } from '../access/endpoints';

/** What is asked of a name, in the terms of each way in which it may be published. */
export interface NameRequirements {
  readonly description: string;
  /** Policies that do it, the best first. */
  readonly policies: readonly RoutingPolicy[];
  /** What a server that computes the answer chooses by; undefined where none does what was asked. */
  readonly selection: AnswerSelection | undefined;
  /** What a controller in the clusters is told; undefined where none does what was asked. */
  readonly strategy: DelegationStrategy | undefined;
}

/** What a topology asks of its name. */
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
      // A name has one CNAME only, so load balancers' names share it by equal weights.
      const aliases = candidates.some(({ cluster, clientHost }) =>
        endpointsOf(access.exposure, cluster, clientHost).some(target => isIP(target) === 0),
      );
      const policies: readonly RoutingPolicy[] = aliases ? ['weighted'] : ['multivalue', 'weighted'];
      return { description: 'round robin', policies, selection: 'all-healthy', strategy: { kind: 'round-robin' } };
    }
    case 'latency':
      return { description: 'traffic by latency', policies: ['latency'], selection: undefined, strategy: undefined };
    case 'geo':
      // Those who answer by distance take no list of places.
      return { description: 'traffic by place', policies: ['geolocation'], selection: undefined, strategy: undefined };
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
 * A primary and a secondary are for two clusters whose order stays. Else one cluster weighs 1 and the others 0, which answer once
 * the one is unhealthy.
 *
 * A commit that makes another cluster active changes a weight in each cluster, one after the other. Of primaries Route 53 keeps one only,
 * and each cluster writes its own record: two that are to exchange their places would wait for each other for ever. Nor does a third
 * cluster change the policy, beside which the records of a lost one could not stand.
 */
const failover = (candidates: readonly NamedSeat[], policy: 'failover' | 'weighted'): NameRequirements => ({
  description: 'failover in order',
  policies: [policy],
  selection: 'first-healthy',
  strategy: { kind: 'failover', primary: candidates[0]?.cluster.name ?? '' },
});
