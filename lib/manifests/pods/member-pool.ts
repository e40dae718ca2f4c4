import type { ReadinessClass } from '../../domain/engine';
import type { GroupDocument, SeatDocument, SystemDocument } from '../../plan/document/system-document';
import type { AppliedObject } from '../objects/applied-object';
import { objectsOf } from '../objects/cluster-objects';
import type { ClusterManifests, UnitManifests } from '../objects/unit-manifests';
import { textAt } from '../yaml/json';
import { namesPeers, peerEntries } from './peer-list';
import { containerSettings, fileSettings, type Setting } from './settings';
import { containersOf, type PodTemplate, podTemplate, type TemplateContainer } from './workload';

/** The StatefulSet of the members of one cluster. */
export interface MemberPool {
  readonly object: AppliedObject;
  readonly cluster: ClusterManifests;
  readonly template: PodTemplate;
  readonly containers: readonly TemplateContainer[];
  /** The container that runs the Raft process. */
  readonly member: TemplateContainer;
  /** The members in the plan; undefined where the folder has no plan. */
  readonly plan: PlannedPool | undefined;
}

/** The members of one cluster in the plan. */
export interface PlannedPool {
  readonly system: SystemDocument;
  readonly seat: SeatDocument;
  readonly group: GroupDocument;
  readonly role: 'voter' | 'learner';
  /** What must be true for one of these members to be ready. */
  readonly readiness: ReadinessClass;
  /** Whether the group has formed, or the learners have joined it. */
  readonly formed: boolean;
}

const pools = new WeakMap<ClusterManifests, Map<AppliedObject, MemberPool | undefined>>();

/**
 * The members that an object runs; undefined where it runs none.
 *
 * Where the folder has a plan, the plan names the StatefulSets of members. Elsewhere a StatefulSet counts as members where its settings
 * list peers.
 */
export function memberPool(object: AppliedObject, cluster: ClusterManifests, unit: UnitManifests): MemberPool | undefined {
  if (object.kind !== 'StatefulSet') return undefined;
  // Cached by cluster, since the settings of a pool also come from other objects of its cluster.
  const known = pools.get(cluster) ?? new Map<AppliedObject, MemberPool | undefined>();
  pools.set(cluster, known);
  if (!known.has(object)) known.set(object, read(object, cluster, unit));
  return known.get(object);
}

function read(object: AppliedObject, cluster: ClusterManifests, unit: UnitManifests): MemberPool | undefined {
  const plan = planned(object, cluster, unit);
  if (!plan && unit.plan) return undefined;
  const template = podTemplate(object);
  if (!template) return undefined;
  const containers = containersOf(template);
  const member = memberContainer(containers, plan?.system) ?? {
    data: {},
    path: [...template.specPath, 'containers'],
    name: '',
    init: false,
  };
  const pool = { object, cluster, template, containers, member, plan };
  return plan || settingsOf(pool).some(setting => namesPeers(setting) && peerEntries(setting.value).length > 1) ? pool : undefined;
}

function planned({ name }: AppliedObject, { seat, group }: ClusterManifests, { system }: UnitManifests): PlannedPool | undefined {
  if (!system || !seat || !group || name !== seat.statefulSet) return undefined;
  const role = seat.role === 'learner' ? 'learner' : 'voter';
  // The state records each standby with a group of its own, and each cluster of learners, in `formed`.
  const own = role === 'learner' || group.name !== system.name;
  const formed = own ? system.state.formed.includes(seat.cluster) : system.state.bootstrapped;
  return { system, seat, group, role, readiness: readinessOf(system, role), formed };
}

/** The declared readiness of a role. A learner without one needs at most a leader, since it has no vote in the quorum. */
function readinessOf({ engine: { readiness, learnerReadiness } }: SystemDocument, role: PlannedPool['role']): ReadinessClass {
  if (role === 'voter') return readiness;
  return learnerReadiness ?? (readiness === 'process' ? 'process' : 'member');
}

/** The container of the member, by its name or else by its image. A user may have added other containers. */
function memberContainer(containers: readonly TemplateContainer[], system: SystemDocument | undefined): TemplateContainer | undefined {
  const main = containers.filter(({ init }) => !init);
  return (
    main.find(({ name }) => name === system?.engine.name) ??
    main.find(({ data }) => textAt(data, 'image') === system?.engine.image) ??
    main[0]
  );
}

/** All settings of a pool, and the effective one of each key. */
interface PoolSettings {
  readonly all: readonly Setting[];
  readonly byKey: ReadonlyMap<string, Setting>;
}

