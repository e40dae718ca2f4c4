import { join } from 'node:path';
import type { MembershipAction } from '../../lib/domain/engine';

interface Status {
  readonly name: string;
  readonly endpoint: string;
  readonly id?: string;
  readonly leader?: string;
  readonly applied?: bigint;
  readonly fault?: string;
  readonly why?: string;
}
interface Listed {
  readonly id: string;
  readonly name: string;
  readonly peerURLs: readonly string[];
  readonly isLearner: boolean;
}
interface View {
  readonly statuses: readonly Status[];
  readonly own: Status | undefined;
  readonly unheardMillis: number;
  readonly members: readonly Listed[] | undefined;
  readonly silent?: Readonly<Record<string, string>>;
  readonly distrusted?: Readonly<Record<string, string>>;
}
interface Order {
  readonly action: MembershipAction;
  readonly member?: string;
  readonly peerUrl?: string;
  readonly restarted?: readonly string[];
  readonly peerUrls?: Readonly<Record<string, string>>;
}
interface Next {
  readonly kind: 'done' | 'wait' | 'call';
  readonly text: string;
  readonly path?: string;
  readonly body?: object;
  readonly endpoint?: string;
}
const { decide } = require(join(__dirname, '..', '..', 'lib', 'programs', 'etcd-membership.cjs')) as {
  decide(order: Order, view: View): Next;
};

/** More than a number of JavaScript holds exactly. */
const idOf = (name: string): string => `1844674407370955${name.padStart(4, '0').slice(-4).replace(/\D/g, '1')}`;
const listed = (name: string, over: Partial<Listed> = {}): Listed => ({
  id: idOf(name),
  name,
  peerURLs: [`http://${name}:2380`],
  isLearner: false,
  ...over,
});
const status = (name: string, over: Partial<Status> = {}): Status => ({
  name,
  endpoint: `http://${name}:2379`,
  id: idOf(name),
  leader: idOf('m1'),
  applied: 5000n,
  ...over,
});
const silent = (name: string): Status => ({ name, endpoint: `http://${name}:2379`, fault: 'does not answer', why: 'ECONNREFUSED' });
const voters = ['m1', 'm2', 'm3'];
const view = (over: Partial<View> = {}): View => ({
  statuses: voters.map(name => status(name)),
  own: silent('m4'),
  unheardMillis: 30_000,
  members: voters.map(name => listed(name)),
  ...over,
});
const without = (name: string): readonly Status[] => voters.map(voter => (voter === name ? silent(voter) : status(voter)));
const order = (action: MembershipAction, over: Partial<Order> = {}): Order => ({
  action,
  ...(action === 'prove' ? {} : { member: 'm4', peerUrl: 'http://m4:2380' }),
  ...over,
});
const four = (over: Partial<Listed> = {}): readonly Listed[] => [...voters.map(name => listed(name)), listed('m4', over)];
const says = ({ kind, text }: Next): string => `${kind}: ${text}`;

describe('a proof', () => {
  it.each<readonly [string, Partial<View>, string]>([
    ['all healthy', {}, 'done: all 3 voters answer, follow one leader and are caught up'],
    ['one silent', { statuses: without('m2') }, 'wait: m2 does not answer'],
    ['nobody', { members: undefined, statuses: voters.map(silent), own: undefined }, 'wait: none of 3 members answers (m1: ECONNREFUSED)'],
    [
      'no leader',
      { statuses: voters.map(name => status(name, { leader: '0', fault: 'follows no leader' })) },
      'wait: the group has no leader',
    ],
    [
      'two leaders',
      { statuses: [status('m1'), status('m2'), status('m3', { leader: idOf('m3') })] },
      'wait: the voters follow different leaders',
    ],
    ['one behind', { statuses: [status('m1'), status('m2', { applied: 3999n }), status('m3')] }, 'wait: m2 is 1001 entries behind'],
    [
      'one that is still a learner',
      { members: [listed('m1'), listed('m2'), listed('m3', { isLearner: true })] },
      'wait: m3 is still a learner',
    ],
    ['one that the group does not list', { members: [listed('m1'), listed('m2')] }, 'wait: m3 is not in the list of members'],
    ['one that was to be removed', { members: four() }, 'wait: m4 still votes'],
    ['a learner beside it', { members: four({ isLearner: true }) }, 'done: all 3 voters answer, follow one leader and are caught up'],
    [
      'an alarm',
      { statuses: [status('m1', { fault: 'reports alarm:NOSPACE' }), status('m2'), status('m3')] },
      'wait: m1 reports alarm:NOSPACE',
    ],
  ])('of %s', (_, over, expected) => {
    expect(says(decide(order('prove'), view({ own: undefined, ...over })))).toBe(expected);
  });

  const five = ['m1', 'm2', 'm3', 'm5', 'm6'];
  const many = (down: readonly string[]): View => ({
    statuses: five.map(name => (down.includes(name) ? silent(name) : status(name))),
    own: undefined,
    unheardMillis: 0,
    members: five.map(name => listed(name)),
  });
  const rollout = order('prove', { restarted: ['m1', 'm2'] });

  it('lets a rollout go on that left one of its own members behind: the next pods mend it', () => {
    expect(decide(rollout, many(['m2'])).kind).toBe('done');
  });

  it('stops a rollout while somebody elsewhere is down, and where one more would take the quorum', () => {
    expect(says(decide(rollout, many(['m6'])))).toBe('wait: m6 does not answer');
    expect(decide(order('prove', { restarted: ['m1', 'm2'] }), view({ own: undefined, statuses: without('m1') })).kind).toBe('wait');
  });

  it('mends the last of a StatefulSet where no vote is to spare: nobody goes before it is there', () => {
    expect(decide(order('prove', { restarted: ['m1', 'm2'] }), view({ own: undefined, statuses: without('m2') })).kind).toBe('done');
    expect(decide(order('prove', { restarted: ['m2'] }), view({ own: undefined, statuses: without('m2') })).kind).toBe('done');
    expect(decide(rollout, many(['m1', 'm2'])).kind).toBe('done');
  });
});

