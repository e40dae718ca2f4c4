import type { ManifestCases } from '../manifest-case';
import { members, queue } from '../member-edits';

const settings = members('settings');

/** Cases of the rules in lib/rules/quorum. */
export const quorum: ManifestCases = {
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
      situation: 'a StatefulSet of a chart that is no Raft system',
      edit: output => output.add('dublin', 'queue', queue),
      finds: [],
    },
  ],
};
