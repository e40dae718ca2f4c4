import { isDeepStrictEqual } from 'node:util';
import type { RaftTiming } from '../../domain/engine';
import { defaultSettings } from '../../manifests/pods/default-settings';
import { type MemberGroup, type MemberPool, poolPlace, runs, settingOf, settingsOf } from '../../manifests/pods/member-pool';
import type { Setting } from '../../manifests/pods/settings';
import { recordedTiming } from '../../plan/members/recorded-timing';
import { groupRule } from '../member-rule';
import type { ManifestFound } from '../rule';

/** Names of timeout settings of etcd, rqlite, Consul and Vault. */
const timing = /(^|-)(heartbeat|election)-(interval|timeout)(-(ms|millis))?$|^raft-timeout$|^(raft|performance)-multiplier$/;
const isTiming = ({ key }: Setting): boolean => timing.test(key);
const timings = (pool: MemberPool): readonly Setting[] => settingsOf(pool).filter(isTiming);

/** Defaults of etcd, in milliseconds. */
const etcdDefaults = { 'heartbeat-interval': 100, 'election-timeout': 1000 } as const;

/** All members of a group have the same timeouts. */
export const memberTiming = groupRule(
  {
    name: 'timing/members',
    severity: 'error',
    demands:
      "All members of a group have the plan's heartbeat and election timeouts, or those that the ledger has for their cluster until its step, with an election timeout of at least five heartbeats.",
    why: 'The member with the shortest timeout starts an election whenever a heartbeat is late, so the leader changes without need. etcd does not start with less than five heartbeats.',
    source: 'etcd documentation, "Tuning"; server/embed/config.go, Validate.',
  },
  group => [...group.pools.flatMap(pool => (runs(pool, 'etcd') ? ofEtcd(pool, group) : [])), ...amongEachOther(group)],
);

function ofEtcd(pool: MemberPool, { plan, name }: MemberGroup): readonly ManifestFound[] {
  const heartbeat = told(pool, 'heartbeat-interval');
  const election = told(pool, 'election-timeout');
  const planned = plan
    ? ([
        [heartbeat, (recordedIn(pool) ?? plan).heartbeatMillis],
        [election, (recordedIn(pool) ?? plan).electionMillis],
      ] as const)
    : [];
  const differ = planned
    .filter(([{ millis }, wanted]) => millis !== wanted)
    .map(([{ setting, text, key }, wanted]) => ({
      object: setting?.object ?? pool.object,
      path: setting?.path ?? pool.member.path,
      problem: `${key} is ${text}, and group ${name} has ${wanted} ms`,
      fix: `set it to ${wanted}`,
    }));
  if (differ.length > 0 || !(election.millis < 5 * heartbeat.millis)) return differ;
  return [
    {
      object: election.setting?.object ?? pool.object,
      path: election.setting?.path ?? pool.member.path,
      problem: `election-timeout is ${election.text}, less than five heartbeats of ${heartbeat.text}: etcd does not start`,
      fix: `set it to ${5 * heartbeat.millis} or more`,
    },
  ];
}

/** The timeouts that the ledger has for the members of a cluster. */
const recordedIn = ({ plan }: MemberPool): RaftTiming | undefined =>
  plan && recordedTiming(plan.system.state.groups?.[plan.group.name], plan.seat.cluster);

/** Whether two clusters have different timeouts for now, as steps lead one after the other to new ones. */
const isBetween = (one: MemberPool, other: MemberPool | undefined): boolean =>
  other !== undefined && !isDeepStrictEqual(recordedIn(one), recordedIn(other));

function told(pool: MemberPool, key: keyof typeof etcdDefaults) {
  const setting = settingOf(pool, key);
  const millis = setting ? Number(setting.value) : etcdDefaults[key];
  return { key, setting, millis, text: setting ? `'${setting.value}'` : `not set, which means ${millis} ms` };
}

/** The settings of other engines are compared between clusters. */
function amongEachOther({ pools, name }: MemberGroup): readonly ManifestFound[] {
  if (pools.length < 2) return [];
  const usual = defaultSettings(pools, timings);
  const planned = (pool: MemberPool, key: string): boolean =>
    pool.plan !== undefined && Object.hasOwn(etcdDefaults, key) && runs(pool, 'etcd');
  return [...usual].flatMap(([key, written]): readonly ManifestFound[] => {
    const values = new Map<string, MemberPool[]>();
    for (const pool of pools) {
      const value = settingOf(pool, key)?.value ?? '';
      values.set(value, [...(values.get(value) ?? []), pool]);
    }
    const [most] = [...values].sort(([, a], [, b]) => b.length - a.length);
    if (values.size < 2 || !most) return [];
    return [...values].flatMap(([value, those]) =>
      value === most[0]
        ? []
        : those
            .filter(pool => !planned(pool, key) && !isBetween(pool, most[1][0]))
            .map(pool => {
              const setting = settingOf(pool, key);
              const text = setting ? `is '${value}'` : 'is not set';
              return {
                object: setting?.object ?? pool.object,
                path: setting?.path ?? pool.member.path,
                problem: `${setting?.name ?? written} ${text}, and '${most[0]}' in ${most[1].map(poolPlace).join(', ')}, in the same group ${name}`,
                fix: 'set the same for all members of the group',
              };
            }),
    );
  });
}
