import { numberAt, valueAt } from '../yaml/json';
import { type MemberPool, settingsOf } from './member-pool';
import { namesPeers, type PeerEntry, peerEntries } from './peer-list';
import type { Setting } from './settings';

/** Lists that must name every voter. A list to join by, or of routes, may name some members only. */
const complete = /^(initial-cluster|(\w+-)*peers(-json|-yaml|-txt|-list)?)$/;

/** What a list of peers says of the pods of one StatefulSet, where there is no plan. */
export interface ListedPeers {
  readonly setting: Setting;
  /** How many voters it names, in all clusters; undefined where it names pods of another StatefulSet too, which may be learners. */
  readonly voters: number | undefined;
  /** Pods of the StatefulSet that it names and that do not run. */
  readonly missing: readonly string[];
  /** Pods that run and that it does not name. */
  readonly extra: readonly string[];
}

const known = new WeakMap<MemberPool, { readonly listed: ListedPeers | undefined }>();

/** What the list of peers says of the pods of a StatefulSet; undefined where it is not known to name all of them by their names. */
export function listedPeers(pool: MemberPool): ListedPeers | undefined {
  const found = known.get(pool) ?? { listed: read(pool) };
  known.set(pool, found);
  return found.listed;
}

function read(pool: MemberPool): ListedPeers | undefined {
  const { object } = pool;
  const setting = settingsOf(pool).find(each => namesPeers(each) && complete.test(each.key) && peerEntries(each.value).length > 1);
  const replicas = replicasOf(pool);
  if (!setting || replicas === undefined) return undefined;
  const entries = peerEntries(setting.value);
  // What a variable stands for is not known.
  if (entries.some(({ host }) => host.includes('$'))) return undefined;
  const first = numberAt(object.data, 'spec', 'ordinals', 'start') ?? 0;
  const pods = entries.flatMap(entry => podOf(entry, object.name) ?? []);
  const runs = (ordinal: number): boolean => ordinal >= first && ordinal < first + replicas;
  // Pods of the same name in another cluster are in another domain.
  const domains = new Set(pods.filter(({ ordinal }) => runs(ordinal)).map(({ domain }) => domain));
  const here = new Set(pods.filter(({ domain }) => domains.has(domain)).map(({ ordinal }) => ordinal));
  if (here.size === 0) return undefined;
  const own = Array.from({ length: replicas }, (_, position) => first + position);
  const named = (ordinals: readonly number[]): readonly string[] => ordinals.map(ordinal => `${object.name}-${ordinal}`);
  return {
    setting,
    voters: pods.length === entries.length ? new Set(entries.map(({ host }) => host)).size : undefined,
    missing: named([...here].filter(ordinal => !runs(ordinal)).sort((a, b) => a - b)),
    extra: named(own.filter(ordinal => !here.has(ordinal))),
  };
}

/** How many pods a StatefulSet makes; undefined where that is no number, or none runs. */
export function replicasOf({ object }: MemberPool): number | undefined {
  const given = valueAt(object.data, 'spec', 'replicas') ?? 1;
  return typeof given === 'number' && Number.isInteger(given) && given > 0 && given < 100 ? given : undefined;
}

/** The pod of a StatefulSet that an address is of: by its host, or, where that is a number, by the name of the member. */
function podOf({ host, name }: PeerEntry, set: string): { readonly ordinal: number; readonly domain: string } | undefined {
  const dot = host.indexOf('.');
  const label = dot === -1 ? host : host.slice(0, dot);
  const numeric = /^[\d.]+$|^\[/.test(host);
  const pod = numeric ? (name ?? '') : label;
  if (!pod.startsWith(`${set}-`) || !/^\d+$/.test(pod.slice(set.length + 1))) return undefined;
  return { ordinal: Number(pod.slice(set.length + 1)), domain: numeric || dot === -1 ? '' : host.slice(dot) };
}
