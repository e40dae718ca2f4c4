import type { ManifestCases } from '../manifest-case';

const file = 'dublin/settings/settings.yaml';

/** Each alias stands for two of the one before: 2 to the power of 30 in the end. */
const bomb = ['a0: &a0 [x, x]', ...Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`)].join('\n');

const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

/** Cases of the rules in lib/rules/output. */
export const output: ManifestCases = {
  'output/plan': [
    {
      situation: 'a folder without its plan',
      edit: given => given.drop('fleet.json'),
      finds: [{ at: 'fleet', says: ['no fleet.json'] }],
    },
    {
      situation: 'a plan that cannot be read, which is another finding',
      boundary: true,
      edit: given => given.text('fleet.json', () => '{'),
      finds: [],
    },
    { situation: 'a folder with a file beside the plan', edit: given => given.text('README.md', () => 'ours'), finds: [] },
  ],
  'output/unreadable': [
    {
      situation: 'a file that ends in the middle of a value',
      edit: given => given.text(file, text => text.slice(0, text.indexOf('"-3"') + 3)),
      finds: [{ at: file, says: ['cannot be read'] }],
    },
    {
      situation: 'aliases without end',
      edit: given => given.text(file, text => `${text}---\n${bomb}\n`),
      finds: [{ at: file, says: ['alias'] }],
    },
    {
      situation: 'control characters',
      edit: given => given.text(file, text => text.replace('name: settings', 'name: set\u0007tings')),
      finds: [{ at: file, says: ['control characters'] }],
    },
    {
      situation: 'a key that is there twice',
      edit: given => given.text(file, text => text.replace('  name: settings\n', '  name: settings\n  name: other\n')),
      finds: [{ at: file, says: ['cannot be read'] }],
    },
    {
      situation: 'a document that is no object',
      edit: given => given.text(file, text => `${text}---\n- a list\n`),
      finds: [{ at: file, says: ['not an object'] }],
    },
    {
      situation: 'a plan that is cut off',
      edit: given => given.text('fleet.json', text => text.slice(0, text.length / 2)),
      finds: [{ at: 'fleet.json', says: ['cannot be read'] }],
    },
    {
      situation: 'a plan without its systems',
      edit: given => {
        delete given.plan.systems;
      },
      finds: [{ at: 'fleet.json', says: ['systems'] }],
    },
    {
      situation: 'a plan of another version',
      edit: given => {
        given.plan.version = 2;
      },
      finds: [{ at: 'fleet.json', says: ['version'] }],
    },
    {
      situation: 'empty documents and one alias',
      boundary: true,
      edit: given => given.text('dublin/extra/extra.yaml', () => '---\n---\n# nothing\n---\na: &a [x]\nb: *a\n'),
      finds: [],
    },
  ],
  'output/missing-file': [
    {
      situation: 'a system whose file is gone in one cluster',
      edit: given => given.drop(file),
      finds: [{ at: 'settings/dublin', says: [file] }],
    },
    {
      situation: 'Applications that are gone',
      edit: given => given.drop('argocd/settings.yaml'),
      finds: [{ at: 'fleet', says: ['argocd/settings.yaml'] }],
    },
    { situation: 'an empty file', boundary: true, edit: given => given.text(file, () => ''), finds: [] },
  ],
  'output/extra-file': [
    {
      situation: 'a manifest that was left in a folder',
      edit: given =>
        given.text('dublin/settings/old.yaml', () => 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: old, namespace: settings }\n'),
      finds: [{ at: 'settings/dublin', says: ['dublin/settings/old.yaml'] }],
    },
    {
      situation: 'a manifest beside the Applications',
      edit: given => given.text('argocd/more.yml', () => ''),
      finds: [{ at: 'fleet', says: ['argocd/more.yml'] }],
    },
    {
      situation: 'a manifest in a folder below',
      boundary: true,
      edit: given => given.text('dublin/settings/more/old.json', () => '{}'),
      finds: [{ at: 'settings/dublin', says: ['old.json'] }],
    },
    {
      situation: 'a text, which nobody applies',
      boundary: true,
      edit: given => given.text('dublin/settings/README.md', () => 'ours'),
      finds: [],
    },
    { situation: 'a folder of somebody else', edit: given => given.text('dublin/team/team.yaml', () => ''), finds: [] },
  ],
  'output/duplicate': [
    {
      situation: 'a namespace that two charts make',
      edit: given => given.add('dublin', 'team', namespace('settings')),
      finds: [{ at: 'team/dublin', says: ['Namespace settings', file], object: 'Namespace settings' }],
    },
    {
      situation: 'the same object in two versions of its API',
      edit: given =>
        given.add('dublin', 'settings', {
          apiVersion: 'policy/v1beta1',
          kind: 'PodDisruptionBudget',
          metadata: { name: 'settings', namespace: 'settings' },
        }),
      finds: [{ at: 'settings/dublin', says: ["PodDisruptionBudget settings of the namespace 'settings'"] }],
    },
    {
      situation: 'an Application that is there twice',
      edit: given => given.set('argocd', 'Application settings-dublin', 'metadata.name', 'settings-london'),
      finds: [{ at: 'settings/argocd', says: ['Application settings-london'] }],
    },
    {
      situation: 'the same name in another namespace, cluster or kind',
      boundary: true,
      edit: given =>
        given
          .add('dublin', 'team', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings-bootstrap', namespace: 'team' } })
          .add('dublin', 'team', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'settings-bootstrap', namespace: 'settings' } }),
      finds: [],
    },
  ],
  'output/namespace': [
    {
      situation: 'a policy in the namespace of another system',
      edit: given => given.set('dublin', 'NetworkPolicy settings-voter', 'metadata.namespace', 'ledger'),
      finds: [{ at: 'settings/dublin', says: ["'ledger'", 'that of ledger'], field: 'metadata.namespace' }],
    },
    {
      situation: 'members in the namespace of nobody',
      edit: given => given.set('dublin', 'StatefulSet settings', 'metadata.namespace', 'setting'),
      finds: [{ at: 'settings/dublin', says: ["'setting'"] }],
    },
    {
      situation: 'another ConfigMap in a namespace of the applications',
      variant: 'ways-in',
      edit: given =>
        given.add('dublin', 'quotes', {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'quotes', namespace: 'trading' },
          data: {},
        }),
      finds: [{ at: 'quotes/dublin', says: ["'trading'", "'quotes'"] }],
    },
    {
      situation: 'a list of endpoints in a namespace that is not to have it',
      variant: 'ways-in',
      edit: given => given.text('dublin/quotes/quotes.yaml', text => text.replace(/namespace: trading\n/, 'namespace: trade\n')),
      finds: [{ at: 'quotes/dublin', says: ["'trade'"] }],
    },
    { situation: 'the list of endpoints for the applications', variant: 'ways-in', edit: () => undefined, finds: [] },
    {
      situation: 'a budget without a namespace',
      boundary: true,
      edit: given => given.unset('dublin', 'PodDisruptionBudget settings', 'metadata.namespace'),
      finds: [{ at: 'settings/dublin', says: ['in no namespace'] }],
    },
    {
      situation: 'a chart that puts a Secret beside the members',
      boundary: true,
      edit: given => given.add('dublin', 'team', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'pull', namespace: 'settings' } }),
      finds: [],
    },
  ],
  'output/missing-namespace': [
    {
      situation: 'a system whose namespace nobody makes',
      edit: given => given.remove('dublin', 'Namespace settings'),
      finds: [{ at: 'settings/dublin', says: ["'settings'"] }],
    },
    {
      situation: 'a chart that makes its namespace elsewhere only',
      edit: given => given.remove('dublin', 'Namespace external-dns'),
      finds: [{ at: 'external-dns/dublin', says: ["'external-dns'"] }],
    },
    {
      situation: 'a namespace that another chart of the cluster makes',
      boundary: true,
      edit: given => given.remove('dublin', 'Namespace settings').add('dublin', 'team', namespace('settings')),
      finds: [],
    },
  ],
};
