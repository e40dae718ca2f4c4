import type { ClientListAccess } from '../../domain/access';
import { checkIds } from '../../domain/health-checks';
import { candidatesOf } from '../access/candidates';
import { entryOf } from '../access/endpoints';
import { ledClusters } from '../access/failover-order';
import { checksSeeQuorum, type LeadSource } from '../names/quorum-check';
import type { Far, Led, Waits } from './failover-mode';

/** What cannot be reached after a loss. */
export interface Missing {
  /** Whole clusters. */
  readonly clusters: ReadonlySet<string>;
  /** How many of so many members of a cluster. */
  readonly members: (cluster: string, members: number) => number;
}

/** What leads the clients of one system. */
export interface Lead {
  /** How clients leave clusters that serve, or could, where these are gone. */
  readonly from: (gone: ReadonlySet<string>, far: Far) => Led;
  readonly inVain: (missing: Missing) => Waits;
  /** Clusters that clients come through, of load balancers or gateways; empty where they go straight to those that serve. */
  readonly places: readonly string[];
}

const nobodyWaits: Waits = { most: 0, typical: 0 };

/** What leads the clients of a system. */
export function leadOf(source: LeadSource): Lead {
  const { access } = source.system;
  switch (access.kind) {
    case 'dns':
      return { from: nameLead(source), inVain: () => nobodyWaits, places: [] };
    case 'load-balancer': {
      const places = access.places.map(({ cluster, addresses }) => ({ name: cluster.name, addresses: addresses?.length ?? 0 }));
      return throughPlaces(access.name ? places : places.map(place => ({ ...place, addresses: 0 })));
    }
    case 'gateway':
      return throughPlaces(
        access.places.map(({ name, gateway }) => ({ name, addresses: gateway?.addresses.length ?? 0 })),
        access.outliers ? 'follows-checks' : 'follows-commit',
      );
    case 'client-list':
      return { from: () => 'follows-checks', inVain: listInVain(access, source), places: [] };
    case 'internal':
      return { from: () => 'stays', inVain: () => nobodyWaits, places: [] };
  }
}

/**
 * Load balancers and gateways that are left see for themselves whom they reach: a cluster that is cut off is as good as lost to them.
 * A gateway that detects nothing keeps leading there until a commit.
 */
function throughPlaces(places: readonly { readonly name: string; readonly addresses: number }[], led: Led = 'follows-checks'): Lead {
  return {
    places: places.map(({ name }) => name),
    from: () => led,
    inVain: ({ clusters }) => {
      const dead = places.filter(({ name }) => clusters.has(name)).reduce((sum, { addresses }) => sum + addresses, 0);
      const all = places.reduce((sum, { addresses }) => sum + addresses, 0);
      // Of addresses in any order, so many of the dead ones come before the first that lives, on average.
      return { most: dead, typical: dead / (all - dead + 1) };
    },
  };
}

/** Endpoints are tried in their order, which is the clusters'. Of a cluster that loses some members, at worst the first. */
function listInVain({ exposure }: ClientListAccess, { system: { topology }, seats }: LeadSource): Lead['inVain'] {
  const members = exposure.kind === 'pod-addresses';
  const listed = ledClusters(topology, seats).map(({ cluster, clientHost, pool: { declared } }) => ({
    cluster: cluster.name,
    declared,
    endpoints: members ? declared : entryOf(exposure, cluster, clientHost).length,
  }));
  return missing => {
    let most = 0;
    for (const { cluster, declared, endpoints } of listed) {
      const gone = missing.members(cluster, declared);
      if (members || gone === declared) most += members ? gone : endpoints;
      if (gone < declared) break;
    }
    return { most, typical: most };
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
function nameLead(source: LeadSource): Lead['from'] {
  const answers = answersOf(source);
  const named = new Map(answers.map(answer => [answer.cluster, answer]));
  const active = new Set(source.active.map(({ cluster }) => cluster.name));
  const seesQuorum = (): boolean => checksSeeQuorum(source);
  return (gone, far) => {
    if (!answers.some(({ checked }) => checked)) return 'follows-commit';
    const left = answers.some(({ cluster, everybody }) => everybody && !gone.has(cluster));
    const leave = [...gone].every(cluster => named.get(cluster)?.checked ?? !active.has(cluster));
    return left && leave && (far === 'lost' || seesQuorum()) ? 'follows-checks' : 'follows-commit';
  };
}

function answersOf({ system: { access, topology }, publication, records, seats }: LeadSource): readonly Answer[] {
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
