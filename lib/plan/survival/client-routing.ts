import type { ClientListAccess } from '../../domain/access';
import { checkIds } from '../../domain/health-checks';
import { candidatesOf } from '../access/candidates';
import { endpointsOf } from '../access/endpoints';
import { failoverOrder } from '../access/failover-order';
import { type ClientRoutingInput, checksSeeQuorum } from '../names/quorum-check';
import type { FailedConnections, FailoverMode, FailureMode } from './failover-mode';

/** What cannot be reached after a loss. */
export interface Unreachable {
  /** Whole clusters. */
  readonly clusters: ReadonlySet<string>;
  /** How many of so many members of a cluster. */
  readonly members: (cluster: string, members: number) => number;
}

/** What leads the clients of one system. */
export interface ClientRouting {
  /** How clients leave clusters that serve, or could, where these are gone. */
  readonly failover: (gone: ReadonlySet<string>, failureMode: FailureMode) => FailoverMode;
  readonly failedConnections: (missing: Unreachable) => FailedConnections;
  /** Clusters that clients come through, of load balancers or gateways; empty where they go straight to those that serve. */
  readonly sites: readonly string[];
}

const noneFails: FailedConnections = { worst: 0, typical: 0 };

/** What leads the clients of a system. */
export function clientRouting(source: ClientRoutingInput): ClientRouting {
  const { access } = source.system;
  switch (access.kind) {
    case 'dns':
      return { failover: nameFailover(source), failedConnections: () => noneFails, sites: [] };
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
      return { failover: () => 'stays', failedConnections: () => noneFails, sites: [] };
  }
}

/**
 * Load balancers and gateways that are left see for themselves whom they reach: a cluster that is cut off is as good as lost to them.
 * A gateway that detects nothing keeps leading there until a commit.
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
      // Of addresses in any order, so many of the dead ones come before the first that lives, on average.
      return { worst: dead, typical: dead / (all - dead + 1) };
    },
  };
}

/** Endpoints are tried in their order, which is the clusters'. Of a cluster that loses some members, at worst the first. */
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

/** One cluster behind a name whose answers may follow checks. */
interface Answer {
  readonly cluster: string;
  /** Whether its record answers every client, wherever that is. */
  readonly everybody: boolean;
  /** Whether a check takes it out. A record without one counts as healthy for ever. */
  readonly checked: boolean;
}

/**
 * Whether the name leaves lost clusters without anybody doing anything: every answer of a lost cluster is checked, and one is
 * left that is for everybody. A cluster that is cut off is seen only where a member without a leader fails the checks.
 */
function nameFailover(source: ClientRoutingInput): ClientRouting['failover'] {
  const answers = answersOf(source);
  const named = new Map(answers.map(answer => [answer.cluster, answer]));
  const active = new Set(source.active.map(({ cluster }) => cluster.name));
  const seesQuorum = (): boolean => checksSeeQuorum(source);
  return (gone, failureMode) => {
    if (!answers.some(({ checked }) => checked)) return 'follows-commit';
    const left = answers.some(({ cluster, everybody }) => everybody && !gone.has(cluster));
    const leave = [...gone].every(cluster => named.get(cluster)?.checked ?? !active.has(cluster));
    return left && leave && (failureMode === 'lost' || seesQuorum()) ? 'follows-checks' : 'follows-commit';
  };
}

function answersOf({ system: { access, topology }, publication, records, seats }: ClientRoutingInput): readonly Answer[] {
  if (access.kind !== 'dns') return [];
  const everybody = (cluster: string): boolean => {
    if (topology.kind !== 'active-active' || topology.traffic.kind !== 'geo') return true;
    return topology.traffic.locations.some(([one, { kind }]) => one.name === cluster && kind === 'default');
  };
  const names = candidatesOf(topology, seats).map(({ cluster }) => cluster.name);
  const answers = (clusters: readonly string[], checked: (cluster: string) => boolean): readonly Answer[] =>
    clusters.map(cluster => ({ cluster, everybody: everybody(cluster), checked: checked(cluster) }));
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
