import type { EditedOutput } from '../edited-output';
import type { ManifestCases } from '../manifest-case';
import { members, queue, withoutPlan } from '../member-edits';
import { peersOf, resize, tell, type WrittenGroup, writtenGroup } from '../written-group';

const settings = members('settings');

/** A group that somebody wrote into a folder without a plan, after a change. */
const written = (change: (group: WrittenGroup) => unknown) => (output: EditedOutput) => {
  const group = writtenGroup();
  change(group);
  for (const object of Object.values(group)) withoutPlanOf(output).add('dublin', 'kv', object);
};
const withoutPlanOf = (output: EditedOutput): EditedOutput => (output.files.includes('fleet.json') ? withoutPlan(output) : output);

/** Cases of the rules in lib/rules/quorum. */
export const quorum: ManifestCases = {
  'quorum/even-voters': [
    {
      situation: 'four members in a folder without a plan',
      edit: written(group => resize(group, 4)),
      finds: [
        { at: 'kv/dublin', says: ['group kv has 4 voters', 'the quorum is 3', '1 may be lost, as with 3'], object: 'StatefulSet kv' },
      ],
    },
    {
      situation: 'two members in a folder without a plan',
      boundary: true,
      edit: written(group => resize(group, 2)),
      finds: [{ at: 'kv/dublin', says: ['2 voters', '0 may be lost, as with 1'] }],
    },
    {
      situation: 'four addresses to join by, which need not be those of all',
      boundary: true,
      edit: written(group => {
        resize(group, 4);
        tell(group, 'initial-cluster');
        tell(group, 'join', 'kv-0.kv-peers:2380,kv-1.kv-peers:2380,kv-2.kv-peers:2380,kv-3.kv-peers:2380');
      }),
      finds: [],
    },
    {
      situation: 'a learner beside three voters, in a folder without a plan',
      variant: 'learner',
      edit: output => withoutPlan(output),
      finds: [],
    },
    { situation: 'five members in a folder without a plan', edit: written(group => resize(group, 5)), finds: [] },
  ],
  'quorum/replicas': [
    {
      situation: 'one member more than the plan has votes for',
      boundary: true,
      edit: output => output.set('dublin', settings, 'spec.replicas', 3),
      finds: [{ at: 'settings/dublin', says: ['3 members run', '2 of the 5 voters'], object: settings, field: 'spec.replicas' }],
    },
    {
      situation: 'a count that is left out, which means one',
      edit: output => output.unset('frankfurt', settings, 'spec.replicas'),
      finds: [{ at: 'settings/frankfurt', says: ['1 members run'], object: settings }],
    },
    {
      situation: 'a cold standby that runs',
      edit: output => output.set('london', members('ledger'), 'spec.replicas', 1),
      finds: [{ at: 'ledger/london', says: ['1 members run in a cold standby'], field: 'spec.replicas' }],
    },
    {
      situation: 'a learner too many',
      variant: 'learner',
      edit: output => output.set('dublin', members('journal-learner'), 'spec.replicas', 2),
      finds: [{ at: 'journal/dublin', says: ['2 members run', '1 learners'] }],
    },
    {
      situation: 'a count that is left out where the plan has one member',
      boundary: true,
      edit: output => output.unset('london', settings, 'spec.replicas'),
      finds: [],
    },
    {
      situation: 'a peer that nobody runs, in a folder without a plan',
      edit: written(({ members }) => (members.spec.replicas = 2)),
      finds: [{ at: 'kv/dublin', says: ['2 members run', '--initial-cluster also names kv-2'], field: 'spec.replicas' }],
    },
    {
      situation: 'two members that no peer knows, in a folder without a plan',
      edit: written(group => tell(group, 'initial-cluster', peersOf([0, 1, 7]).replace(/,kv-7=.*$/, ''))),
      finds: [{ at: 'kv/dublin', says: ['3 members run', 'does not name kv-2'] }],
    },
    {
      situation: 'peers of the same name in other clusters, in a folder without a plan',
      boundary: true,
      edit: output => withoutPlan(output),
      finds: [],
    },
    {
      situation: 'a list of some peers to join by, in a folder without a plan',
      edit: written(group => {
        tell(group, 'initial-cluster');
        tell(group, 'join', 'kv-0.kv-peers:2380,kv-1.kv-peers:2380');
      }),
      finds: [],
    },
    {
      situation: 'a StatefulSet of a chart that is no Raft system',
      edit: output => output.add('dublin', 'queue', queue),
      finds: [],
    },
  ],
};
