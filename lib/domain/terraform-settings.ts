import { madeFrom } from './made-from';

/**
 * Where a stack's Terraform state lives. Always written: without one, cdktf would record an absolute path.
 *
 * In the texts of `config`, `{cluster}` stands for the cluster's name, and for `dns` in the stack of the fleet's names: each
 * stack needs a state of its own.
 */
export type TerraformBackend =
  | { readonly kind: 'local' }
  | { readonly kind: 'other'; readonly type: string; readonly config: Readonly<Record<string, string | number>> };

/**
 * One small Terraform stack for each cluster: namespaces, secrets that Git must not hold, cluster registrations. One more for
 * the fleet, `dns`, where Terraform makes health checks or publishes records.
 */
export interface TerraformSettings {
  /** @default local, one state file a stack, beside the stack */
  readonly backend: TerraformBackend;
  /** Version constraint of hashicorp/kubernetes. @default '~> 2.38' */
  readonly providerVersion: string;
  /** Output folder. @default CDKTF_OUTDIR, or 'cdktf.out' */
  readonly outdir?: string;
}

const defaults: TerraformSettings = { backend: { kind: 'local' }, providerVersion: '~> 2.38' };

export const TerraformSettings = {
  stacks: (props: Partial<TerraformSettings> = {}): TerraformSettings => madeFrom(defaults, props),
} as const;
