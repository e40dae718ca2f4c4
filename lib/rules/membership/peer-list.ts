import { defaultSettings } from '../../manifests/pods/default-settings';
import { type MemberGroup, type MemberPool, poolPlace, runs, settingsOf } from '../../manifests/pods/member-pool';
import { namesPeers, type PeerEntry, peerEntries } from '../../manifests/pods/peer-list';
import type { Setting } from '../../manifests/pods/settings';
import type { GroupDocument } from '../../plan/document/system-document';
import { bootstrapInputs } from '../bootstrap/inputs';
import { unreadInputs } from '../bootstrap/unread';
import { listed } from '../listed';
import { groupRule } from '../member-rule';
import { mostFrequent } from '../most-frequent';
import type { ManifestFound } from '../rule';
import { untold } from '../untold';

/** Every member starts with the same list of peers: all voters of the group. */
export const peerList = groupRule(
  {
    name: 'membership/peer-list',
    severity: 'error',
    demands:
      "Each member's list of peers names all voters of its group and is the same in all clusters. A learner's list also names the learner.",
    why: 'Two lists can become two groups: members that do not know each other can each form a quorum. etcd computes the id of the group from the list, and refuses members with another one.',
    source: 'etcd server/etcdserver/api/membership/member.go and cluster.go; etcd documentation, "Clustering Guide".',
    follows: [bootstrapInputs, unreadInputs],
  },
  group => (group.plan ? againstPlan(group, group.plan) : amongEachOther(group)),
);

/** A problem and its fix. */
type Wrong = readonly [problem: string, fix: string];

interface List {
  readonly pool: MemberPool;
  readonly setting: Setting;
  /** The values of a repeated flag, joined to one list. */
  readonly value: string;
}

function listsOf(pool: MemberPool, isList: (setting: Setting) => boolean): readonly List[] {
  const lists = new Map<string, List>();
  for (const setting of settingsOf(pool)) {
    if (!isList(setting)) continue;
    const id = `${setting.source} ${setting.key}`;
    const before = lists.get(id);
    lists.set(id, { pool, setting, value: before ? `${before.value},${setting.value}` : setting.value });
  }
  return [...lists.values()];
}

const inSetting = ({ setting: { object, path, name } }: List, [problem, fix]: Wrong): ManifestFound => ({
  object,
  path,
  problem: `${name} ${problem}`,
  fix,
});

function againstPlan(group: MemberGroup, plan: GroupDocument): readonly ManifestFound[] {
  const formed = group.pools.some(pool => pool.plan?.role === 'voter' && pool.plan.formed);
  const { system } = group.pools[0]?.plan ?? {};
  const own = system?.seats.filter(seat => seat.group === plan.name) ?? [];
  const isSwitching = new Set(own.map(({ peerTls }) => peerTls?.mode === 'on')).size > 1;
  const expected = new Expected(plan, formed, isSwitching, system?.engine.ports ?? []);
  const lists = new Map(
    group.pools.map(pool => [
      pool,
      listsOf(pool, setting => expected.isList(setting)).filter(list => runs(pool, 'etcd') || peerEntries(list.value).length > 0),
    ]),
  );
  const usual = defaultSettings(group.pools, pool => (lists.get(pool) ?? []).map(({ setting }) => setting));
  // Most clusters have the same text, so each text is checked once.
  const verdicts = new Map<string, Map<string, readonly Wrong[]>>();
  return group.pools.flatMap(pool => {
    const own = lists.get(pool) ?? [];
    const needed = runs(pool, 'etcd') ? [['initial-cluster', 'ETCD_INITIAL_CLUSTER'] as const] : [...usual];
    const missing = needed.filter(([key]) => !own.some(({ setting }) => setting.key === key));
    return [
      ...missing.map(([, name]) => ({
        object: pool.object,
        path: pool.member.path,
        ...untold(pool, name),
        problem: `the members have no ${name}, so they start without the ${expected.voters.length} voters of group ${plan.name}`,
        fix: `set ${name} from the bootstrap ConfigMap`,
      })),
      ...own.flatMap(list => {
        const learners = pool.plan?.role === 'learner' ? pool.cluster.cluster : undefined;
        const id = `${learners ?? ''} ${list.setting.key}`;
        const judged = verdicts.get(id) ?? new Map<string, readonly Wrong[]>();
        verdicts.set(id, judged);
        const wrong = judged.get(list.value) ?? expected.wrongIn(list, learners);
        judged.set(list.value, wrong);
        return wrong.map(each => inSetting(list, each));
      }),
    ];
  });
}

/** What the plan expects of the lists of one group. */
class Expected {
  readonly voters: GroupDocument['members'];
  private readonly members: ReadonlyMap<string, GroupDocument['members'][number]>;
  private readonly ports: ReadonlySet<number>;

  constructor(
    private readonly plan: GroupDocument,
    private readonly formed: boolean,
    private readonly isSwitching: boolean,
    ports: readonly { readonly port: number; readonly serves: readonly string[] }[],
  ) {
    this.voters = plan.members.filter(({ role }) => role === 'voter');
    this.members = new Map(plan.members.map(member => [member.host, member]));
    this.ports = new Set(ports.filter(({ serves }) => serves.includes('peers')).map(({ port }) => port));
  }

