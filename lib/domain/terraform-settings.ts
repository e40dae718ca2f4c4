import { madeFrom } from './made-from';

/**
 * Where a stack's Terraform state is stored. It is always written: without it cdktf would write an absolute path.
 *
 * `{cluster}` in the texts of `config` is replaced by the cluster's name, and by `dns` in the fleet's DNS stack: each stack needs
 * a state of its own.
 */
export type TerraformBackend =
  | { readonly kind: 'local' }
  | { readonly kind: 'other'; readonly type: string; readonly config: Readonly<Record<string, string | number>> };

/**
 * One small Terraform stack for each cluster: namespaces, secrets that Git must not hold, cluster registrations. Where Terraform
 * makes health checks or publishes records, the fleet has one more stack, `dns`.
 */
export interface TerraformSettings {
  /** @default local: one state file for each stack, in the stack's folder */
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
