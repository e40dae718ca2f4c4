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
  /** The container that the Raft process runs in. */
  readonly member: TemplateContainer;
  /** What the plan says of it; undefined where the folder has no plan. */
  readonly plan: PlannedPool | undefined;
}

/** What the plan says of the members of one cluster. */
export interface PlannedPool {
  readonly system: SystemDocument;
  readonly seat: SeatDocument;
  readonly group: GroupDocument;
  readonly role: 'voter' | 'learner';
  /** Whether the group has formed, or the learners have joined it. */
  readonly formed: boolean;
}

const pools = new WeakMap<ClusterManifests, Map<AppliedObject, MemberPool | undefined>>();

/**
 * The members that an object runs; undefined where it runs none.
 *
 * Where the folder has a plan, members are what it says. Elsewhere they are known by a list of peers: a StatefulSet that
 * has none is anybody's.
 */
export function memberPool(object: AppliedObject, cluster: ClusterManifests, unit: UnitManifests): MemberPool | undefined {
  if (object.kind !== 'StatefulSet') return undefined;
  // Kept by cluster, as what a pool is told stands in the cluster's other objects too.
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
  // A standby with a group of its own, and learners, are recorded one by one (plan/plan-seat.ts).
  const own = role === 'learner' || group.name !== system.name;
  const formed = own ? system.state.formed.includes(seat.cluster) : system.state.bootstrapped;
  return { system, seat, group, role, formed };
}

/** By its name, or else by its image: beside the member there can be containers that somebody added. */
function memberContainer(containers: readonly TemplateContainer[], system: SystemDocument | undefined): TemplateContainer | undefined {
  const main = containers.filter(({ init }) => !init);
  return (
    main.find(({ name }) => name === system?.engine.name) ??
    main.find(({ data }) => textAt(data, 'image') === system?.engine.image) ??
    main[0]
  );
}

/** What a pool is told, and what counts of it. */
interface Told {
  readonly all: readonly Setting[];
  readonly byKey: ReadonlyMap<string, Setting>;
}

const told = new WeakMap<MemberPool, Told>();

function toldTo(pool: MemberPool): Told {
  const known = told.get(pool);
  if (known) return known;
  const all = [...containerSettings(pool.member, pool), ...fileSettings(pool.template, pool)];
  const byKey = new Map<string, Setting>();
  for (const setting of all) {
    const before = byKey.get(setting.key);
    if (!before || rank[setting.source] >= rank[before.source]) byKey.set(setting.key, setting);
  }
  const read = { all, byKey };
  told.set(pool, read);
  return read;
}

const rank = { file: 0, variable: 1, argument: 2 } as const;

/** What the members are told when they start: flags, variables and files. */
export const settingsOf = (pool: MemberPool): readonly Setting[] => toldTo(pool).all;

/**
 * What counts of all that is said under a key: of flags the last, and a flag before a variable, as etcd and most programs
 * have it.
 */
export const settingOf = (pool: MemberPool, key: string): Setting | undefined => toldTo(pool).byKey.get(key);

const ofUnit = new WeakMap<UnitManifests, readonly MemberPool[]>();

/** All members of a unit, by cluster. */
export function memberPools(unit: UnitManifests): readonly MemberPool[] {
  const known = ofUnit.get(unit);
  if (known) return known;
  const found = unit.clusters.flatMap(cluster =>
    objectsOf(cluster, 'StatefulSet').flatMap(object => memberPool(object, cluster, unit) ?? []),
  );
  ofUnit.set(unit, found);
  return found;
}

/** Members over clusters that are of one Raft group. */
export interface MemberGroup {
  readonly name: string;
  readonly plan: GroupDocument | undefined;
  readonly pools: readonly MemberPool[];
}

const groups = new WeakMap<UnitManifests, readonly MemberGroup[]>();

/** The groups of a unit: the plan's; without a plan, StatefulSets of one name whose lists of peers share a host. */
export function memberGroups(unit: UnitManifests): readonly MemberGroup[] {
  const known = groups.get(unit);
  if (known) return known;
  const found = new Map<string, { readonly name: string; readonly plan: GroupDocument | undefined; readonly pools: MemberPool[] }>();
  const list: MemberGroup[] = [];
  for (const pool of memberPools(unit)) {
    const { object, plan } = pool;
    const keys = plan ? [plan.group.name] : peerHosts(pool).map(host => `${object.name} ${host}`);
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

/** The hosts that a pool names as peers. */
export const peerHosts = (pool: MemberPool): readonly string[] => [
  ...new Set(
    settingsOf(pool)
      .filter(namesPeers)
      .flatMap(({ value }) => peerEntries(value).map(({ host }) => host)),
  ),
];

/** Whether the members are of a program, such as 'etcd': by the engine's name, the image or the command. */
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