  /** Whether a setting is a list of peers: by its name, or because it has two members, one of them a voter, at the port for peers. */
  isList(setting: Setting): boolean {
    if (namesPeers(setting)) return true;
    // Most values are a single address, and are skipped.
    if (!setting.value.includes('.') || !/[\s,;]/.test(setting.value)) return false;
    const known = peerEntries(setting.value).filter(({ host }) => this.members.has(host));
    const votes = known.some(({ host }) => this.members.get(host)?.role === 'voter');
    return known.length > 1 && votes && known.some(({ port }) => port === undefined || this.ports.has(port));
  }

  /** @param learners the cluster whose learners have the list; undefined for a list of voters */
  wrongIn({ setting, value }: List, learners: string | undefined): readonly Wrong[] {
    const { plan, voters, members, ports } = this;
    const entries = peerEntries(value);
    const given = new Set(entries.map(({ host }) => host));
    const named = setting.key === 'initial-cluster';
    const kind = learners === undefined ? 'voter' : 'member';
    const lacking = voters.filter(({ host }) => !given.has(host)).map(({ host }) => host);
    // Who joins a group that has formed is given all of its members; before, a learner in the list would be one of the first voters.
    const takesPart = (host: string): boolean => {
      const { role } = members.get(host) ?? {};
      return role === 'voter' || role === 'joining' || (this.formed && role === 'learner');
    };
    const foreign = [...given].filter(host => !takesPart(host) && !(learners !== undefined && members.has(host)));
    const self = named
      ? plan.members.filter(
          ({ cluster, role, host }) => (role === 'joining' || (role === 'learner' && cluster === learners)) && !given.has(host),
        )
      : [];
    const elsewhere = entries.filter(({ port }) => port !== undefined && !ports.has(port)).map(({ text }) => text);
    const counted = `names ${voters.length - lacking.length} of the ${voters.length} voters of group ${plan.name}`;
    return [
      ...ifAny(lacking, list => [
        `${counted}: ${list} ${lacking.length === 1 ? 'is' : 'are'} missing`,
        'name all voters, the same in every cluster',
      ]),
      ...ifAny(foreign, list => [`names ${list}, not a ${kind} of group ${plan.name}`, 'remove it']),
      ...ifAny(
        self.map(({ host }) => host),
        list => [`does not name the learner ${list} itself`, 'add it'],
      ),
      ...ifAny(elsewhere, list => [`names ${list}, and peers listen on port ${[...ports].join(', ')}`, 'use the port for peers']),
      ...entries.flatMap(({ host, name }): readonly Wrong[] => {
        const member = members.get(host);
        if (!member || name === member.name) return [];
        if (name === undefined)
          return named ? [[`names ${host} without '${member.name}=' before it`, "put the pod's name before the address"]] : [];
        return [[`calls ${host} '${name}', and its pod is ${member.name}`, "use the pod's name"]];
      }),
      // On the way to TLS and back, members listen with either scheme: another rule holds each to its own.
      ...formOf(entries, this.isSwitching),
    ];
  }
}

const ifAny = (items: readonly string[], say: (list: string) => Wrong): readonly Wrong[] => (items.length > 0 ? [say(listed(items))] : []);

/** Problems of a list, regardless of the plan. */
function formOf(entries: readonly PeerEntry[], isSwitching = false): readonly Wrong[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { host } of entries) (seen.has(host) ? twice : seen).add(host);
  const schemes = new Set(entries.map(({ scheme }) => scheme ?? 'no scheme'));
  const ports = new Set(entries.map(({ port }) => port === undefined));
  return [
    ...ifAny([...twice], list => [`names ${list} more than once`, 'name each member once']),
    ...(schemes.size > 1 && !isSwitching ? [[`mixes ${[...schemes].join(' and ')}`, 'use one scheme for all peers'] as const] : []),
    ...(ports.size > 1 ? [['has a port for some of its members and none for others', 'write the port for peers for each'] as const] : []),
  ];
}

/**
 * Without a plan, lists can only be compared with each other: lists with a common member must be equal. The most
 * frequent one is taken for right.
 */
function amongEachOther({ pools }: MemberGroup): readonly ManifestFound[] {
  const lists = pools.flatMap(pool =>
    listsOf(pool, namesPeers).flatMap(list => {
      const entries = peerEntries(list.value);
      return entries.length < 2 ? [] : [{ list, entries, hosts: hostsOf(entries) }];
    }),
  );
  return lists.flatMap(({ list, entries, hosts }) => {
    const alike = lists.filter(other => other.list.setting.key === list.setting.key);
    const usual = mostFrequent(alike.map(other => other.hosts));
    const other = alike.find(each => each.hosts === usual);
    if (!other || hosts === usual) return formOf(entries).map(each => inSetting(list, each));
    const differs: Wrong = [
      `names other peers than the list in ${poolPlace(other.list.pool)}, and shares some with it`,
      'use the same list for all members of the group',
    ];
    return [...formOf(entries), differs].map(each => inSetting(list, each));
  });
}

/** The hosts of a list, sorted. */
const hostsOf = (entries: readonly PeerEntry[]): string => [...new Set(entries.map(({ host }) => host))].sort().join(',');
