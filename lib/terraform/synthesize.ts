import { App } from 'cdktf';
import type { TerraformPart } from '../domain/dns';
import type { TerraformSettings } from '../domain/terraform-settings';
import { ClusterStack } from './cluster-stack';
import { DnsStack } from './dns-stack';
import type { ClusterStackPlan } from './plan';

/** Writes every stack below a folder, as `stacks/<name>/cdk.tf.json`, with cdktf's own `manifest.json`. */
export function synthesizeStacks(
  plans: readonly ClusterStackPlan[],
  settings: TerraformSettings,
  folder: string,
  names?: TerraformPart,
): void {
  const app = new App({ outdir: folder });
  for (const plan of plans) new ClusterStack(app, plan, settings);
  if (names) new DnsStack(app, names, settings);
  app.synth();
}
