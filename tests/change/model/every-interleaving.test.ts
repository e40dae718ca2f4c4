import { isFullRun, sample } from '../../extent';
import { explore } from './explore';
import type { Laws } from './laws';
import { type Pair, planned } from './pair';
import { broken } from './rendered';

type Case = readonly [what: string, pair: Pair, laws: Partial<Laws>];

const anyLoss: Partial<Laws> = { losses: ['member', 'zone', 'cluster'] };
const lostUnderWay: Partial<Laws> = { losses: ['volume'], hooks: 'given-up', volumesLostIn: 'change' };
const newer = 'etcd:v3.6.6';
const mending: Partial<Laws> = { retargets: 1 };
const far = { heartbeatMillis: 400, electionMillis: 4000 };
const further = { heartbeatMillis: 1000, electionMillis: 10_000 };

/** Small enough for the quick run, which tries some of them. */
const small: readonly Case[] = [
  ['one voter becomes three', { from: { votes: [1, 0, 0] }, to: [{ votes: [1, 1, 1] }] }, {}],
  ['one voter moves', { from: { votes: [1, 0] }, to: [{ votes: [0, 1] }] }, anyLoss],
  ['three voters of one cluster become one', { from: { votes: [3] }, to: [{ votes: [1] }] }, anyLoss],
  ['a fourth voter comes', { from: { votes: [1, 1, 1] }, to: [{ votes: [2, 1, 1] }] }, anyLoss],
  ['a learner becomes a voter', { from: { votes: [1, 1, 0], learners: [0, 0, 1] }, to: [{ votes: [1, 1, 1] }] }, anyLoss],
  ['a voter becomes a learner', { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 0], learners: [0, 0, 1] }] }, anyLoss],
  ['a learner moves', { from: { votes: [1, 0, 0], learners: [0, 1, 0] }, to: [{ votes: [1, 0, 0], learners: [0, 0, 1] }] }, anyLoss],
  ['a member that left comes again', { from: { votes: [1, 0] }, to: [{ votes: [1, 1] }], left: { 'settings-100': 2 } }, anyLoss],
  ['a lost volume is replaced', { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1] }] }, { losses: ['volume'], volumes: 2 }],
  [
    'a volume is lost beside a learner, and the engine has one learner at a time',
    { from: { votes: [2, 1, 0], learners: [0, 0, 1] }, to: [{ votes: [2, 1, 0], learners: [0, 0, 1] }] },
    { losses: ['volume'] },
  ],
  ['a volume is lost while a member joins', { from: { votes: [3] }, to: [{ votes: [4] }] }, lostUnderWay],
  ['a volume is lost while a member leaves', { from: { votes: [3] }, to: [{ votes: [2] }] }, lostUnderWay],
  ['a volume is lost while one of four leaves', { from: { votes: [2, 2] }, to: [{ votes: [2, 1] }] }, lostUnderWay],
  ['a volume is lost during an upgrade', { from: { votes: [3] }, to: [{ votes: [3], image: newer }] }, lostUnderWay],
  [
    'an addition is taken back before its job ran',
    { from: { votes: [1, 1, 1] }, to: [{ votes: [2, 1, 1] }, { votes: [1, 1, 1] }] },
    { undos: 1, retargets: 1 },
  ],
  ['an addition is taken back and begun again', { from: { votes: [1, 0] }, to: [{ votes: [1, 1] }] }, { ...anyLoss, undos: 2 }],
  [
    'a learner stays while a voter comes, and the engine has one learner at a time',
    { from: { votes: [1, 1, 0], learners: [0, 0, 1] }, to: [{ votes: [2, 1, 0], learners: [0, 0, 1] }] },
    anyLoss,
  ],
  [
    'a learner stays while a voter comes, and the engine has two',
    { from: { votes: [1, 1, 0], learners: [0, 0, 1], maxLearners: 2 }, to: [{ votes: [2, 1, 0], learners: [0, 0, 1], maxLearners: 2 }] },
    { ...anyLoss, learners: 2 },
  ],
  [
    'a cluster with a learner gets another one',
    { from: { votes: [1, 0], learners: [0, 1], maxLearners: 2 }, to: [{ votes: [1, 0], learners: [0, 2], maxLearners: 2 }] },
    { ...anyLoss, learners: 2, undos: 1 },
  ],
  [
    'a learner goes and comes again',
    { from: { votes: [1, 0, 0], learners: [0, 1, 0] }, to: [{ votes: [1, 0, 0] }, { votes: [1, 0, 0], learners: [0, 1, 0] }] },
    { ...anyLoss, retargets: 1 },
  ],
  ['an upgrade is taken back', { from: { votes: [3] }, to: [{ votes: [3], image: newer }] }, { ...anyLoss, undos: 2 }],
  [
    'a cluster gets its first member before an upgrade',
    { from: { votes: [1, 0] }, to: [{ votes: [1, 1], image: newer }, { votes: [1, 1] }] },
    { ...anyLoss, retargets: 1 },
  ],
];

