import type { ClusterFacts } from '../../lib/domain/cluster';
import type { AccessDraft, ExposureDraft, FleetDraft, SystemDraft, TermsDraft, TopologyDraft } from './draft';

/** A change of one system of a fleet. */
export type SystemChange = (system: SystemDraft) => SystemDraft;

/** Changes the systems that a place names: `system`, `system/cluster`, `one and other`. */
export function inSystems(fleet: FleetDraft, at: string, change: SystemChange): FleetDraft {
  const named = at.split(' and ').map(part => part.split('/')[0] ?? '');
  return { ...fleet, systems: fleet.systems.map(system => (named.includes(system.name) ? change(system) : system)) };
}

/** Changes the cluster that a place `system/cluster` names. */
export function inCluster(fleet: FleetDraft, at: string, change: (cluster: ClusterFacts) => ClusterFacts): FleetDraft {
  const [, name] = at.split('/');
  return { ...fleet, clusters: fleet.clusters.map(cluster => (cluster.name === name ? change(cluster) : cluster)) };
}

export const withAccess =
  (change: (access: AccessDraft) => AccessDraft): SystemChange =>
  system => ({ ...system, access: change(system.access) });

export const withTerms = (change: (terms: TermsDraft) => TermsDraft): SystemChange =>
  withAccess(access => (access.kind === 'internal' ? access : { ...access, terms: change(access.terms) }));

export const withExposure = (change: (exposure: ExposureDraft) => ExposureDraft): SystemChange =>
  withAccess(access => ('exposure' in access ? { ...access, exposure: change(access.exposure) } : access));

export const withTopology =
  (change: (topology: TopologyDraft) => TopologyDraft): SystemChange =>
  system => ({ ...system, topology: change(system.topology) });

/** The same clusters, each with the same share. */
export const evenly: SystemChange = withTopology(topology =>
  topology.kind === 'active-active' ? { ...topology, traffic: { kind: 'round-robin' } } : topology,
);

/** A name that a commit moves. */
export const unchecked: SystemChange = system => {
  if (system.access.kind !== 'dns') return system;
  const { checks: _, ...access } = system.access;
  const { failback: __, ...terms } = access.terms;
  return { ...system, access: { ...access, terms } };
};

/** The clusters of a system. */
export const clustersOf = ({ topology }: SystemDraft): readonly string[] =>
  (topology.kind === 'active-active' ? topology.seats : [topology.active, ...topology.standbys]).map(({ cluster }) => cluster);

/** The clusters that serve a system, or may come to. */
export const servingOf = ({ topology }: SystemDraft): readonly string[] =>
  topology.kind === 'active-active'
    ? topology.seats.map(({ cluster }) => cluster)
    : [
        topology.active.cluster,
        ...topology.standbys.filter(({ kind }) => kind !== 'witness' && kind !== 'learner').map(({ cluster }) => cluster),
      ];

/** Without the named fields. */
export function without<Given extends object, Key extends keyof Given>(given: Given, ...keys: readonly Key[]): Omit<Given, Key> {
  return Object.fromEntries(Object.entries(given).filter(([key]) => !keys.includes(key as Key))) as Omit<Given, Key>;
}
