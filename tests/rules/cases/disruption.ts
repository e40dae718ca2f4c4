import type { Editable, EditedOutput } from '../edited-output';
import type { ManifestCases } from '../manifest-case';
import { each, members, withoutPlan } from '../member-edits';
import { writtenGroup } from '../written-group';

const settings = members('settings');
const pdb = 'PodDisruptionBudget settings';
const template = 'spec.template.spec';
const partition = 'spec.updateStrategy.rollingUpdate.partition';

const system = (output: EditedOutput, name: string): Editable => output.plan.systems.find((each: Editable) => each.name === name);

/** Another budget over the same pods. */
const second = (output: EditedOutput, cluster: string): object => ({
  ...structuredClone(output.object(cluster, pdb)),
  metadata: { name: 'settings-second', namespace: 'settings' },
});

/** Keeps pods apart by what Kubernetes had before spread constraints. */
const antiAffinity = (topologyKey: string): object => ({
  topologyKey,
  labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'settings', 'app.kubernetes.io/component': 'voter' } },
});

/** Cases of the rules in lib/rules/disruption. */
export const disruption: ManifestCases = {
  'disruption/budget': [
    {
      situation: 'one voter in each of three clusters, where the group can miss two',
      boundary: true,
      edit: output => output.set('frankfurt', pdb, 'spec.maxUnavailable', 1),
      finds: [
        {
          at: 'settings/frankfurt',
          says: ['3 of the 5 voters', '2 may be missing', 'frankfurt 1 of 2 (maxUnavailable: 1)', 'dublin 1 of 2', 'london 1 of 1'],
          object: pdb,
          field: 'spec.maxUnavailable',
        },
      ],
    },
    {
      situation: 'half of three, which rounds up to two',
      edit: output => output.set('frankfurt', 'PodDisruptionBudget ledger', 'spec.maxUnavailable', '50%'),
      finds: [{ at: 'ledger/frankfurt', says: ['2 of the 3 voters', 'maxUnavailable: 50%'] }],
    },
    {
      situation: 'a minimum that leaves less than a quorum',
      edit: output => {
        output.unset('frankfurt', 'PodDisruptionBudget ledger', 'spec.maxUnavailable');
        output.set('frankfurt', 'PodDisruptionBudget ledger', 'spec.minAvailable', 1);
      },
      finds: [{ at: 'ledger/frankfurt', says: ['2 of the 3 voters', 'minAvailable: 1'], field: 'spec.minAvailable' }],
    },
    {
      situation: 'floors that add up to more than the group can miss',
      variant: 'changing',
      edit: output => output.set('frankfurt', pdb, 'spec.minAvailable', 1),
      finds: [{ at: 'settings/frankfurt', says: ['3 of the 5 voters', '2 may be missing', 'minAvailable: 1'], object: pdb }],
    },
    {
      situation: 'a cold standby, whose budget is for when it runs',
      edit: output => output.set('london', 'PodDisruptionBudget ledger', 'spec.maxUnavailable', 2),
      finds: [{ at: 'ledger/london', says: ['2 of the 3 voters', 'group ledger-london'] }],
    },
    {
      situation: 'two voters without any budget',
      edit: output => output.remove('frankfurt', pdb),
      finds: [{ at: 'settings/frankfurt', says: ['4 of the 5 voters', 'frankfurt 2 of 2 (no budget)'] }],
    },
    {
      situation: 'the same without a plan',
      edit: output => withoutPlan(output).remove('frankfurt', pdb),
      finds: [{ at: 'settings/frankfurt', says: ['4 of the 5 voters'] }],
    },
    {
      situation: 'one voter without any budget, which is what it may have',
      boundary: true,
      edit: output => output.remove('london', pdb),
      finds: [],
    },
    {
      situation: 'a third of three, which rounds up to one',
      boundary: true,
      edit: output => output.set('frankfurt', 'PodDisruptionBudget ledger', 'spec.maxUnavailable', '33%'),
      finds: [],
    },
    {
      situation: 'two thirds of three at least, which rounds up to two',
      boundary: true,
      edit: output => {
        output.unset('frankfurt', 'PodDisruptionBudget ledger', 'spec.maxUnavailable');
        output.set('frankfurt', 'PodDisruptionBudget ledger', 'spec.minAvailable', '66%');
      },
      finds: [],
    },
    {
      situation: 'learners, who do not vote, in a folder without a plan',
      variant: 'learner',
      boundary: true,
      edit: output => withoutPlan(output),
      finds: [],
    },
    {
      situation: 'learners, who do not vote',
      variant: 'learner',
      edit: output => output.remove('dublin', 'PodDisruptionBudget journal-learner'),
      finds: [],
    },
  ],
  'disruption/drain': [
    {
      situation: 'a group that lets nobody go anywhere',
      edit: output => each(output, ['dublin', 'london'], cluster => output.set(cluster, pdb, 'spec.maxUnavailable', 0)),
      finds: [{ at: 'settings/frankfurt', says: ['no cluster of group settings', '5 voters'], object: pdb }],
    },
    {
      situation: 'a budget that says neither how many may go nor how many must stay',
      edit: output => output.unset('frankfurt', 'PodDisruptionBudget ledger', 'spec.maxUnavailable'),
      finds: [{ at: 'ledger/frankfurt', says: ['neither maxUnavailable nor minAvailable'] }],
    },
    {
      situation: 'as many at least as there are',
      boundary: true,
      edit: output => {
        output.unset('frankfurt', 'PodDisruptionBudget ledger', 'spec.maxUnavailable');
        output.set('frankfurt', 'PodDisruptionBudget ledger', 'spec.minAvailable', 3);
      },
      finds: [{ at: 'ledger/frankfurt', says: ['minAvailable: 3'] }],
    },
    {
      situation: 'one cluster of three that lets one go',
      boundary: true,
      edit: output => output.set('dublin', pdb, 'spec.maxUnavailable', 0),
      finds: [],
    },
    {
      situation: 'one at least less than there are',
      edit: output => {
        output.unset('frankfurt', 'PodDisruptionBudget ledger', 'spec.maxUnavailable');
        output.set('frankfurt', 'PodDisruptionBudget ledger', 'spec.minAvailable', 2);
      },
      finds: [],
    },
  ],
  'disruption/share': [
    {
      situation: 'less than was handed out',
      boundary: true,
      edit: output => output.set('dublin', pdb, 'spec.maxUnavailable', 0),
      finds: [{ at: 'settings/dublin', says: ['0 evictions of 2', 'assigns 1'], object: pdb, field: 'spec.maxUnavailable' }],
    },
    {
      situation: 'more than was handed out',
      edit: output => output.set('frankfurt', pdb, 'spec.maxUnavailable', 1),
      finds: [{ at: 'settings/frankfurt', says: ['1 evictions of 2', 'assigns 0', 'the 2 of group settings'] }],
    },
    {
      situation: 'a floor that lets one more go than was handed out, one of them who joins',
      variant: 'changing',
      boundary: true,
      edit: output => output.set('dublin', pdb, 'spec.minAvailable', 1),
      finds: [
        { at: 'settings/dublin', says: ['2 evictions of 3', 'minAvailable: 1', 'assigns 1'], object: pdb, field: 'spec.minAvailable' },
      ],
    },
    {
      situation: 'a floor that does not count who leaves',
      variant: 'changing',
      edit: output => output.set('london', 'PodDisruptionBudget locks', 'spec.minAvailable', 0),
      finds: [{ at: 'locks/london', says: ['2 evictions of 2', 'assigns 1'] }],
    },
    {
      situation: 'the form that counts from what is declared, with the same share',
      variant: 'changing',
      boundary: true,
      edit: output => {
        output.unset('dublin', pdb, 'spec.minAvailable');
        output.set('dublin', pdb, 'spec.maxUnavailable', 1);
      },
      finds: [],
    },
    {
      situation: 'learners that may not be evicted',
      variant: 'learner',
      edit: output => output.set('dublin', 'PodDisruptionBudget journal-learner', 'spec.maxUnavailable', 0),
      finds: [{ at: 'journal/dublin', says: ['0 evictions of 1'] }],
    },
    {
      situation: 'the same share as a percentage',
      boundary: true,
      edit: output => output.set('dublin', pdb, 'spec.maxUnavailable', '50%'),
      finds: [],
    },
    {
      situation: 'the same share as a minimum',
      edit: output => {
        output.unset('dublin', pdb, 'spec.maxUnavailable');
        output.set('dublin', pdb, 'spec.minAvailable', 1);
      },
      finds: [],
    },
  ],
  'disruption/coverage': [
    {
      situation: 'voters without a budget',
      edit: output => output.remove('dublin', pdb),
      finds: [{ at: 'settings/dublin', says: ['no disruption budget selects the 2 voters'], object: settings }],
    },
    {
      situation: 'a selector that misses them',
      boundary: true,
      edit: output => output.set('dublin', pdb, "spec.selector.matchLabels['app.kubernetes.io/component']", 'voters'),
      finds: [{ at: 'settings/dublin', says: ['no disruption budget selects'] }],
    },
    {
      situation: 'a budget in another namespace, which selects nothing of theirs',
      edit: output => output.set('dublin', pdb, 'metadata.namespace', 'default'),
      finds: [{ at: 'settings/dublin', says: ['no disruption budget selects'] }],
    },
    {
      situation: 'two budgets, with which no pod is evicted',
      edit: output => output.add('dublin', 'settings', second(output, 'dublin')),
      finds: [
        {
          at: 'settings/dublin',
          says: ['2 disruption budgets', 'settings and settings-second'],
          object: 'PodDisruptionBudget settings-second',
        },
      ],
    },
    {
      situation: 'a selector that counts the mirror too',
      edit: output => output.unset('dublin', 'PodDisruptionBudget ledger', "spec.selector.matchLabels['app.kubernetes.io/component']"),
      finds: [
        {
          at: 'ledger/dublin',
          says: ['Deployment ledger-mirror', 'counts them'],
          object: 'PodDisruptionBudget ledger',
          field: 'spec.selector',
        },
      ],
    },
    {
      situation: 'learners without a budget',
      variant: 'learner',
      edit: output => output.remove('dublin', 'PodDisruptionBudget journal-learner'),
      finds: [{ at: 'journal/dublin', says: ['1 learners'] }],
    },
    {
      situation: 'the same selection by an expression',
      boundary: true,
      edit: output =>
        output.set('dublin', pdb, 'spec.selector', {
          matchLabels: { 'app.kubernetes.io/name': 'settings' },
          matchExpressions: [{ key: 'app.kubernetes.io/component', operator: 'In', values: ['voter'] }],
        }),
      finds: [],
    },
    {
      situation: 'a second budget over other pods',
      edit: output =>
        output.add('dublin', 'settings', { ...second(output, 'dublin'), spec: { selector: { matchLabels: { app: 'other' } } } }),
      finds: [],
    },
  ],
  'disruption/unhealthy': [
    {
      situation: 'members that are not ready and evicted all the same',
      edit: output => output.set('dublin', pdb, 'spec.unhealthyPodEvictionPolicy', 'AlwaysAllow'),
      finds: [{ at: 'settings/dublin', says: ['AlwaysAllow'], object: pdb, field: 'spec.unhealthyPodEvictionPolicy' }],
    },
    {
      situation: 'the same without a plan',
      edit: output => withoutPlan(output).set('dublin', pdb, 'spec.unhealthyPodEvictionPolicy', 'AlwaysAllow'),
      finds: [{ at: 'settings/dublin', says: ['AlwaysAllow'] }],
    },
    {
      situation: 'the policy left out, which is within the budget',
      boundary: true,
      edit: output => output.unset('dublin', pdb, 'spec.unhealthyPodEvictionPolicy'),
      finds: [],
    },
    {
      situation: 'a budget over other pods',
      edit: output => {
        output.set('dublin', pdb, 'spec.unhealthyPodEvictionPolicy', 'AlwaysAllow');
        output.set('dublin', pdb, 'spec.selector', { matchLabels: { app: 'other' } });
      },
      finds: [],
    },
  ],
  'disruption/rollout': [
    {
      situation: 'a rollout that takes two of three members, in a folder without a plan',
      edit: output => {
        const group = writtenGroup();
        group.members.spec.updateStrategy = { rollingUpdate: { maxUnavailable: '50%' } };
        withoutPlan(output).add('dublin', 'kv', group.members);
      },
      finds: [{ at: 'kv/dublin', says: ['replaces 2 of 3 members at a time (maxUnavailable: 50%)', '1 of the 3 voters may be missing'] }],
    },
    {
      situation: 'a cluster that is thawed without the state',
      edit: output => output.set('dublin', settings, partition, 0),
      finds: [{ at: 'settings/dublin', says: ['partition is 0 of 2', 'replaces 2 of them'], object: settings, field: partition }],
    },
    {
      situation: 'one member less than all',
      boundary: true,
      edit: output => output.set('dublin', settings, partition, 1),
      finds: [{ at: 'settings/dublin', says: ['partition is 1 of 2'] }],
    },
    {
      situation: 'no strategy, which replaces all',
      edit: output => output.unset('dublin', settings, 'spec.updateStrategy'),
      finds: [{ at: 'settings/dublin', says: ['partition is 0'] }],
    },
    {
      situation: 'a cold standby that is open when it is promoted',
      edit: output => output.set('london', members('ledger'), partition, 0),
      finds: [{ at: 'ledger/london', says: ['partition is 0 of 3'] }],
    },
    {
      situation: 'all members at once',
      edit: output => output.set('dublin', settings, 'spec.updateStrategy', { type: 'Recreate' }),
      finds: [{ at: 'settings/dublin', says: ['Recreate', 'all 2 members'] }],
    },
    {
      situation: 'two members at a time',
      edit: output => output.set('dublin', settings, 'spec.updateStrategy.rollingUpdate.maxUnavailable', '100%'),
      finds: [{ at: 'settings/dublin', says: ['2 of 2 members at a time', '100%'] }],
    },
    {
      situation: 'a thawed cluster whose partition was counted in ordinals',
      edit: output => {
        system(output, 'settings').state.thawed = ['dublin'];
        output.set('dublin', settings, partition, 11);
      },
      finds: [{ at: 'settings/dublin', says: ['partition is 11', 'counts from the first ordinal'] }],
    },
    {
      situation: 'two clusters that the state thaws',
      edit: output => {
        system(output, 'settings').state.thawed = ['frankfurt', 'dublin'];
        each(output, ['frankfurt', 'dublin'], cluster => output.set(cluster, settings, partition, 0));
      },
      finds: [{ at: 'settings/dublin', says: ['frankfurt and dublin at once'] }],
    },
    {
      situation: 'the one cluster that the state thaws',
      edit: output => {
        system(output, 'settings').state.thawed = ['dublin'];
        output.set('dublin', settings, partition, 0);
      },
      finds: [],
    },
    {
      situation: 'a partition beyond the members, which freezes as well',
      boundary: true,
      edit: output => output.set('dublin', settings, partition, 3),
      finds: [],
    },
    {
      situation: 'half of two at a time, which is one',
      boundary: true,
      edit: output => output.set('dublin', settings, 'spec.updateStrategy.rollingUpdate.maxUnavailable', '50%'),
      finds: [],
    },
  ],
  'disruption/soak': [
    {
      situation: 'no pause between members',
      edit: output => output.unset('dublin', settings, 'spec.minReadySeconds'),
      finds: [{ at: 'settings/dublin', says: ['0 s after', '2 × 1000 ms'], object: settings, field: 'spec.minReadySeconds' }],
    },
    {
      situation: 'a pause of exactly two elections',
      boundary: true,
      edit: output => output.set('dublin', settings, 'spec.minReadySeconds', 2),
      finds: [{ at: 'settings/dublin', says: ['2 s after', 'up to 2 s'] }],
    },
    {
      situation: 'a second more',
      boundary: true,
      edit: output => output.set('dublin', settings, 'spec.minReadySeconds', 3),
      finds: [],
    },
  ],
  'disruption/spread': [
    {
      situation: 'members that may share a node',
      edit: output => output.unset('dublin', settings, `${template}.topologySpreadConstraints[0]`),
      finds: [{ at: 'settings/dublin', says: ['nothing keeps the 2 members on different nodes'], object: settings }],
    },
    {
      situation: 'a node that is a wish only',
      edit: output => output.set('dublin', settings, `${template}.topologySpreadConstraints[0].whenUnsatisfiable`, 'ScheduleAnyway'),
      finds: [{ at: 'settings/dublin', says: ['ScheduleAnyway'] }],
    },
    {
      situation: 'a skew that lets two be on one node',
      boundary: true,
      edit: output => output.set('dublin', settings, `${template}.topologySpreadConstraints[0].maxSkew`, 2),
      finds: [{ at: 'settings/dublin', says: ['maxSkew is 2'] }],
    },
    {
      situation: 'a constraint over other pods',
      edit: output =>
        output.set('dublin', settings, `${template}.topologySpreadConstraints[0].labelSelector.matchLabels`, {
          'app.kubernetes.io/component': 'learner',
        }),
      finds: [{ at: 'settings/dublin', says: ['labelSelector does not select them'] }],
    },
    {
      situation: 'members that may share a zone',
      edit: output => output.unset('dublin', settings, `${template}.topologySpreadConstraints[1]`),
      finds: [{ at: 'settings/dublin', says: ['3 zones', 'the 2 members in 2 of them'] }],
    },
    {
      situation: 'one zone that is enough',
      edit: output => output.unset('dublin', settings, `${template}.topologySpreadConstraints[1].minDomains`),
      finds: [{ at: 'settings/dublin', says: ['minDomains is 1'] }],
    },
    {
      situation: 'more zones than the cluster has',
      edit: output => {
        output.plan.clusters.find(({ name }: { readonly name: string }) => name === 'london').zones = ['a', 'b'];
      },
      finds: [{ at: 'ledger/london', says: ['minDomains is 3', '2 zones', '1 of 3 are never scheduled'] }],
    },
    {
      situation: 'as many zones as there are members',
      boundary: true,
      edit: output => output.set('dublin', settings, `${template}.topologySpreadConstraints[1].minDomains`, 2),
      finds: [],
    },
    {
      situation: 'members that a required anti-affinity keeps apart',
      edit: output => {
        output.unset('dublin', settings, `${template}.topologySpreadConstraints`);
        output.set('dublin', settings, `${template}.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution`, [
          antiAffinity('kubernetes.io/hostname'),
          antiAffinity('topology.kubernetes.io/zone'),
        ]);
      },
      finds: [],
    },
    {
      situation: 'a single member, which shares nothing',
      boundary: true,
      edit: output => output.unset('london', settings, `${template}.topologySpreadConstraints`),
      finds: [],
    },
  ],
};