describe('an address with another scheme', () => {
  const [plain, secure] = ['http', 'https'].map(scheme => (name: string) => `${scheme}://${name}:2380`) as [
    (name: string) => string,
    typeof String,
  ];
  const urls = Object.fromEntries(['m2', 'm3'].map(name => [name, secure(name)]));
  const update = order('update', { peerUrls: urls });
  const moved = (...names: readonly string[]): readonly Listed[] =>
    voters.map(name => listed(name, { peerURLs: [(names.includes(name) ? secure : plain)(name)] }));

  it('is told to the group once its member listens there, one after the other', () => {
    expect(decide(update, view({ silent: { m2: 'ECONNREFUSED' } }))).toEqual({
      kind: 'call',
      text: 'tells the group that m3 is at https://m3:2380',
      endpoint: 'http://m1:2379',
      path: '/v3/cluster/member/update',
      body: { ID: idOf('m3'), peerURLs: ['https://m3:2380'] },
    });
    expect(says(decide(update, view({ members: moved('m3'), silent: { m2: 'ECONNREFUSED' } })))).toBe(
      'wait: nobody listens at https://m2:2380 yet: ECONNREFUSED',
    );
    expect(says(decide(update, view({ members: moved('m2', 'm3') })))).toBe('done: the group knows m2 and m3 by the right addresses');
  });

  it('waits for a leader, and for a member that is not listed', () => {
    const leaderless = voters.map(name => status(name, { leader: '0', fault: 'follows no leader' }));
    expect(says(decide(update, view({ statuses: leaderless, own: undefined })))).toBe('wait: the group has no leader that answers');
    expect(says(decide(update, view({ members: [listed('m1'), listed('m2', { peerURLs: [secure('m2')] })] })))).toBe(
      'wait: m3 is not in the list of members',
    );
  });

  it('stops who would restart next, until the group has it; but not for those that restart themselves', () => {
    const prove = order('prove', { peerUrls: { ...urls, m1: plain('m1') }, restarted: ['m1'] });
    expect(says(decide(prove, view({ own: undefined, members: moved('m2') })))).toBe(
      'wait: m3 is known by http://m3:2380, and not by https://m3:2380',
    );
    expect(decide(prove, view({ own: undefined, members: moved('m1', 'm2', 'm3') })).kind).toBe('done');
  });

  it('stops who would restart next while a peer has a certificate that is not trusted there, whoever is to be mended', () => {
    const prove = order('prove', { restarted: ['m3'] });
    const distrusted = { m2: 'unable to verify the first certificate' };
    expect(says(decide(prove, view({ own: undefined, distrusted, statuses: without('m3') })))).toBe(
      'wait: the certificate of m2 is not trusted: unable to verify the first certificate',
    );
  });
});

describe('a member that is added', () => {
  it('is added as a learner, through the leader', () => {
    expect(decide(order('add'), view())).toEqual({
      kind: 'call',
      text: 'adds m4 as a learner',
      endpoint: 'http://m1:2379',
      path: '/v3/cluster/member/add',
      body: { peerURLs: ['http://m4:2380'], isLearner: true },
    });
  });

  it.each<readonly [string, Partial<View>, string]>([
    [
      'once it is in, also while it has not started',
      { members: four({ isLearner: true, name: '' }) },
      'done: m4 is in the group as a learner',
    ],
    ['once it votes and answers', { members: four(), own: status('m4') }, 'done: m4 votes'],
    [
      'where its old self still votes',
      { members: four() },
      `wait: m4 votes and does not answer; if its volume is lost: etcdctl member remove ${BigInt(idOf('m4')).toString(16)}`,
    ],
    [
      'where another learner is',
      { members: [...voters.map(name => listed(name)), listed('m9', { isLearner: true })] },
      'wait: m9 is a learner, and a group adds one at a time',
    ],
    [
      'where one that has no name yet is learning',
      { members: [...voters.map(name => listed(name)), listed('m9', { name: '', isLearner: true })] },
      'wait: http://m9:2380 is a learner, and a group adds one at a time',
    ],
    ['while a voter is down', { statuses: without('m3') }, 'wait: m3 does not answer'],
    ['while an earlier order is not done', { members: [...voters.map(name => listed(name)), listed('m7')] }, 'wait: m7 still votes'],
  ])('is not added again, or not yet: %s', (_, over, expected) => {
    expect(says(decide(order('add'), view(over)))).toBe(expected);
  });
});

