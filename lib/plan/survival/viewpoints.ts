import type { Dns } from '../../domain/dns';
import { failoverOrder } from '../access/failover-order';
import type { ClientRoutingInput } from '../names/quorum-check';

/**
 * Where the components that route clients run. Each one sees clusters from its own cluster, and loses sight of a cluster with the link to
 * it.
 */
export interface Viewpoints {
  /** Clusters with load balancers, gateways or name servers; empty where routing happens outside of the clusters or in the client. */
  readonly clusters: readonly string[];
  /** Clusters that clients are routed to, in failover order. */
  readonly targets: readonly string[];
  /** Whether the first healthy target gets all clients, or all healthy targets share them. */
  readonly share: 'first' | 'all';
  /** What a component detects: nothing, that a cluster accepts no connections, or that its members have no leader. */
  readonly sees: () => 'nothing' | 'connections' | 'leaders';
  /** Whether a commit can remove one of these clusters from the name that clients use. */
  readonly leave: 'by-commit' | 'never';
}

/** Where the components that route the clients of a system run. */
export function viewpointsOf({ system, publication, seats, active }: ClientRoutingInput, dns: Dns): Viewpoints {
  const { access, topology } = system;
  const inOrder = failoverOrder(topology, seats).map(({ cluster }) => cluster.name);
  const ordered = topology.kind === 'active-standby' || topology.traffic.kind === 'ordered';
  const targets = ordered ? inOrder : inOrder.filter(name => active.some(({ cluster }) => cluster.name === name));
  const leaders = (): 'connections' | 'leaders' => (active[0]?.config.readiness.needs === 'process' ? 'connections' : 'leaders');
  const common = { targets, share: ordered ? 'first' : 'all', sees: leaders } as const;
  switch (access.kind) {
    case 'load-balancer':
      return { ...common, clusters: access.sites.map(({ cluster }) => cluster.name), leave: access.name ? 'by-commit' : 'never' };
    case 'gateway':
      return {
        ...common,
        clusters: access.sites.map(({ name }) => name),
        sees: () => (access.outliers ? leaders() : 'nothing'),
        leave: 'by-commit',
      };
    case 'dns': {
      const { tags } = dns.provider.delegatedZone ?? {};
      const answering = seats.map(({ cluster }) => cluster.name).filter(name => tags === undefined || name in tags);
      return { ...common, clusters: publication?.kind === 'delegated' ? answering : [], leave: 'never' };
    }
    case 'client-list':
    case 'internal':
      return { ...common, clusters: [], leave: 'never' };
  }
}
