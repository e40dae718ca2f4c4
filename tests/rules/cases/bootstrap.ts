import type { ManifestCases } from '../manifest-case';

/** Cases of the rules in lib/rules/bootstrap. */
export const bootstrap: ManifestCases = {
  'bootstrap/parallel': [
    {
      situation: 'members that start in order',
      edit: output => output.set('dublin', 'StatefulSet settings', 'spec.podManagementPolicy', 'OrderedReady'),
      finds: [
        {
          at: 'settings/dublin',
          says: ['OrderedReady'],
          object: 'StatefulSet settings',
          field: 'spec.podManagementPolicy',
        },
      ],
    },
    {
      situation: 'a policy that is left out, which means in order',
      boundary: true,
      edit: output => output.unset('dublin', 'StatefulSet settings', 'spec.podManagementPolicy'),
      finds: [{ at: 'settings/dublin', says: ['OrderedReady'] }],
    },
    {
      situation: 'a StatefulSet of a chart that is no Raft system',
      edit: output =>
        output.add('dublin', 'queue', {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          metadata: { name: 'queue', namespace: 'queue' },
          spec: { replicas: 1, podManagementPolicy: 'OrderedReady' },
        }),
      finds: [],
    },
  ],
};
