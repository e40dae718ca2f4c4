import { candidatesOf } from '../../plan/access/candidates';
import { systemRule } from '../rule';

/** k8gb knows one primary, and no order of the others. */
export const k8gbStandbyOrder = systemRule(
  {
    name: 'k8gb/standby-order',
    severity: 'warning',
    demands: 'A name for which k8gb fails over in an order has two clusters.',
    why: 'Once the primary is lost, k8gb answers with all other healthy clusters at once, in no order.',
    source: 'k8gb, controllers/providers/k8gbendpoint/applicationDNSEndpoint.go: there is a primary geotag and no list.',
  },
  ({ publication, system: { topology }, seats }) => {
    const how = publication?.how;
    if (how?.kind !== 'delegated' || how.strategy.kind !== 'failover') return [];
    const [primary, ...others] = candidatesOf(topology, seats).map(({ cluster }) => cluster.name);
    if (others.length < 2) return [];
    const problem = `once ${primary ?? ''} is lost, k8gb routes clients to ${others.join(' and ')} at once, not in order`;
    return [{ problem, fix: 'keep one standby that can serve, or accept that they share the clients' }];
  },
);
