import type { Dns } from '../../domain/dns';
import { failoverOrder } from '../access/failover-order';
import type { ClientRoutingInput } from '../names/quorum-check';

/** Where what leads clients runs. It sees clusters from there, and loses sight of one with the link to it. */
export interface Viewpoints {
  /** Clusters with load balancers, gateways or name servers; empty where what leads clients stands outside, or is the client itself. */
  readonly clusters: readonly string[];
  /** Clusters that clients are led to, in the order in which they take over. */
  readonly targets: readonly string[];
  /** Whether the first target that is healthy gets all clients, or all that are share them. */
  readonly share: 'first' | 'all';
  /** What sees that a cluster cannot serve: nothing, a connection, or a member that has a leader. */
  readonly sees: () => 'nothing' | 'connections' | 'leaders';
  /** Whether a commit can take one of them out of the name that clients use. */
  readonly leave: 'by-commit' | 'never';
}

/** From where the clients of a system are led. */
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
