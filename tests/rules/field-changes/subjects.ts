import { type Editable, EditedOutput } from '../edited-output';

/** An object whose fields are changed: a representative of its kind and part. */
export interface Subject {
  /** How it is called in the verdicts. */
  readonly called: string;
  /** The only fields that are changed, and also where they are as in another object. @default - all that are not as in another one of its kind */
  readonly fields?: RegExp;
  readonly variant: string;
  readonly unit: string;
  readonly cluster: string;
  /** Where a finding may be beside its unit in its cluster. */
  readonly at?: readonly string[];
  /** Kind and name. */
  readonly object: string;
}

const of = (
  variant: string,
  unit: string,
  cluster: string,
  objects: Readonly<Record<string, string>>,
  fields?: RegExp,
): readonly Subject[] =>
  Object.entries(objects).map(([called, object]) => ({ called, variant, unit, cluster, object, ...(fields ? { fields } : {}) }));

/** The objects that are changed. What occurs in several outputs is taken from the first of them that has it. */
export const subjects: readonly Subject[] = [
  ...of('peer-tls', 'settings', 'dublin', {
    voters: 'StatefulSet settings',
    'peer Service': 'Service settings-peer',
    'client Service': 'Service settings',
    bootstrap: 'ConfigMap settings-bootstrap',
    budget: 'PodDisruptionBudget settings',
    'default deny': 'NetworkPolicy default-deny',
    'policy of voters': 'NetworkPolicy settings-voter',
    certificate: 'Certificate settings-peer',
    namespace: 'Namespace settings',
    account: 'ServiceAccount settings',
  }),
  // Where names that clusters share are written.
  ...of('peer-tls', 'settings', 'london', { 'global record': 'DNSEndpoint settings-global' }),
  ...of('whitewater-kubernetes-api', 'whitewater', 'dublin', {
    'voters of whitewater': 'StatefulSet whitewater',
    'client Service of whitewater': 'Service whitewater',
    'bootstrap of whitewater': 'ConfigMap whitewater-bootstrap',
    'policy of whitewater': 'NetworkPolicy whitewater-voter',
    'local record': 'DNSEndpoint whitewater-local',
    ingress: 'Ingress whitewater',
    'account of whitewater': 'ServiceAccount whitewater',
    role: 'Role whitewater-peers',
    'role binding': 'RoleBinding whitewater-peers',
  }),
  ...of('whitewater-init-container', 'whitewater', 'dublin', {
    'voters of whitewater with a file': 'StatefulSet whitewater',
    'bootstrap of whitewater with a file': 'ConfigMap whitewater-bootstrap',
  }),
  ...of('learner', 'journal', 'dublin', {
    learners: 'StatefulSet journal-learner',
    'bootstrap of learners': 'ConfigMap journal-learner-bootstrap',
    'policy of learners': 'NetworkPolicy journal-learner',
    'policy of the join job': 'NetworkPolicy journal-join',
    'join job': 'Job journal-learner-10-join',
  }),
  ...of('example', 'ledger', 'dublin', {
    'policy of the mirror': 'NetworkPolicy ledger-mirror',
    mirror: 'Deployment ledger-mirror',
  }),
  // Where other pods are in the namespace, a selector that is too wide takes them along.
  ...of(
    'example',
    'ledger',
    'dublin',
    {
      'peer Service of ledger': 'Service ledger-peer',
      'client Service of ledger': 'Service ledger',
      'budget of ledger': 'PodDisruptionBudget ledger',
    },
    /^spec\.selector/,
  ),
  ...of('example', 'ledger', 'london', { 'cold standby': 'StatefulSet ledger' }),
  ...of('example', 'external-dns', 'dublin', {
    'ExternalDNS local': 'Deployment external-dns-local',
    'ExternalDNS role': 'ClusterRole external-dns-local',
    'ExternalDNS binding': 'ClusterRoleBinding external-dns-local',
    'ExternalDNS account': 'ServiceAccount external-dns-local',
  }),
  ...of('example', 'external-dns', 'london', { 'ExternalDNS global': 'Deployment external-dns-global' }, /args/),
  ...of('example', 'ledger', 'argocd', { application: 'Application ledger-dublin' }).map(each => ({ ...each, at: ['ledger/dublin'] })),
  ...of('rolling-sync', '_project', 'argocd', { project: 'AppProject stateful' }).map(each => ({ ...each, at: ['fleet'] })),
  ...of('rolling-sync', 'settings', 'argocd', { 'application set': 'ApplicationSet settings' }).map(each => ({
    ...each,
    at: ['dublin', 'frankfurt', 'london'].map(cluster => `settings/${cluster}`),
  })),
];

/** The output of a subject. Of the example, that is large, only the system and what is for all of them. */
export function outputOf({ variant }: Subject): EditedOutput {
  const output = new EditedOutput(variant);
  if (variant !== 'example') return output;
  const others = /\b(settings|whitewater)\b/;
  for (const file of output.files) if (others.test(file)) output.drop(file);
  output.plan.systems = output.plan.systems.filter(({ name }: Editable) => name === 'ledger');
  output.plan.files = output.plan.files.filter((file: string) => !others.test(file));
  return output;
}
