import { Namespace } from '@cdktf/provider-kubernetes/lib/namespace';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Secret } from '@cdktf/provider-kubernetes/lib/secret';
import { Fn, TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import type { TerraformSettings } from '../domain/terraform-settings';
import type { ClusterStackPlan, VariableSecret } from './plan';
import { keepState } from './state-backend';

/**
 * What a cluster needs before Argo CD delivers the rest: its namespaces, the Secrets that Git must not hold, and, on the cluster that
 * runs Argo CD, the registrations of all clusters.
 *
 * Argo CD applies the same namespaces with the same labels. Terraform ignores the annotations that Argo CD adds.
 */
export class ClusterStack extends TerraformStack {
  constructor(scope: Construct, plan: ClusterStackPlan, settings: TerraformSettings) {
    super(scope, plan.cluster);
    keepState(this, plan.cluster, settings);
    const kubeconfig = new TerraformVariable(this, 'kubeconfig', {
      type: 'string',
      description: 'Path of the kubeconfig file that reaches this cluster.',
    });
    const context = new TerraformVariable(this, 'context', { type: 'string', default: plan.cluster, description: 'Context in that file.' });
    new KubernetesProvider(this, 'kubernetes', {
      configPath: kubeconfig.stringValue,
      configContext: context.stringValue,
      ignoreAnnotations: ['^argocd\\.argoproj\\.io/'],
      ignoreLabels: ['^app\\.kubernetes\\.io/instance$'], // Argo CD writes it where it tracks objects by label
    });
    // cdktf writes a source without a host, which OpenTofu resolves to another registry.
    this.addOverride('terraform.required_providers.kubernetes', { source: 'hashicorp/kubernetes', version: settings.providerVersion });
    const namespaces = new Map(plan.namespaces.map(({ name, labels }) => [name, this.namespace(name, labels)]));
    for (const secret of plan.secrets) this.secret(secret, namespaces.get(secret.namespace));
    if (plan.registrations) this.registrations(plan.registrations);
  }

  private namespace(name: string, labels: Readonly<Record<string, string>>): Namespace {
    return new Namespace(this, `namespace-${name}`, {
      metadata: { name, labels: { ...labels } },
      lifecycle: { preventDestroy: true, ignoreChanges: ['metadata[0].annotations'] },
    });
  }

  private secret({ name, namespace, type, keys }: VariableSecret, within: Namespace | undefined): void {
    const id = `${namespace}-${name}`;
    const variable = new TerraformVariable(this, `secret-${id}`, {
      type: 'map(string)',
      sensitive: true,
      description: `Content of Secret ${namespace}/${name}: ${keys.join(', ')}.`,
    });
    new Secret(this, `secret-${id}-content`, {
      metadata: { name, namespace },
      type,
      data: Object.fromEntries(keys.map(key => [key, Fn.lookup(variable.value, key)])),
      ...(within ? { dependsOn: [within] } : {}),
    });
  }

  private registrations({ namespace, clusters }: NonNullable<ClusterStackPlan['registrations']>): void {
    const variable = new TerraformVariable(this, 'registrations', {
      type: 'map(object({ server = string, config = string }))',
      sensitive: true,
      description: `For each of ${clusters.join(', ')}: the address of its API server and Argo CD's connection settings, as JSON.`,
    });
    for (const cluster of clusters) {
      new Secret(this, `registration-${cluster}`, {
        metadata: { name: `cluster-${cluster}`, namespace, labels: { 'argocd.argoproj.io/secret-type': 'cluster' } },
        type: 'Opaque',
        data: {
          name: cluster,
          server: Fn.lookupNested(variable.value, [cluster, 'server']),
          config: Fn.lookupNested(variable.value, [cluster, 'config']),
        },
      });
    }
  }
}