/** Rollouts of pod templates: two members of one cluster beside one of another, or what is said. */
const rollouts: readonly Case[] = [
  ['a rollout of two clusters', { from: { votes: [2, 1] }, to: [{ votes: [2, 1], cpu: '750m' }] }, anyLoss],
  ['a rollout that is taken back at any time', { from: { votes: [3] }, to: [{ votes: [3], cpu: '750m' }] }, { undos: 1 }],
  ['an upgrade that is taken back at any time', { from: { votes: [3] }, to: [{ votes: [3], image: newer }] }, { undos: 1 }],
  [
    'a template with which nobody starts, and back',
    { from: { votes: [3] }, to: [{ votes: [3], cpu: broken.cpu }, { votes: [3] }] },
    mending,
  ],
  [
    'an image that is not there, and a newer one instead',
    {
      from: { votes: [1, 1, 1] },
      to: [
        { votes: [1, 1, 1], image: broken.image },
        { votes: [1, 1, 1], image: newer },
      ],
    },
    mending,
  ],
  [
    'a template with which nobody starts, taken back and deleted by hand',
    {
      from: { votes: [3] },
      to: [
        { votes: [3], cpu: broken.cpu },
        { votes: [3], cpu: '750m' },
      ],
    },
    { ...mending, undos: 1 },
  ],
  [
    'a program that changes while its template is rolled out',
    { from: { votes: [3] }, to: [{ votes: [3], cpu: '750m' }, { votes: [3] }] },
    mending,
  ],
  ['timeouts that do not go with the old ones', { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1], timing: far }] }, {}],
  [
    'timeouts that change again under way',
    { from: { votes: [3], timing: far }, to: [{ votes: [3] }, { votes: [3], timing: further }] },
    mending,
  ],
];

