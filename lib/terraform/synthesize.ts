import { App } from 'cdktf';
import type { TerraformSettings } from '../domain/terraform-settings';
import { ClusterStack } from './cluster-stack';
import type { ClusterStackPlan } from './plan';

/** Writes every stack below a folder, as `stacks/<cluster>/cdk.tf.json`, with cdktf's own `manifest.json`. */
export function synthesizeStacks(plans: readonly ClusterStackPlan[], settings: TerraformSettings, folder: string): void {
  const app = new App({ outdir: folder });
  for (const plan of plans) new ClusterStack(app, plan, settings);
  app.synth();
}
