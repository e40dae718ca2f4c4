import type { ClientListAccess } from '../../domain/access';
import { checkIds } from '../../domain/health-checks';
import { candidatesOf } from '../access/candidates';
import { endpointsOf } from '../access/endpoints';
import { failoverOrder } from '../access/failover-order';
import { type ClientRoutingInput, checksSeeQuorum } from '../names/quorum-check';
import type { FailedConnections, FailoverMode, FailureMode } from './failover-mode';

/** The clusters and members that clients cannot reach after a loss. */
export interface Unreachable {
  /** Whole clusters. */
  readonly clusters: ReadonlySet<string>;
  /** How many members of a cluster are unreachable, out of a given number. */
  readonly members: (cluster: string, members: number) => number;
}

/** How the clients of one system are routed. */
export interface ClientRouting {
  /** How clients get away from clusters that serve or can serve, when these are lost or cut off. */
  readonly failover: (gone: ReadonlySet<string>, failureMode: FailureMode) => FailoverMode;
  readonly failedConnections: (missing: Unreachable) => FailedConnections;
  /** Clusters with the load balancers or gateways that clients connect to; empty where clients connect to the serving clusters directly. */
  readonly sites: readonly string[];
}

const noFailedConnections: FailedConnections = { worst: 0, typical: 0 };

/** How the clients of a system are routed, by its access. */
export function clientRouting(source: ClientRoutingInput): ClientRouting {
  const { access } = source.system;
  switch (access.kind) {
    case 'dns':
      return { failover: nameFailover(source), failedConnections: () => noFailedConnections, sites: [] };
    case 'load-balancer': {
      const sites = access.sites.map(({ cluster, addresses }) => ({ name: cluster.name, addresses: addresses?.length ?? 0 }));
      return throughSites(access.name ? sites : sites.map(site => ({ ...site, addresses: 0 })));
    }
    case 'gateway':
      return throughSites(
        access.sites.map(({ name, gateway }) => ({ name, addresses: gateway?.addresses.length ?? 0 })),
        access.outliers ? 'follows-checks' : 'follows-commit',
      );
    case 'client-list':
      return { failover: () => 'follows-checks', failedConnections: listFailures(access, source), sites: [] };
    case 'internal':
      return { failover: () => 'stays', failedConnections: () => noFailedConnections, sites: [] };
  }
}

/**
 * The routing by load balancers or gateways. Each of them sees which clusters it reaches, so a cluster that is cut off is the same to it as
 * a lost one. A gateway without outlier detection keeps routing clients there until a commit.
 */
function throughSites(
  sites: readonly { readonly name: string; readonly addresses: number }[],
  mode: FailoverMode = 'follows-checks',
): ClientRouting {
  return {
    sites: sites.map(({ name }) => name),
    failover: () => mode,
    failedConnections: ({ clusters }) => {
      const dead = sites.filter(({ name }) => clusters.has(name)).reduce((sum, { addresses }) => sum + addresses, 0);
      const all = sites.reduce((sum, { addresses }) => sum + addresses, 0);
      // Clients try the addresses in random order: this many dead ones come before the first live one, on average.
      return { worst: dead, typical: dead / (all - dead + 1) };
    },
  };
}

/**
 * Clients try the endpoints of a list in order. Where a cluster loses some of its members, at worst these are the first ones in the list.
 */
function listFailures(
  { exposure }: ClientListAccess,
  { system: { topology }, seats }: ClientRoutingInput,
): ClientRouting['failedConnections'] {
  const members = exposure.kind === 'pod-addresses';
  const listed = failoverOrder(topology, seats).map(({ cluster, clientHost, pool: { declared } }) => ({
    cluster: cluster.name,
    declared,
    endpoints: members ? declared : endpointsOf(exposure, cluster, clientHost).length,
  }));
  return missing => {
    let most = 0;
    for (const { cluster, declared, endpoints } of listed) {
      const gone = missing.members(cluster, declared);
      if (members || gone === declared) most += members ? gone : endpoints;
      if (gone < declared) break;
    }
    return { worst: most, typical: most };
  };
}

/** The record of one cluster behind a name. */
interface Answer {
  readonly cluster: string;
  /** Whether the record answers every client, wherever the client is. */
  readonly answersAll: boolean;
  /** Whether a health check removes the record from answers. A record without a check always counts as healthy. */
  readonly checked: boolean;
}

/**
 * Whether a name fails over without a commit: the record of every lost cluster has a health check, and a record that answers every client
 * is left. Checks notice a cluster that is cut off only if a member without a leader fails them.
 */
function nameFailover(source: ClientRoutingInput): ClientRouting['failover'] {
  const answers = answersOf(source);
  const named = new Map(answers.map(answer => [answer.cluster, answer]));
  const active = new Set(source.active.map(({ cluster }) => cluster.name));
  const seesQuorum = (): boolean => checksSeeQuorum(source);
  return (gone, failureMode) => {
    if (!answers.some(({ checked }) => checked)) return 'follows-commit';
    const left = answers.some(({ cluster, answersAll }) => answersAll && !gone.has(cluster));
    const leave = [...gone].every(cluster => named.get(cluster)?.checked ?? !active.has(cluster));
    return left && leave && (failureMode === 'lost' || seesQuorum()) ? 'follows-checks' : 'follows-commit';
  };
}

function answersOf({ system: { access, topology }, publication, records, seats }: ClientRoutingInput): readonly Answer[] {
  if (access.kind !== 'dns') return [];
  const answersAll = (cluster: string): boolean => {
    if (topology.kind !== 'active-active' || topology.traffic.kind !== 'geo') return true;
    return topology.traffic.locations.some(([one, { kind }]) => one.name === cluster && kind === 'default');
  };
  const names = candidatesOf(topology, seats).map(({ cluster }) => cluster.name);
  const answers = (clusters: readonly string[], checked: (cluster: string) => boolean): readonly Answer[] =>
    clusters.map(cluster => ({ cluster, answersAll: answersAll(cluster), checked: checked(cluster) }));
  switch (publication?.kind) {
    case 'members': {
      const checks = checkIds(access.healthChecks);
      const set = records.flatMap(({ setIdentifier }) => (setIdentifier === undefined ? [] : [setIdentifier]));
      return answers([...new Set(set)], cluster => checks.has(cluster));
    }
    case 'terraform':
    case 'computed':
      return answers(names, () => access.healthChecks !== undefined);
    case 'delegated':
      return answers(names, () => true);
    case 'parts':
    case 'shared':
    case 'waiting':
    case undefined:
      return [];
  }
}
