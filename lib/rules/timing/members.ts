import { defaultSettings } from '../../manifests/pods/default-settings';
import { type MemberGroup, type MemberPool, runs, settingOf, settingsOf } from '../../manifests/pods/member-pool';
import type { Setting } from '../../manifests/pods/settings';
import { groupRule } from '../member-rule';
import type { ManifestFound } from '../rule';

/** etcd's and Raft's words, rqlite's, Consul's and Vault's. */
const timing = /(^|-)(heartbeat|election)-(interval|timeout)(-(ms|millis))?$|^raft-timeout$|^(raft|performance)-multiplier$/;
const isTiming = ({ key }: Setting): boolean => timing.test(key);
const timings = (pool: MemberPool): readonly Setting[] => settingsOf(pool).filter(isTiming);

/** What etcd takes where it is told nothing, in milliseconds. */
const etcdDefaults = { 'heartbeat-interval': 100, 'election-timeout': 1000 } as const;

/** All members of a group have the same patience. */
export const memberTiming = groupRule(
  {
    name: 'timing/members',
    severity: 'error',
    demands:
      "All members of a group have the same heartbeat and election timeouts, which are the plan's, and an election timeout of at least five heartbeats.",
    why: 'The member that waits least calls an election whenever a heartbeat of the others is late, and the group changes its leader without need; etcd does not start with less than five heartbeats.',
    source: 'etcd documentation, "Tuning"; server/embed/config.go, Validate.',
  },
  group => [...group.pools.flatMap(pool => (runs(pool, 'etcd') ? ofEtcd(pool, group) : [])), ...amongEachOther(group)],
);

function ofEtcd(pool: MemberPool, { plan, name }: MemberGroup): readonly ManifestFound[] {
  const heartbeat = told(pool, 'heartbeat-interval');
  const election = told(pool, 'election-timeout');
  const planned = plan
    ? ([
        [heartbeat, plan.heartbeatMillis],
        [election, plan.electionMillis],
      ] as const)
    : [];
  const differ = planned
    .filter(([{ millis }, wanted]) => millis !== wanted)
    .map(([{ setting, text, key }, wanted]) => ({
      object: setting?.object ?? pool.object,
      path: setting?.path ?? pool.member.path,
      problem: `${key} is ${text}, and group ${name} has ${wanted} ms`,
      fix: `make it ${wanted}`,
    }));
  if (differ.length > 0 || !(election.millis < 5 * heartbeat.millis)) return differ;
  return [
    {
      object: election.setting?.object ?? pool.object,
      path: election.setting?.path ?? pool.member.path,
      problem: `election-timeout is ${election.text}, less than five heartbeats of ${heartbeat.text}: etcd does not start`,
      fix: `make it ${5 * heartbeat.millis} or more`,
    },
  ];
}

function told(pool: MemberPool, key: keyof typeof etcdDefaults) {
  const setting = settingOf(pool, key);
  const millis = setting ? Number(setting.value) : etcdDefaults[key];
  return { key, setting, millis, text: setting ? `'${setting.value}'` : `left out, which is ${millis} ms` };
}

/** Engines that are not known are held against each other: in every cluster the same. */
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
            .filter(pool => !planned(pool, key))
            .map(pool => {
              const setting = settingOf(pool, key);
              const text = setting ? `is '${value}'` : 'is left out';
              return {
                object: setting?.object ?? pool.object,
                path: setting?.path ?? pool.member.path,
                problem: `${setting?.name ?? written} ${text}, and '${most[0]}' in ${most[1].map(({ cluster }) => cluster.cluster).join(', ')}, in one group ${name}`,
                fix: 'give all members of the group the same',
              };
            }),
    );
  });
}