/** Nodes are drained, a cluster goes for ever, or volumes change. */
const beside: readonly Case[] = [
  ['nodes of one cluster after the other are drained', { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1] }], drains: 2 }, {}],
  ['whoever a budget lets go at rest', { from: { votes: [2, 2, 1] }, to: [{ votes: [2, 2, 1] }] }, { evictions: 'anywhere' }],
  ['whoever a budget lets go while a member joins', { from: { votes: [1, 1, 1] }, to: [{ votes: [2, 1, 1] }] }, { evictions: 'anywhere' }],
  ['a cluster is gone for ever', { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 0], lost: [2] }] }, anyLoss],
  [
    'a cluster is gone for ever while a member of it joins',
    { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 2] }, { votes: [1, 1, 0], lost: [2] }] },
    { retargets: 1, undos: 1 },
  ],
  [
    'a cluster is gone for ever while a member of it is given up',
    {
      from: { votes: [1, 1, 1] },
      to: [
        { votes: [1, 1, 1], fast: [2] },
        { votes: [1, 1, 0], lost: [2] },
      ],
    },
    { retargets: 1 },
  ],
  [
    'volumes grow, and those of one cluster get another class',
    { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1], fast: [1], mebibytes: 4096 }] },
    anyLoss,
  ],
  [
    'volumes get another class beside a learner, and the engine has one learner at a time',
    { from: { votes: [1, 1, 0], learners: [0, 0, 1] }, to: [{ votes: [1, 1, 0], learners: [0, 0, 1], fast: [1] }] },
    {},
  ],
];
const fewer = { fast: [0], mebibytes: 4096 };
const largerBeside: readonly Case[] = [
  [
    'a volume is lost while nodes are drained',
    { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1] }], drains: 1 },
    { ...lostUnderWay, losses: ['volume', 'member'] },
  ],
  ['nodes are drained on the way to more members', { from: { votes: [2, 1] }, to: [{ votes: [2, 2] }], drains: 2 }, {}],
  [
    'a cluster is gone for ever while nodes are drained',
    { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1] }, { votes: [1, 1, 0], lost: [2] }], drains: 1 },
    { retargets: 1 },
  ],
  [
    'a cluster is gone for ever while a member joins elsewhere',
    { from: { votes: [1, 1, 1] }, to: [{ votes: [2, 1, 1] }, { votes: [1, 1, 0], lost: [2] }] },
    { retargets: 1, undos: 1 },
  ],
  [
    'a cluster is gone for ever during a rollout',
    {
      from: { votes: [1, 1, 1] },
      to: [
        { votes: [1, 1, 1], cpu: '750m' },
        { votes: [1, 1, 0], cpu: '750m', lost: [2] },
      ],
    },
    { retargets: 1, undos: 1 },
  ],
  [
    'one cluster after the other is gone for ever',
    {
      from: { votes: [2, 2, 1] },
      to: [
        { votes: [2, 1, 0], lost: [2] },
        { votes: [3, 0, 0], lost: [1, 2] },
      ],
    },
    { retargets: 1, undos: 1 },
  ],
  [
    'a learner joins in a cluster that is gone for ever',
    {
      from: { votes: [1, 1, 1, 0] },
      to: [
        { votes: [1, 1, 1, 0], learners: [0, 0, 0, 1] },
        { votes: [1, 1, 1, 0], lost: [3] },
      ],
    },
    { retargets: 1 },
  ],
  ['volumes of three members get another class', { from: { votes: [3] }, to: [{ votes: [3], fast: [0] }] }, { ...anyLoss }],
  ['a volume is lost while others get another class', { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1], fast: [1] }] }, lostUnderWay],
  [
    'volumes get another class and the old one again',
    { from: { votes: [2, 1] }, to: [{ votes: [2, 1], fast: [0] }, { votes: [2, 1] }] },
    mending,
  ],
  ['volumes get another class and one goes', { from: { votes: [2, 1] }, to: [{ votes: [2, 1], fast: [0] }, { votes: [1, 1] }] }, mending],
  [
    'one comes again after volumes have another class',
    {
      from: { votes: [2, 1] },
      to: [
        { votes: [1, 1], ...fewer },
        { votes: [2, 1], ...fewer },
      ],
    },
    mending,
  ],
];

/** Up to half a million states each. */
const large: readonly Case[] = [
  ['2/1/1 becomes 2/2/1', { from: { votes: [2, 1, 1] }, to: [{ votes: [2, 2, 1] }] }, anyLoss],
  ['1/1/1 becomes 2/2/1', { from: { votes: [1, 1, 1] }, to: [{ votes: [2, 2, 1] }] }, anyLoss],
  ['2/2/1 becomes 1/1/1', { from: { votes: [2, 2, 1] }, to: [{ votes: [1, 1, 1] }] }, anyLoss],
  ['three voters leave their one cluster', { from: { votes: [3, 0, 0] }, to: [{ votes: [1, 1, 1] }] }, anyLoss],
  [
    'a voter moves to a fourth cluster',
    { from: { votes: [1, 1, 1, 0] }, to: [{ votes: [1, 1, 0, 1], survive: 'any-one-cluster' }] },
    anyLoss,
  ],
  ['an upgrade of three clusters', { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1], image: newer }] }, anyLoss],
  ['an upgrade of two members of one cluster', { from: { votes: [2, 1] }, to: [{ votes: [2, 1], image: newer }] }, anyLoss],
  ['a rollout of three clusters', { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1], cpu: '750m' }] }, anyLoss],
  [
    'timeouts that do not go with the old ones, with losses',
    { from: { votes: [1, 1, 1] }, to: [{ votes: [1, 1, 1], timing: far }] },
    anyLoss,
  ],
  [
    'a program that is changed under way',
    { from: { votes: [1, 1, 1] }, to: [{ votes: [2, 1, 1] }, { votes: [1, 1, 0] }] },
    { ...anyLoss, retargets: 1 },
  ],
];

describe('whatever happens when', () => {
  it.each(isFullRun ? [...small, ...rollouts, ...beside, ...large, ...largerBeside] : sample([...small, ...rollouts, ...beside], 6))(
    '%s: the quorum, the writes and the way to the end are kept',
    (_, pair, laws) => {
      const { world, wanted } = planned(pair);
      const { states, fault } = explore(world(laws), wanted);
      expect(fault).toBeUndefined();
      expect(states).toBeGreaterThan(20);
    },
  );
});