describe('a learner', () => {
  const learning = four({ isLearner: true });
  it('is promoted once it has caught up', () => {
    expect(decide(order('promote'), view({ members: learning, own: status('m4', { applied: 4000n }) }))).toMatchObject({
      kind: 'call',
      path: '/v3/cluster/member/promote',
      body: { ID: idOf('m4') },
    });
  });

  it.each<readonly [string, Partial<View>, string]>([
    ['before it is added', {}, 'wait: m4 is not in the list of members'],
    ['before it answers', { members: learning }, 'wait: m4 does not answer (ECONNREFUSED)'],
    ['while it is behind', { members: learning, own: status('m4', { applied: 10n }) }, 'wait: m4 is 4990 entries behind'],
    ['where somebody else answers at its address', { members: learning, own: status('m5') }, 'wait: m4 does not answer'],
    [
      'where there is no leader',
      { members: learning, own: status('m4'), statuses: without('m1') },
      'wait: the group has no leader that answers',
    ],
    ['once it votes', { members: four() }, 'done: m4 votes'],
  ])('is not promoted: %s', (_, over, expected) => {
    expect(says(decide(order('promote'), view(over)))).toBe(expected);
  });
});

describe('a member that is removed', () => {
  const healthy = { members: four(), own: status('m4') };
  const leads = (names: readonly string[]): readonly Status[] => names.map(name => status(name, { leader: idOf('m4') }));

  it('is removed by the leader', () => {
    expect(decide(order('remove'), view(healthy))).toMatchObject({
      kind: 'call',
      endpoint: 'http://m1:2379',
      path: '/v3/cluster/member/remove',
      body: { ID: idOf('m4') },
    });
  });

  it('hands leadership over first, to the one that is furthest', () => {
    const statuses = leads(voters).map(one => (one.name === 'm2' ? { ...one, applied: 5001n } : one));
    expect(decide(order('remove'), view({ members: four(), own: status('m4', { leader: idOf('m4') }), statuses }))).toMatchObject({
      kind: 'call',
      endpoint: 'http://m4:2379',
      path: '/v3/maintenance/transfer-leadership',
      body: { targetID: idOf('m2') },
    });
  });

  it('is removed when it does not answer while the others have a quorum, one of them down or not', () => {
    expect(decide(order('remove'), view({ members: four() })).kind).toBe('call');
    expect(decide(order('remove'), view({ members: four(), statuses: without('m3') })).kind).toBe('call');
  });

  it.each<readonly [string, Partial<View>, string]>([
    ['while another one is down and it is healthy', { ...healthy, statuses: without('m3') }, 'wait: m3 does not answer'],
    [
      'while another one is down and nobody knows yet whether it is healthy',
      { members: four(), statuses: without('m3'), unheardMillis: 29_999 },
      'wait: m3 does not answer',
    ],
    [
      'where the others would have no quorum',
      { members: four(), statuses: [status('m1'), silent('m2'), silent('m3')] },
      'wait: without m4, 1 of 3 voters are healthy, and 2 are needed',
    ],
    [
      'where it is the only one',
      { statuses: [], members: [listed('m4')], own: status('m4', { leader: idOf('m4') }) },
      'wait: without m4, 0 of 0 voters are healthy, and 1 are needed',
    ],
    ['where there is no leader', { members: four(), statuses: without('m1') }, 'wait: the group has no leader that answers'],
    ['while an earlier order is not done', { ...healthy, members: [...four(), listed('m7')] }, 'wait: m7 still votes'],
    ['twice', {}, 'done: m4 is not in the list of members'],
  ])('is not removed: %s', (_, over, expected) => {
    expect(says(decide(order('remove'), view(over)))).toBe(expected);
  });

  it('is removed at any time where it only learns', () => {
    expect(decide(order('remove'), view({ members: four({ isLearner: true }), statuses: without('m3') })).kind).toBe('call');
  });
});

describe('another action', () => {
  it('is refused', () => {
    expect(() => decide(order('demote' as MembershipAction), view())).toThrow("'demote' is not an action");
  });
});
