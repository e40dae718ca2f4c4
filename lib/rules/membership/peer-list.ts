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
    demands: "Each member's list of peers names all voters of its group, in all clusters the same, and a learner's itself besides.",
    why: 'Two lists are two groups: members that do not know each other can each find a quorum of their own. etcd makes the identity of the group from the list, and refuses members with another one.',
    source: 'etcd server/etcdserver/api/membership/member.go and cluster.go; etcd documentation, "Clustering Guide".',
    follows: [bootstrapInputs, unreadInputs],
  },
  group => (group.plan ? againstPlan(group, group.plan) : amongEachOther(group)),
);

/** A problem, and what to do. */
type Wrong = readonly [problem: string, fix: string];

interface List {
  readonly pool: MemberPool;
  readonly setting: Setting;
  /** A flag that is given several times is one list. */
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
  const expected = new Expected(plan, group.pools[0]?.plan?.system.engine.ports ?? []);
  const lists = new Map(
    group.pools.map(pool => [
      pool,
      listsOf(pool, setting => expected.isList(setting)).filter(list => runs(pool, 'etcd') || peerEntries(list.value).length > 0),
    ]),
  );
  const usual = defaultSettings(group.pools, pool => (lists.get(pool) ?? []).map(({ setting }) => setting));
  // In most clusters the text is the same, and so is what is to be said of it.
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
        problem: `nothing tells the members their peers by ${name}, so they start without the ${expected.voters.length} voters of group ${plan.name}`,
        fix: `give them ${name} from the bootstrap ConfigMap`,
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
    ports: readonly { readonly port: number; readonly serves: readonly string[] }[],
  ) {
    this.voters = plan.members.filter(({ role }) => role === 'voter');
    this.members = new Map(plan.members.map(member => [member.host, member]));
    this.ports = new Set(ports.filter(({ serves }) => serves.includes('peers')).map(({ port }) => port));
  }

  /** By its name, or by what is in it: two members, one of which votes, at the port of peers. A list of learners alone is for something else. */
  isList(setting: Setting): boolean {
    if (namesPeers(setting)) return true;
    // Most values are one address, and are not read.
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
    const takesPart = (host: string): boolean => ['voter', 'joining'].includes(members.get(host)?.role ?? '');
    const foreign = [...given].filter(host => !takesPart(host) && !(learners !== undefined && members.has(host)));
    const self = named
      ? plan.members.filter(
          ({ cluster, role, host }) => (role === 'joining' || (role === 'learner' && cluster === learners)) && !given.has(host),
        )
      : [];
    const elsewhere = entries.filter(({ port }) => port !== undefined && !ports.has(port)).map(({ text }) => text);
    const counted = `names ${voters.length - lacking.length} of the ${voters.length} voters of group ${plan.name}`;
    return [
      ...said(lacking, list => [
        `${counted}: ${list} ${lacking.length === 1 ? 'is' : 'are'} missing`,
        'name all voters, in every cluster the same',
      ]),
      ...said(foreign, list => [`names ${list}, no ${kind} of group ${plan.name}`, 'take it out']),
      ...said(
        self.map(({ host }) => host),
        list => [`does not name the learner ${list} itself`, 'add it'],
      ),
      ...said(elsewhere, list => [`names ${list}, and peers listen on port ${[...ports].join(', ')}`, 'use the port of peers']),
      ...entries.flatMap(({ host, name }): readonly Wrong[] => {
        const member = members.get(host);
        if (!member || name === member.name) return [];
        if (name === undefined)
          return named ? [[`names ${host} without '${member.name}=' before it`, "put the pod's name before the address"]] : [];
        return [[`calls ${host} '${name}', and its pod is ${member.name}`, "use the pod's name"]];
      }),
      ...formOf(entries),
    ];
  }
}

const said = (items: readonly string[], say: (list: string) => Wrong): readonly Wrong[] => (items.length > 0 ? [say(listed(items))] : []);

/** What is wrong with a list by itself. */
function formOf(entries: readonly PeerEntry[]): readonly Wrong[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { host } of entries) (seen.has(host) ? twice : seen).add(host);
  const schemes = new Set(entries.map(({ scheme }) => scheme ?? 'no scheme'));
  const ports = new Set(entries.map(({ port }) => port === undefined));
  return [
    ...said([...twice], list => [`names ${list} more than once`, 'name each member once']),
    ...(schemes.size > 1 ? [[`mixes ${[...schemes].join(' and ')}`, 'speak one scheme with all peers'] as const] : []),
    ...(ports.size > 1 ? [['gives some of its members a port and others none', 'give each the port of peers'] as const] : []),
  ];
}

/** Without a plan the lists can only be held against each other: those that share a member must be the same. Most of them are right. */
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
      `names other peers than in ${poolPlace(other.list.pool)}, and some of them are the same`,
      'give all members of the group one list',
    ];
    return [...formOf(entries), differs].map(each => inSetting(list, each));
  });
}

/** Whom a list names, whatever their order. */
const hostsOf = (entries: readonly PeerEntry[]): string => [...new Set(entries.map(({ host }) => host))].sort().join(',');