const settings = new WeakMap<MemberPool, PoolSettings>();

function poolSettings(pool: MemberPool): PoolSettings {
  const known = settings.get(pool);
  if (known) return known;
  const all = [...containerSettings(pool.member, pool), ...fileSettings(pool.template, pool)];
  const byKey = new Map<string, Setting>();
  for (const setting of all) {
    const before = byKey.get(setting.key);
    if (!before || rank[setting.source] >= rank[before.source]) byKey.set(setting.key, setting);
  }
  const read = { all, byKey };
  settings.set(pool, read);
  return read;
}

const rank = { file: 0, variable: 1, argument: 2 } as const;

/** The settings that the members start with: flags, variables and files. */
export const settingsOf = (pool: MemberPool): readonly Setting[] => poolSettings(pool).all;

/** The effective setting of a key, as in etcd and most programs: the last flag; without one the variable; without one the file. */
export const settingOf = (pool: MemberPool, key: string): Setting | undefined => poolSettings(pool).byKey.get(key);

const ofUnit = new WeakMap<UnitManifests, readonly MemberPool[]>();

/** The member pools of a unit, cluster by cluster. */
export function memberPools(unit: UnitManifests): readonly MemberPool[] {
  const known = ofUnit.get(unit);
  if (known) return known;
  const found = unit.clusters.flatMap(cluster =>
    objectsOf(cluster, 'StatefulSet').flatMap(object => memberPool(object, cluster, unit) ?? []),
  );
  ofUnit.set(unit, found);
  return found;
}

/** The members of one Raft group over all clusters. */
export interface MemberGroup {
  readonly name: string;
  readonly plan: GroupDocument | undefined;
  readonly pools: readonly MemberPool[];
}

const groups = new WeakMap<UnitManifests, readonly MemberGroup[]>();

/** The Raft groups of a unit: those of the plan or, without a plan, StatefulSets of one name whose peer lists share a host. */
export function memberGroups(unit: UnitManifests): readonly MemberGroup[] {
  const known = groups.get(unit);
  if (known) return known;
  const found = new Map<string, { readonly name: string; readonly plan: GroupDocument | undefined; readonly pools: MemberPool[] }>();
  const list: MemberGroup[] = [];
  for (const pool of memberPools(unit)) {
    const { object, plan } = pool;
    const keys = plan ? [plan.group.name] : peerHosts(pool).map(host => `${object.name} ${isLocal(host) ? placeOf(pool) : ''} ${host}`);
    let group = keys.map(key => found.get(key)).find(each => each !== undefined);
    if (!group) {
      group = { name: plan?.group.name ?? object.name, plan: plan?.group, pools: [] };
      list.push(group);
    }
    group.pools.push(pool);
    for (const key of keys) found.set(key, group);
  }
  groups.set(unit, list);
  return list;
}

/** Whether a name is local to a cluster, and a short one to a namespace. The same local name in two of them means two hosts. */
const isLocal = (host: string): boolean => !host.startsWith('[') && (host.split('.').length < 3 || /\.svc(\.|$)/.test(host));

const placeOf = ({ object, cluster }: MemberPool): string => `${cluster.cluster}/${object.namespace}`;

/** The place of a pool's members as findings name it: their cluster, or their StatefulSet where the folder has no clusters. */
export const poolPlace = ({ object, cluster }: MemberPool): string =>
  cluster.cluster === '' ? `StatefulSet ${object.name}` : cluster.cluster;

/** The hosts in a pool's peer lists. */
export const peerHosts = (pool: MemberPool): readonly string[] => [
  ...new Set(
    settingsOf(pool)
      .filter(namesPeers)
      .flatMap(({ value }) => peerEntries(value).map(({ host }) => host)),
  ),
];

/** Whether the members run a program, such as 'etcd': by the engine's name, the image or the command. */
export function runs(pool: MemberPool, program: string): boolean {
  const known = programs.get(pool) ?? programsOf(pool);
  programs.set(pool, known);
  return known.includes(program);
}

const programs = new WeakMap<MemberPool, readonly string[]>();

function programsOf({ plan, member }: MemberPool): readonly string[] {
  const image = textAt(member.data, 'image') ?? '';
  const command = textAt(member.data, 'command', 0) ?? '';
  const last = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  return [plan?.system.engine.name ?? '', last(image.replace(/@.*$/, '')).replace(/:.*$/, ''), last(command)];
}
