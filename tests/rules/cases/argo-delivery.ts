import type { EditedOutput } from '../edited-output';
import type { ManifestCases } from '../manifest-case';

const application = 'Application settings-dublin';
const set = 'ApplicationSet settings';
const project = 'AppProject stateful';
const sync = 'spec.syncPolicy';
const steps = 'spec.strategy.rollingSync.steps';
const skip = "metadata.annotations['argocd.argoproj.io/skip-reconcile']";
const compare = "metadata.annotations['argocd.argoproj.io/compare-options']";

/** A step that takes these clusters. */
const step = (...values: readonly string[]) => ({ matchExpressions: [{ key: 'georaft.io/cluster', operator: 'In', values }] });

/** The example of a RollingSync, with other steps, before or after its group has formed. */
const stepped =
  (formed: boolean, ...given: readonly object[]) =>
  (output: EditedOutput): void => {
    output.plan.systems[0].state.bootstrapped = formed;
    output.set('argocd', set, steps, given);
  };

/** The same, where steps restart members in this order. */
const rolledOut =
  (clusters: readonly string[], ...given: readonly object[]) =>
  (output: EditedOutput): void => {
    stepped(true, ...given)(output);
    output.plan.systems[0].change = {
      target: '1/1/1',
      steps: clusters.map(cluster => ({ kind: 'rollout', cluster, does: `restart ${cluster}` })),
    };
  };

