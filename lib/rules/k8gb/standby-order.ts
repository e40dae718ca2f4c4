import { candidatesOf } from '../../plan/access/candidates';
import { systemRule } from '../rule';

/** k8gb knows a primary; the others are alike to it. */
export const k8gbStandbyOrder = systemRule(
  {
    name: 'k8gb/standby-order',
    severity: 'warning',
    demands: 'A name that k8gb leads to one cluster after the other has two of them.',
    why: 'Once the primary is lost, k8gb answers with all others that are healthy at a time, in no order.',
    source: 'k8gb, controllers/providers/k8gbendpoint/applicationDNSEndpoint.go: there is a primary geotag and no list.',
  },
  ({ publication, system: { topology }, seats }) => {
    const how = publication?.how;
    if (how?.kind !== 'delegated' || how.strategy.kind !== 'failover') return [];
    const [primary, ...others] = candidatesOf(topology, seats).map(({ cluster }) => cluster.name);
    if (others.length < 2) return [];
    const problem = `once ${primary ?? ''} is lost, clients are led to ${others.join(' and ')} alike, and not one after the other`;
    return [{ problem, fix: 'keep one standby that serves, or accept that they share the clients' }];
  },
);
