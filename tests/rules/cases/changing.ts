import type { EditedOutput } from '../edited-output';
import type { ManifestCases } from '../manifest-case';

const variant = 'changing';
const add = 'Job settings-12-add-2';
const promote = 'Job settings-12-promote-2-ac9be';
const hook = "metadata.annotations['argocd.argoproj.io/hook']";
const wave = "metadata.annotations['argocd.argoproj.io/sync-wave']";
const volumes = 'ConfigMap settings-volumes';
const first = 'spec.template.spec.initContainers[0]';

/** Changes what the guard of the members of settings in dublin reads. */
const ledger = (change: (text: string) => string) => (output: EditedOutput) => {
  const { data } = output.object('dublin', volumes);
  data['ledger.json'] = change(data['ledger.json']);
};

/** Cases of the rules about members that change. */
export const changing: ManifestCases = {
  'membership/jobs': [
    {
      situation: 'a member that nobody adds',
      variant,
      edit: output => output.remove('dublin', add),
      finds: [{ at: 'settings/dublin', says: ['no Job settings-12-add-2', 'add settings-12'] }],
    },
    {
      situation: 'a learner that nobody promotes',
      variant,
      edit: output => output.remove('dublin', promote),
      finds: [{ at: 'settings/dublin', says: ['no Job settings-12-promote-2-ac9be'] }],
    },
    {
      situation: 'members that nothing asks for before they are restarted',
      variant,
      edit: output => output.remove('dublin', 'Job queue-prove'),
      finds: [{ at: 'queue/dublin', says: ['no Job queue-prove', 'may be restarted'] }],
    },
    {
      situation: 'a job that members do not wait for',
      variant,
      edit: output => output.unset('london', 'Job locks-21-remove-1', hook),
      finds: [{ at: 'locks/london', says: ['remove locks-21', 'no hook'], object: 'Job locks-21-remove-1' }],
    },
    {
      situation: 'a hook in the wave of the members',
      variant,
      boundary: true,
      edit: output => output.set('dublin', add, wave, '0'),
      finds: [{ at: 'settings/dublin', says: ['a Sync hook of wave 0'], object: add }],
    },
    {
      situation: 'a promotion that is waited for',
      variant,
      edit: output => output.set('dublin', promote, hook, 'Sync'),
      finds: [{ at: 'settings/dublin', says: ['members become ready only beside it'], object: promote }],
    },
    { situation: 'a hook before the sync', variant, boundary: true, edit: output => output.set('dublin', add, hook, 'PreSync'), finds: [] },
    {
      situation: 'one more label',
      variant,
      edit: output => output.set('dublin', add, "metadata.labels['example.com/team']", 'storage'),
      finds: [],
    },
  ],
  'membership/volumes': [
    {
      situation: 'members that nothing guards',
      variant,
      edit: output => output.unset('dublin', 'StatefulSet settings', 'spec.template.spec.initContainers'),
      finds: [{ at: 'settings/dublin', says: ['a member whose volume came back empty starts'], object: 'StatefulSet settings' }],
    },
    {
      situation: 'a guard that does not see the volume',
      variant,
      edit: output => output.unset('dublin', 'StatefulSet settings', `${first}.volumeMounts[0]`),
      finds: [{ at: 'settings/dublin', says: ['both their volume and ConfigMap settings-volumes'] }],
    },
    {
      situation: 'a guard that sees no later commit',
      variant,
      boundary: true,
      edit: output => output.set('dublin', 'StatefulSet settings', `${first}.volumeMounts[1].subPath`, 'ledger.json'),
      finds: [{ at: 'settings/dublin', says: ['both their volume and ConfigMap settings-volumes'] }],
    },
    {
      situation: 'a ledger that is not there',
      variant,
      edit: output => output.remove('dublin', volumes),
      finds: [{ at: 'settings/dublin', says: ['no ConfigMap settings-volumes'] }],
    },
    {
      situation: 'another volume than the ledger has',
      variant,
      boundary: true,
      edit: ledger(text => text.replace('"volume": 2', '"volume": 1')),
      finds: [{ at: 'settings/dublin', says: ['ledger.json'], object: volumes }],
    },
    {
      situation: 'a ledger that is cut off',
      variant,
      edit: ledger(text => text.slice(0, 40)),
      finds: [{ at: 'settings/dublin', says: ['ledger.json'] }],
    },
    { situation: 'the same ledger in one line', variant, edit: ledger(text => JSON.stringify(JSON.parse(text))), finds: [] },
  ],
};