/** Cases of the rules in lib/rules/argo about what Argo CD is told. */
export const argoDelivery: ManifestCases = {
  'argo/application': [
    {
      situation: 'the folder of one cluster in another',
      edit: output => output.set('argocd', application, 'spec.destination.name', 'london'),
      finds: [{ at: 'settings/argocd', says: ["folder of dublin in 'london'"], object: application, field: 'spec.destination.name' }],
    },
    {
      situation: 'a cluster by its address, which may be any',
      edit: output =>
        output
          .unset('argocd', application, 'spec.destination.name')
          .set('argocd', application, 'spec.destination.server', 'https://10.0.0.1'),
      finds: [{ at: 'settings/argocd', says: ['folder of dublin in not set'] }],
    },
    {
      situation: 'the folder of another cluster',
      edit: output => output.set('argocd', application, 'spec.source.path', 'dist/london/settings'),
      finds: [
        { at: 'settings/argocd', says: ["folder of london in 'dublin'"] },
        { at: 'settings/dublin', says: ['no Application applies the folder dublin/settings'] },
      ],
    },
    {
      situation: 'a folder that does not exist',
      edit: output => output.set('argocd', application, 'spec.source.path', 'dist/dublin/setting'),
      finds: [
        { at: 'settings/argocd', says: ["'dist/dublin/setting'", 'not a folder of the output'], field: 'spec.source.path' },
        { at: 'settings/dublin', says: ['no Application'] },
      ],
    },
    {
      situation: 'a folder that nobody applies',
      edit: output => output.remove('argocd', application),
      finds: [{ at: 'settings/dublin', says: ['dublin/settings'] }],
    },
    {
      situation: 'a folder that two Applications apply',
      edit: output =>
        output.add('argocd', 'settings', { ...output.object('argocd', application), metadata: { name: 'again', namespace: 'argocd' } }),
      finds: [{ at: 'settings/argocd', says: ['settings-dublin and again'] }],
    },
    {
      situation: 'members in another namespace',
      edit: output => output.set('argocd', application, 'spec.destination.namespace', 'default'),
      finds: [{ at: 'settings/argocd', says: ["'default'", "'settings'"] }],
    },
    {
      situation: 'another branch for one cluster',
      edit: output => output.set('argocd', application, 'spec.source.targetRevision', 'next'),
      finds: [{ at: 'settings/argocd', says: ["'next'", "'main'"], field: 'spec.source.targetRevision' }],
    },
    {
      situation: 'another repository',
      edit: output => output.set('argocd', application, 'spec.source.repoURL', 'https://git.example.test/fork/fleet.git'),
      finds: [{ at: 'settings/argocd', says: ['fork'] }],
    },
    {
      situation: 'another project',
      edit: output => output.set('argocd', application, 'spec.project', 'default'),
      finds: [{ at: 'settings/argocd', says: ["'default'", "'stateful'"] }],
    },
    {
      situation: 'an Application where Argo CD does not look',
      edit: output => output.set('argocd', application, 'metadata.namespace', 'default'),
      finds: [{ at: 'settings/argocd', says: ["reads 'argocd'"] }],
    },
    {
      situation: 'a cluster that an ApplicationSet leaves out',
      variant: 'rolling-sync',
      edit: output => output.unset('argocd', set, 'spec.generators[0].list.elements[0]'),
      finds: [{ at: 'settings/dublin', says: ['no Application'] }],
    },
    {
      situation: 'an ApplicationSet whose parameters are not filled in',
      variant: 'rolling-sync',
      edit: output => output.unset('argocd', set, 'spec.goTemplate'),
      finds: [
        { at: 'settings/argocd', says: ['{{.cluster}}'], field: 'spec.template.spec.source.path' },
        { at: 'settings/dublin', says: ['no Application'] },
        { at: 'settings/frankfurt', says: ['no Application'] },
        { at: 'settings/london', says: ['no Application'] },
      ],
    },
    {
      situation: 'an ApplicationSet that asks Argo CD which clusters there are',
      variant: 'rolling-sync',
      boundary: true,
      edit: output => output.set('argocd', set, 'spec.generators', [{ clusters: {} }]),
      finds: [],
    },
    {
      situation: 'a path with a slash at its end',
      boundary: true,
      edit: output => output.set('argocd', application, 'spec.source.path', './dist/dublin/settings/'),
      finds: [],
    },
    {
      situation: 'a repository that holds nothing but the output',
      edit: output => {
        output.plan.fleet.delivery.path = '.';
        for (const unit of ['settings', 'ledger', 'whitewater', 'external-dns']) {
          for (const cluster of ['frankfurt', 'dublin', 'london'])
            output.set('argocd', `Application ${unit}-${cluster}`, 'spec.source.path', `${cluster}/${unit}`);
        }
      },
      finds: [],
    },
  ],
  'argo/options': [
    {
      situation: 'an Application that applies on the client',
      edit: output => output.unset('argocd', application, `${sync}.syncOptions[0]`),
      finds: [{ at: 'settings/argocd', says: ['ServerSideApply=true'], object: application, field: `${sync}.syncOptions` }],
    },
    {
      situation: 'an Application that takes what another one applies',
      edit: output => output.set('argocd', application, `${sync}.syncOptions[1]`, 'FailOnSharedResource=false'),
      finds: [{ at: 'settings/argocd', says: ['FailOnSharedResource=true'] }],
    },
    {
      situation: 'an Application that removes first',
      edit: output => output.unset('argocd', application, `${sync}.syncOptions[2]`),
      finds: [{ at: 'settings/argocd', says: ['PruneLast=true'] }],
    },
    {
      situation: 'an Application that makes the namespace',
      edit: output => output.set('argocd', application, `${sync}.syncOptions[4]`, 'CreateNamespace=true'),
      finds: [{ at: 'settings/argocd', says: ['without its labels'], field: `${sync}.syncOptions[4]` }],
    },
    {
      situation: 'an Application whose sync waits for what it does not change',
      edit: output => output.unset('argocd', application, `${sync}.syncOptions[5]`),
      finds: [{ at: 'settings/argocd', says: ['ApplyOutOfSyncOnly=true'], object: application, field: `${sync}.syncOptions` }],
    },
    {
      situation: 'an Application that compares on the client',
      edit: output => output.unset('argocd', application, compare),
      finds: [{ at: 'settings/argocd', says: ['does not compare on the server'], field: compare }],
    },
    {
      situation: 'an ApplicationSet that applies on the client',
      variant: 'rolling-sync',
      edit: output => output.unset('argocd', set, `spec.template.${sync}.syncOptions[0]`),
      finds: [{ at: 'settings/argocd', says: ['ServerSideApply=true'], object: set }],
    },
    {
      situation: 'an Application that overwrites what it ignores',
      boundary: true,
      edit: output =>
        output
          .unset('argocd', application, `${sync}.syncOptions[3]`)
          .set('argocd', application, 'spec.ignoreDifferences', [{ kind: 'Service', jsonPointers: ['/spec/ipFamilies'] }]),
      finds: [{ at: 'settings/argocd', says: ['overwrites'] }],
    },
    {
      situation: 'an Application that ignores nothing, and does not say what then',
      boundary: true,
      edit: output => output.unset('argocd', application, `${sync}.syncOptions[3]`),
      finds: [],
    },
  ],
  'argo/automated': [
    {
      situation: 'an Application that waits for a person',
      edit: output => output.unset('argocd', application, `${sync}.automated`),
      finds: [{ at: 'settings/argocd', says: ['only by hand'], object: application, field: `${sync}.automated` }],
    },
    {
      situation: 'an Application that is switched off',
      edit: output => output.set('argocd', application, `${sync}.automated.enabled`, false),
      finds: [{ at: 'settings/argocd', says: ['only by hand'] }],
    },
    {
      situation: 'an Application that lets changes by hand be',
      edit: output => output.set('argocd', application, `${sync}.automated.selfHeal`, false),
      finds: [{ at: 'settings/argocd', says: ['does not undo manual changes'] }],
    },
    {
      situation: 'an Application that removes nothing',
      edit: output => output.unset('argocd', application, `${sync}.automated.prune`),
      finds: [{ at: 'settings/argocd', says: ['stay in the cluster'] }],
    },
    {
      situation: 'an Application that removes everything when its folder is empty',
      edit: output => output.set('argocd', application, `${sync}.automated.allowEmpty`, true),
      finds: [{ at: 'settings/argocd', says: ['empty folder'] }],
    },
    {
      situation: 'an Application that Argo CD does not look at',
      edit: output => output.set('argocd', application, skip, 'true'),
      finds: [{ at: 'settings/argocd', says: ['ignores it'], field: skip }],
    },
    {
      situation: 'an Application that leaves open that it is enabled, which is the default',
      boundary: true,
      edit: output => output.unset('argocd', application, `${sync}.automated.enabled`),
      finds: [],
    },
    { situation: 'a RollingSync, which synchronizes by itself', variant: 'rolling-sync', edit: () => undefined, finds: [] },
  ],
  'argo/retry': [
    {
      situation: 'an Application that gives up',
      edit: output => output.set('argocd', application, `${sync}.retry.limit`, 5),
      finds: [{ at: 'settings/argocd', says: ['5 times'], field: `${sync}.retry.limit` }],
    },
    {
      situation: 'an Application that stays with a bad commit',
      edit: output => output.set('argocd', application, `${sync}.retry.refresh`, false),
      finds: [{ at: 'settings/argocd', says: ['although a newer one exists'] }],
    },
    {
      situation: 'an Application that never tries again',
      boundary: true,
      edit: output => output.set('argocd', application, `${sync}.retry.limit`, 0),
      finds: [{ at: 'settings/argocd', says: ['0 times'] }],
    },
    {
      situation: 'an Application that waits longer',
      edit: output => output.set('argocd', application, `${sync}.retry.backoff.maxDuration`, '10m'),
      finds: [],
    },
  ],
  'argo/ignored-differences': [
    {
      situation: 'the number of members left to whoever changes it',
      edit: output =>
        output.set('argocd', application, 'spec.ignoreDifferences', [
          { group: 'apps', kind: 'StatefulSet', jsonPointers: ['/spec/replicas'] },
        ]),
      finds: [{ at: 'settings/argocd', says: ['/spec/replicas'], field: 'spec.ignoreDifferences[0]' }],
    },
    {
      situation: 'the template of every kind, by an expression',
      variant: 'rolling-sync',
      edit: output =>
        output.set('argocd', set, 'spec.template.spec.ignoreDifferences', [
          { group: '*', kind: '*', jqPathExpressions: ['.spec.template'] },
        ]),
      finds: [{ at: 'settings/argocd', says: ['.spec.template'] }],
    },
    {
      situation: 'everything that a controller changed',
      edit: output =>
        output.set('argocd', application, 'spec.ignoreDifferences', [
          { group: 'apps', kind: 'StatefulSet', managedFieldsManagers: ['kube-controller-manager'] },
        ]),
      finds: [{ at: 'settings/argocd', says: ['kube-controller-manager'] }],
    },
    {
      situation: 'an annotation of members, and the replicas of something else',
      boundary: true,
      edit: output =>
        output.set('argocd', application, 'spec.ignoreDifferences', [
          { group: 'apps', kind: 'StatefulSet', jsonPointers: ['/metadata/annotations/team', '/specials'] },
          { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] },
        ]),
      finds: [],
    },
    {
      situation: 'a chart that is no Raft system',
      edit: output =>
        output.set('argocd', 'Application external-dns-dublin', 'spec.ignoreDifferences', [
          { group: 'apps', kind: 'StatefulSet', jsonPointers: ['/spec'] },
        ]),
      finds: [],
    },
  ],
  'argo/finalizer': [
    {
      situation: 'an Application that takes what it applied along',
      edit: output => output.set('argocd', application, 'metadata.finalizers', ['resources-finalizer.argocd.argoproj.io']),
      finds: [{ at: 'settings/argocd', says: ['are deleted too'], field: 'metadata.finalizers[0]' }],
    },
    {
      situation: 'an ApplicationSet whose Applications do',
      variant: 'rolling-sync',
      edit: output => output.set('argocd', set, 'spec.template.metadata.finalizers', ['resources-finalizer.argocd.argoproj.io/background']),
      finds: [{ at: 'settings/argocd', says: ['are deleted too'] }],
    },
    {
      situation: 'a finalizer of somebody else',
      boundary: true,
      edit: output => output.set('argocd', application, 'metadata.finalizers', ['example.test/audit']),
      finds: [],
    },
    {
      situation: 'a chart that is no Raft system',
      edit: output =>
        output.set('argocd', 'Application external-dns-dublin', 'metadata.finalizers', ['resources-finalizer.argocd.argoproj.io']),
      finds: [],
    },
  ],
  'argo/steps': [
    {
      situation: 'all clusters at once',
      variant: 'rolling-sync',
      edit: output => output.unset('argocd', set, 'spec.strategy'),
      finds: [{ at: 'settings/argocd', says: ['all 3 clusters at once'], object: set, field: 'spec.strategy.type' }],
    },
    {
      situation: 'a cluster that no step takes',
      variant: 'rolling-sync',
      edit: stepped(true, step('dublin'), step('frankfurt')),
      finds: [{ at: 'settings/argocd', says: ['no step selects settings-london'] }],
    },
    {
      situation: 'a step whose expression Argo CD does not know',
      variant: 'rolling-sync',
      boundary: true,
      edit: stepped(true, step('dublin'), { matchExpressions: [{ key: 'georaft.io/cluster', operator: 'Exists' }] }),
      finds: [{ at: 'settings/argocd', says: ['no step selects settings-london'] }],
    },
    {
      situation: 'a cluster that two steps take',
      variant: 'rolling-sync',
      edit: stepped(true, step('dublin'), step('london'), {
        matchExpressions: [{ key: 'georaft.io/cluster', operator: 'NotIn', values: ['london'] }],
      }),
      finds: [{ at: 'settings/argocd', says: ['2 steps select settings-dublin'] }],
    },
    {
      situation: 'two clusters at a time, of a group that has formed',
      variant: 'rolling-sync',
      edit: stepped(true, step('dublin', 'london'), step('frankfurt')),
      finds: [{ at: 'settings/argocd', says: ['step 1 synchronizes 2 clusters at a time'], field: `${steps}[0]` }],
    },
    {
      situation: 'half of three clusters at a time, which is one',
      variant: 'rolling-sync',
      boundary: true,
      edit: stepped(true, { ...step('dublin', 'london', 'frankfurt'), maxUpdate: '50%' }),
      finds: [],
    },
    {
      situation: 'a step that lets none through',
      variant: 'rolling-sync',
      edit: stepped(true, { ...step('dublin'), maxUpdate: '0%' }, step('london'), step('frankfurt')),
      finds: [{ at: 'settings/argocd', says: ["maxUpdate of step 1 is '0%'"], field: `${steps}[0].maxUpdate` }],
    },
    {
      situation: 'a group that is to form one cluster at a time',
      variant: 'rolling-sync',
      edit: stepped(false, step('dublin'), step('london'), step('frankfurt')),
      finds: [{ at: 'settings/argocd', says: ['2 of the 3 votes'], field: `${steps}[0]` }],
    },
    {
      situation: 'a group whose quorum is in the first step',
      variant: 'rolling-sync',
      boundary: true,
      edit: stepped(false, step('dublin', 'london'), step('frankfurt')),
      finds: [],
    },
    {
      situation: 'the active cluster first',
      variant: 'rolling-sync',
      edit: stepped(true, step('frankfurt'), step('dublin'), step('london')),
      finds: [{ at: 'settings/argocd', says: ['frankfurt, which is active', 'dublin and london'] }],
    },
    {
      situation: 'the cluster that served before a switchover last of all',
      variant: 'rolling-sync',
      boundary: true,
      edit: output => {
        output.plan.systems[0].state.epoch = 2;
        stepped(true, step('dublin'), step('frankfurt'), step('london'))(output);
      },
      finds: [],
    },
    {
      situation: 'one cluster a step, the active one last',
      variant: 'rolling-sync',
      edit: stepped(true, step('dublin'), step('london'), step('frankfurt')),
      finds: [],
    },
    {
      situation: 'another order than that in which members are restarted',
      variant: 'rolling-sync',
      edit: rolledOut(['london', 'dublin', 'frankfurt'], step('dublin'), step('london'), step('frankfurt')),
      finds: [{ at: 'settings/argocd', says: ['dublin is synchronized before london'], field: `${steps}[0]` }],
    },
    {
      situation: 'the order in which members are restarted, some of them twice',
      variant: 'rolling-sync',
      boundary: true,
      edit: rolledOut(['dublin', 'frankfurt', 'dublin', 'frankfurt'], step('dublin'), step('london'), step('frankfurt')),
      finds: [],
    },
    {
      situation: 'Applications that are synchronized automatically besides',
      variant: 'rolling-sync',
      edit: output => output.set('argocd', set, `spec.template.${sync}.automated`, { selfHeal: true }),
      finds: [{ at: 'settings/argocd', says: ['automatically'] }],
    },
    {
      situation: 'a set that takes a cluster’s objects along when the cluster is taken out',
      variant: 'rolling-sync',
      edit: output => output.set('argocd', set, `${sync}.preserveResourcesOnDeletion`, false),
      finds: [{ at: 'settings/argocd', says: ['deletes all objects of the cluster'] }],
    },
  ],
  'argo/project': [
    {
      situation: 'any repository',
      edit: output => output.set('argocd', project, 'spec.sourceRepos[0]', '*'),
      finds: [{ at: '_project/argocd', says: ["sourceRepos has '*'"], object: project, field: 'spec.sourceRepos[0]' }],
    },
    {
      situation: 'any namespace of a cluster',
      edit: output => output.set('argocd', project, 'spec.destinations[0].namespace', '*'),
      finds: [{ at: '_project/argocd', says: ["destinations has '*'"] }],
    },
    {
      situation: 'any kind of a cluster',
      edit: output => output.set('argocd', project, 'spec.clusterResourceWhitelist[0]', { group: '*', kind: '*' }),
      finds: [{ at: '_project/argocd', says: ["clusterResourceWhitelist has '*'"] }],
    },
    {
      situation: 'a namespace that is not allowed',
      edit: output => output.set('argocd', project, 'spec.destinations[2].namespace', 'setting'),
      finds: [{ at: '_project/argocd', says: ['the namespace settings of dublin'], field: 'spec.destinations' }],
    },
    {
      situation: 'a cluster that is not allowed',
      edit: output => output.unset('argocd', project, 'spec.destinations[2]'),
      finds: [{ at: '_project/argocd', says: ['the namespace settings of dublin'] }],
    },
    {
      situation: 'a kind that is not allowed',
      edit: output => output.unset('argocd', project, 'spec.namespaceResourceWhitelist[4]'),
      finds: [{ at: '_project/argocd', says: ['apps/v1 StatefulSet'], field: 'spec.namespaceResourceWhitelist' }],
    },
    {
      situation: 'namespaces that may not be made',
      edit: output => output.unset('argocd', project, 'spec.clusterResourceWhitelist'),
      finds: [{ at: '_project/argocd', says: ['v1 Namespace'], field: 'spec.clusterResourceWhitelist' }],
    },
    {
      situation: 'every kind of a namespace, since none is named',
      boundary: true,
      edit: output => output.unset('argocd', project, 'spec.namespaceResourceWhitelist'),
      finds: [{ at: '_project/argocd', says: ['every namespaced kind is allowed'] }],
    },
    {
      situation: 'a kind that is refused',
      edit: output =>
        output.set('argocd', project, 'spec.namespaceResourceBlacklist', [{ group: 'networking.k8s.io', kind: 'NetworkPolicy' }]),
      finds: [{ at: '_project/argocd', says: ['refuses NetworkPolicy'] }],
    },
    {
      situation: 'another repository than the one of the plan',
      edit: output => output.set('argocd', project, 'spec.sourceRepos', ['https://git.example.test/platform/other.git']),
      finds: [{ at: '_project/argocd', says: ['not among its sourceRepos'] }],
    },
    {
      situation: 'a project of another name',
      edit: output => output.set('argocd', project, 'metadata.name', 'others'),
      finds: [{ at: 'fleet', says: ["no AppProject 'stateful'"] }],
    },
    {
      situation: 'a namespace and a kind more than are rendered',
      boundary: true,
      edit: output =>
        output
          .set('argocd', project, 'spec.destinations[12]', { name: 'dublin', namespace: 'team' })
          .set('argocd', project, 'spec.namespaceResourceWhitelist[9]', { group: 'batch', kind: 'Job' }),
      finds: [],
    },
  ],
};
