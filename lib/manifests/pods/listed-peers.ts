import { numberAt, valueAt } from '../yaml/json';
import { type MemberPool, settingsOf } from './member-pool';
import { namesPeers, type PeerEntry, peerEntries } from './peer-list';
import type { Setting } from './settings';

/** Settings that must name every voter. A list of members to join, or of routes, may name only some members. */
const complete = /^(initial-cluster|(\w+-)*peers(-json|-yaml|-txt|-list)?)$/;

/** A peer list compared with the pods of one StatefulSet, where there is no plan. */
export interface ListedPeers {
  readonly setting: Setting;
  /** The number of voters in the list, over all clusters; undefined where it names pods of another StatefulSet, which may be learners. */
  readonly voters: number | undefined;
  /** Pods of the StatefulSet that are in the list and do not run. */
  readonly missing: readonly string[];
  /** Pods of the StatefulSet that run and are not in the list. */
  readonly extra: readonly string[];
}

const known = new WeakMap<MemberPool, { readonly listed: ListedPeers | undefined }>();

/** The peer list compared with the pods of a StatefulSet; undefined where no setting is known to name all of them. */
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
  // The value of a variable is not known.
  if (entries.some(({ host }) => host.includes('$'))) return undefined;
  const first = numberAt(object.data, 'spec', 'ordinals', 'start') ?? 0;
  const pods = entries.flatMap(entry => podOf(entry, object.name) ?? []);
  const runs = (ordinal: number): boolean => ordinal >= first && ordinal < first + replicas;
  // Pods with the same name in another cluster have another domain.
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

/** The number of pods of a StatefulSet; undefined where it is not a number from 1 to 99. */
export function replicasOf({ object }: MemberPool): number | undefined {
  const given = valueAt(object.data, 'spec', 'replicas') ?? 1;
  return typeof given === 'number' && Number.isInteger(given) && given > 0 && given < 100 ? given : undefined;
}

/** The pod of a StatefulSet that an address names: by its host or, where the host is an IP address, by the member's name. */
function podOf({ host, name }: PeerEntry, set: string): { readonly ordinal: number; readonly domain: string } | undefined {
  const dot = host.indexOf('.');
  const label = dot === -1 ? host : host.slice(0, dot);
  const numeric = /^[\d.]+$|^\[/.test(host);
  const pod = numeric ? (name ?? '') : label;
  if (!pod.startsWith(`${set}-`) || !/^\d+$/.test(pod.slice(set.length + 1))) return undefined;
  return { ordinal: Number(pod.slice(set.length + 1)), domain: numeric || dot === -1 ? '' : host.slice(dot) };
}
