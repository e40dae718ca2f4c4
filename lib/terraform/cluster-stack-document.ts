import type { TerraformSettings } from '../domain/terraform-settings';
import type { ClusterStackPlan, VariableSecret } from './plan';
import { type StackDocument, stackDocument } from './stack-document';

/** A resource by the id of its construct. */
type Resource = readonly [type: 'kubernetes_namespace' | 'kubernetes_secret', id: string, body: object];
type Variable = readonly [id: string, body: object];

/** What `ClusterStack` synthesizes to; undefined where two ids are one, or cdktf would write them otherwise. */
export function clusterStackDocument(plan: ClusterStackPlan, settings: TerraformSettings): StackDocument | undefined {
  const { cluster, namespaces, secrets, registrations } = plan;
  const made = new Set(namespaces.map(({ name }) => name));
  const variables: readonly Variable[] = [
    ['kubeconfig', { type: 'string', description: 'Path of the kubeconfig file that reaches this cluster.' }],
    ['context', { type: 'string', default: cluster, description: 'Context in that file.' }],
    ...secrets.map(secretVariable),
    ...(registrations ? [registrationVariable(registrations.clusters)] : []),
  ];
  const resources: readonly Resource[] = [
    ...namespaces.map(namespaceResource),
    ...secrets.map(secret => secretResource(secret, made.has(secret.namespace))),
    ...(registrations ? registrations.clusters.map(name => registrationResource(name, registrations.namespace)) : []),
  ];
  const ids = ['backend', 'kubernetes', ...variables.map(([id]) => id), ...resources.map(([, id]) => id)];
  const keys = [...secrets.flatMap(secret => secret.keys), ...(registrations?.clusters ?? [])];
  if (new Set(ids.map(logicalId)).size < ids.length || !ids.every(isShort) || !keys.every(isKey)) return undefined;
  return stackDocument(cluster, settings, ['terraform'], {
    provider: { kubernetes: [provider] },
    variable: Object.fromEntries(variables.map(([id, body]) => [logicalId(id), body])),
    ...(resources.length > 0 ? { resource: byType(cluster, resources) } : {}),
    terraform: { required_providers: { kubernetes: { source: 'hashicorp/kubernetes', version: settings.providerVersion } } },
  });
}

const provider = {
  config_path: '${var.kubeconfig}',
  config_context: '${var.context}',
  ignore_annotations: ['^argocd\\.argoproj\\.io/'],
  ignore_labels: ['^app\\.kubernetes\\.io/instance$'],
} as const;

/** The last part of an address: cdktf drops letters that Terraform does not take. */
const logicalId = (id: string): string => id.replace(/[^A-Za-z0-9_-]/g, '');

/** Whether cdktf takes a name of Kubernetes as it is: it shortens longer ones. */
const isShort = (id: string): boolean => /^[\w.-]{1,255}$/.test(id);

/** Whether a key of a map needs no escapes in an expression. */
const isKey = (key: string): boolean => /^[\w.-]+$/.test(key);

/** What a key of a map holds, as cdktf writes it. */
const property = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `["${key}"]`);

const namespaceResource = ({ name, labels }: ClusterStackPlan['namespaces'][number]): Resource => [
  'kubernetes_namespace',
  `namespace-${name}`,
  { metadata: { name, labels }, lifecycle: { prevent_destroy: true, ignore_changes: ['metadata[0].annotations'] } },
];

const secretId = ({ name, namespace }: VariableSecret): string => `secret-${namespace}-${name}`;

const secretVariable = (secret: VariableSecret): Variable => [
  secretId(secret),
  {
    type: 'map(string)',
    sensitive: true,
    description: `Content of Secret ${secret.namespace}/${secret.name}: ${secret.keys.join(', ')}.`,
  },
];

const secretResource = (secret: VariableSecret, dependent: boolean): Resource => [
  'kubernetes_secret',
  `${secretId(secret)}-content`,
  {
    metadata: { name: secret.name, namespace: secret.namespace },
    type: secret.type,
    data: Object.fromEntries(secret.keys.map(key => [key, `\${var.${logicalId(secretId(secret))}${property(key)}}`])),
    ...(dependent ? { depends_on: [`kubernetes_namespace.${logicalId(`namespace-${secret.namespace}`)}`] } : {}),
  },
];

const registrationVariable = (clusters: readonly string[]): Variable => [
  'registrations',
  {
    type: 'map(object({ server = string, config = string }))',
    sensitive: true,
    description: `For each of ${clusters.join(', ')}: the address of its API server and Argo CD's connection settings, as JSON.`,
  },
];

const registrationResource = (cluster: string, namespace: string): Resource => [
  'kubernetes_secret',
  `registration-${cluster}`,
  {
    metadata: { name: `cluster-${cluster}`, namespace, labels: { 'argocd.argoproj.io/secret-type': 'cluster' } },
    type: 'Opaque',
    data: {
      name: cluster,
      server: `\${var.registrations${property(cluster)}.server}`,
      config: `\${var.registrations${property(cluster)}.config}`,
    },
  },
];

/** Resources as the JSON syntax nests them, each with the construct that cdktf names as its source. */
function byType(cluster: string, resources: readonly Resource[]): Readonly<Record<string, Readonly<Record<string, object>>>> {
  const types: Record<string, Record<string, object>> = {};
  for (const [type, id, body] of resources) {
    const uniqueId = logicalId(id);
    types[type] = { ...types[type], [uniqueId]: { '//': { metadata: { path: `${cluster}/${id}`, uniqueId } }, ...body } };
  }
  return types;
}
