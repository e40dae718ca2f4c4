import type { ManifestCases } from '../manifest-case';

const wave = "metadata.annotations['argocd.argoproj.io/sync-wave']";
const options = "metadata.annotations['argocd.argoproj.io/sync-options']";
const hook = "metadata.annotations['argocd.argoproj.io/hook']";
const members = 'StatefulSet settings';

/** Cases of the rules in lib/rules/argo about what Argo CD applies. */
export const argo: ManifestCases = {
  'argo/wave-order': [
    {
      situation: 'a namespace that comes after what is in it',
      edit: output => output.set('dublin', 'Namespace settings', wave, '0'),
      finds: [{ at: 'settings/dublin', says: ['wave 0', 'wave -2'], object: 'Namespace settings', field: wave }],
    },
    {
      situation: 'a namespace in the wave of the first things in it, which Argo CD applies before them',
      boundary: true,
      edit: output => output.set('dublin', 'Namespace settings', wave, '-2'),
      finds: [],
    },
    {
      situation: 'the inputs of members after them',
      edit: output => output.set('dublin', 'ConfigMap settings-bootstrap', wave, '1'),
      finds: [{ at: 'settings/dublin', says: ['wave 1'], object: 'ConfigMap settings-bootstrap' }],
    },
    {
      situation: 'names of peers after the members',
      edit: output => output.set('dublin', 'Service settings-peer', wave, '2'),
      finds: [{ at: 'settings/dublin', says: ['members of wave 0'], object: 'Service settings-peer' }],
    },
    {
      situation: 'records of a failover after the members',
      edit: output => output.set('london', 'DNSEndpoint settings-global', wave, '1'),
      finds: [{ at: 'settings/london', says: ['members of wave 0'], object: 'DNSEndpoint settings-global' }],
    },
    {
      situation: 'members before everything else',
      edit: output => output.set('dublin', members, wave, '-3'),
      finds: [{ at: 'settings/dublin', says: ['members of wave -3'], object: 'PodDisruptionBudget settings' }],
    },
    {
      situation: 'records in the wave of the members',
      boundary: true,
      edit: output => output.set('london', 'DNSEndpoint settings-global', wave, '0'),
      finds: [],
    },
    {
      situation: 'a wave that is no number, which is 0',
      boundary: true,
      edit: output => output.set('dublin', 'Service settings-peer', wave, 'early'),
      finds: [],
    },
    {
      situation: 'the account of a chart after its pods',
      edit: output =>
        output.set('dublin', 'ServiceAccount external-dns-local', 'metadata.annotations', { 'argocd.argoproj.io/sync-wave': '1' }),
      finds: [{ at: 'external-dns/dublin', says: ['Deployment external-dns-local'], object: 'ServiceAccount external-dns-local' }],
    },
    {
      situation: 'an Ingress after the members, which nobody needs to become ready',
      edit: output => output.set('dublin', 'Ingress whitewater', wave, '7'),
      finds: [],
    },
  ],
  'argo/waits-forever': [
    {
      situation: 'members after an Ingress',
      edit: output => output.set('dublin', 'Ingress whitewater', wave, '-1'),
      finds: [
        {
          at: 'whitewater/dublin',
          says: ['may never get an address', 'StatefulSet whitewater of wave 0'],
          object: 'Ingress whitewater',
          field: wave,
        },
      ],
    },
    {
      situation: 'members after the Service of a load balancer',
      edit: output => output.set('dublin', 'Service settings', 'spec.type', 'LoadBalancer'),
      finds: [{ at: 'settings/dublin', says: ['may never get an address'], object: 'Service settings' }],
    },
    {
      situation: 'the job of a learner after the learner',
      variant: 'learner',
      edit: output => output.set('dublin', 'StatefulSet journal-learner', wave, '1'),
      finds: [
        { at: 'journal/dublin', says: ['have to be added first', 'Job journal-learner-10-join'], object: 'StatefulSet journal-learner' },
      ],
    },
    {
      situation: 'a learner after its job',
      variant: 'learner',
      edit: output => output.set('dublin', 'Job journal-learner-10-join', wave, '1'),
      finds: [{ at: 'journal/dublin', says: ['needs the quorum'], object: 'Job journal-learner-10-join' }],
    },
    {
      situation: 'a hook that never gives up',
      variant: 'changing',
      boundary: true,
      edit: output => output.unset('dublin', 'Job settings-12-add-2', 'spec.activeDeadlineSeconds'),
      finds: [{ at: 'settings/dublin', says: ['needs the quorum'], object: 'Job settings-12-add-2' }],
    },
    {
      situation: 'what comes after something that is paused',
      edit: output =>
        output
          .set('london', 'Deployment external-dns-local', 'spec.paused', true)
          .set('london', 'ServiceAccount external-dns-global', 'metadata.annotations', { 'argocd.argoproj.io/sync-wave': '1' }),
      finds: [{ at: 'external-dns/london', says: ['is paused'] }],
    },
    {
      situation: 'a claim before the pods that it is bound for',
      edit: output =>
        output
          .add('dublin', 'queue', { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'queue' } })
          .add('dublin', 'queue', {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            metadata: { name: 'queue', namespace: 'queue', annotations: { 'argocd.argoproj.io/sync-wave': '1' } },
            spec: { template: { spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } } },
          }),
      finds: [{ at: 'queue/dublin', says: ['bound only when a pod uses it'], object: 'PersistentVolumeClaim data' }],
    },
    {
      situation: 'a learner and its job in the last wave together',
      variant: 'learner',
      boundary: true,
      edit: output =>
        output.set('dublin', 'StatefulSet journal-learner', wave, '5').set('dublin', 'Job journal-learner-10-join', wave, '5'),
      finds: [],
    },
    {
      situation: 'what comes after a cold standby, which is healthy with nobody running',
      boundary: true,
      edit: output => output.set('london', 'DNSEndpoint ledger-global', wave, '3'),
      finds: [],
    },
  ],
  'argo/gating': [
    {
      situation: 'members that are updated when somebody deletes them',
      edit: output => output.set('dublin', members, 'spec.updateStrategy', { type: 'OnDelete' }),
      finds: [{ at: 'settings/dublin', says: ['OnDelete'], field: 'spec.updateStrategy.type' }],
    },
    {
      situation: 'members whose health does not count',
      edit: output => output.set('dublin', members, "metadata.annotations['argocd.argoproj.io/ignore-healthcheck']", 'true'),
      finds: [{ at: 'settings/dublin', says: ['does not count'] }],
    },
    {
      situation: 'the default strategy',
      boundary: true,
      edit: output => output.unset('dublin', members, 'spec.updateStrategy.type'),
      finds: [],
    },
    {
      situation: 'a chart that is no Raft system',
      edit: output =>
        output.add('dublin', 'queue', {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          metadata: { name: 'queue', namespace: 'queue' },
          spec: { updateStrategy: { type: 'OnDelete' } },
        }),
      finds: [],
    },
  ],
  'argo/confirm': [
    {
      situation: 'members that a moved file removes',
      edit: output => output.set('dublin', members, options, 'Delete=confirm'),
      finds: [{ at: 'settings/dublin', says: ['Prune=confirm is not among'], object: members, field: options }],
    },
    {
      situation: 'a namespace that a deleted Application removes',
      edit: output => output.set('dublin', 'Namespace settings', options, 'Prune=confirm'),
      finds: [{ at: 'settings/dublin', says: ['everything in it', 'Delete=confirm'] }],
    },
    {
      situation: 'a namespace of a chart without options',
      edit: output => output.unset('dublin', 'Namespace external-dns', options),
      finds: [{ at: 'external-dns/dublin', says: ['Prune=confirm and Delete=confirm'] }],
    },
    {
      situation: 'volumes of members',
      edit: output => output.unset('dublin', members, 'spec.volumeClaimTemplates[0].metadata.annotations'),
      finds: [{ at: 'settings/dublin', says: ['each volume of data'] }],
    },
    {
      situation: 'a claim of a chart',
      edit: output =>
        output.add('dublin', 'queue', { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'queue' } }),
      finds: [{ at: 'queue/dublin', says: ['without asking'], object: 'PersistentVolumeClaim data' }],
    },
    {
      situation: 'options with spaces, and never instead of when confirmed',
      boundary: true,
      edit: output => output.set('dublin', members, options, 'Prune=false, Delete=confirm , ServerSideApply=true'),
      finds: [],
    },
    {
      situation: 'a StatefulSet of a chart without volumes',
      boundary: true,
      edit: output =>
        output.add('dublin', 'queue', {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          metadata: { name: 'queue', namespace: 'queue' },
          spec: {},
        }),
      finds: [],
    },
    {
      situation: 'a namespace of a chart that Argo CD does not deliver',
      variant: 'peer-tls',
      edit: output => output.add('dublin', 'queue', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'queue' } }),
      finds: [],
    },
  ],
  'argo/replace': [
    {
      situation: 'members that are replaced',
      edit: output => output.set('dublin', members, options, 'Prune=confirm,Delete=confirm,Replace=true'),
      finds: [{ at: 'settings/dublin', says: ['Replace=true'], object: members, field: options }],
    },
    {
      situation: 'a namespace that is forced',
      edit: output => output.set('dublin', 'Namespace settings', options, 'Prune=confirm,Delete=confirm, Force=true'),
      finds: [{ at: 'settings/dublin', says: ['Force=true'] }],
    },
    {
      situation: 'an Application that replaces everything',
      edit: output => output.set('argocd', 'Application settings-dublin', 'spec.syncPolicy.syncOptions[6]', 'Replace=true'),
      finds: [{ at: 'settings/argocd', says: ['Replace=true'], field: 'spec.syncPolicy.syncOptions[6]' }],
    },
    {
      situation: 'an ApplicationSet that forces everything',
      variant: 'rolling-sync',
      edit: output => output.set('argocd', 'ApplicationSet settings', 'spec.template.spec.syncPolicy.syncOptions[6]', 'Force=true'),
      finds: [{ at: 'settings/argocd', says: ['Force=true'] }],
    },
    {
      situation: 'an option that says no',
      boundary: true,
      edit: output => output.set('dublin', members, options, 'Prune=confirm,Delete=confirm,Replace=false'),
      finds: [],
    },
    {
      situation: 'a job that is replaced',
      variant: 'learner',
      edit: output => output.set('dublin', 'Job journal-learner-10-join', options, 'Replace=true,Force=true'),
      finds: [],
    },
  ],
  'argo/hook': [
    {
      situation: 'members that are a hook',
      edit: output => output.set('dublin', members, hook, 'Sync'),
      finds: [{ at: 'settings/dublin', says: ['Sync hook'], object: members, field: hook }],
    },
    {
      situation: 'records that are never applied',
      edit: output => output.set('london', 'DNSEndpoint settings-global', hook, 'Skip'),
      finds: [{ at: 'settings/london', says: ['skips it'] }],
    },
    {
      situation: 'a volume of a chart that is a hook',
      edit: output =>
        output.add('dublin', 'queue', {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data', namespace: 'queue', annotations: { 'argocd.argoproj.io/hook': 'PreSync' } },
        }),
      finds: [{ at: 'queue/dublin', says: ['PreSync hook'] }],
    },
    {
      situation: 'a job that asks for the quorum before each sync',
      boundary: true,
      edit: output =>
        output.add('dublin', 'settings', {
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: { name: 'gate', namespace: 'settings', annotations: { 'argocd.argoproj.io/hook': 'PreSync' } },
        }),
      finds: [],
    },
    {
      situation: 'an account of a chart that its hook needs',
      edit: output =>
        output.set('dublin', 'ServiceAccount external-dns-local', 'metadata.annotations', { 'argocd.argoproj.io/hook': 'PreSync' }),
      finds: [],
    },
  ],
  'argo/job-gives-up': [
    {
      situation: 'a job that is not tried again',
      variant: 'learner',
      edit: output => output.set('dublin', 'Job journal-learner-10-join', 'spec.backoffLimit', 0),
      finds: [{ at: 'journal/dublin', says: ['0 times', '0 minutes'], field: 'spec.backoffLimit' }],
    },
    {
      // 10 + 20 + 40 + 80 + 160 + 300 s
      situation: 'a job that is tried as often as jobs are',
      variant: 'learner',
      edit: output => output.unset('dublin', 'Job journal-learner-10-join', 'spec.backoffLimit'),
      finds: [{ at: 'journal/dublin', says: ['6 times', '10 minutes'] }],
    },
    {
      // 310 + 10 × 300 = 3310 s
      situation: 'a job that gives up within the hour',
      variant: 'learner',
      boundary: true,
      edit: output => output.set('dublin', 'Job journal-learner-10-join', 'spec.backoffLimit', 15),
      finds: [{ at: 'journal/dublin', says: ['55 minutes'] }],
    },
    {
      // 310 + 11 × 300 = 3610 s
      situation: 'a job that does not',
      variant: 'learner',
      boundary: true,
      edit: output => output.set('dublin', 'Job journal-learner-10-join', 'spec.backoffLimit', 16),
      finds: [],
    },
    {
      situation: 'a job that is ended',
      variant: 'learner',
      edit: output => output.set('dublin', 'Job journal-learner-10-join', 'spec.activeDeadlineSeconds', 600),
      finds: [{ at: 'journal/dublin', says: ['600 s'] }],
    },
  ],
  'argo/job-lifetime': [
    {
      situation: 'a job that adds a learner again and again',
      variant: 'learner',
      edit: output => output.set('dublin', 'Job journal-learner-10-join', 'spec.ttlSecondsAfterFinished', 600),
      finds: [{ at: 'journal/dublin', says: ['600 s'], field: 'spec.ttlSecondsAfterFinished' }],
    },
    {
      situation: 'a job that is gone at once',
      variant: 'learner',
      boundary: true,
      edit: output => output.set('dublin', 'Job journal-learner-10-join', 'spec.ttlSecondsAfterFinished', 0),
      finds: [{ at: 'journal/dublin', says: ['0 s'] }],
    },
    {
      situation: 'a hook that cleans up behind itself',
      variant: 'learner',
      edit: output =>
        output.add('dublin', 'journal', {
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: { name: 'gate', namespace: 'journal', annotations: { 'argocd.argoproj.io/hook': 'PreSync' } },
          spec: { ttlSecondsAfterFinished: 600 },
        }),
      finds: [],
    },
  ],
};
