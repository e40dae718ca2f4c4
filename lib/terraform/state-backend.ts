import { LocalBackend, TerraformBackend, type TerraformRemoteState, type TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { TerraformBackend as Backend, TerraformSettings } from '../domain/terraform-settings';

/**
 * Any backend, as its own configuration, with the stack's name for `{cluster}`.
 *
 * It is a construct, since cdktf adds a local backend with an absolute path to a stack that has none.
 */
class OtherBackend extends TerraformBackend {
  constructor(
    scope: Construct,
    private readonly stack: string,
    private readonly backend: Extract<Backend, { kind: 'other' }>,
  ) {
    super(scope, 'backend', backend.type);
  }

  protected override synthesizeAttributes(): Record<string, string | number> {
    const own = (value: string | number) => (typeof value === 'string' ? value.replaceAll('{cluster}', this.stack) : value);
    return Object.fromEntries(Object.entries(this.backend.config).map(([key, value]) => [key, own(value)]));
  }

  override getRemoteStateDataSource(): TerraformRemoteState {
    throw new Error('stacks do not read from each other');
  }
}

/** Gives a stack the place of its state, by the stack's name. */
export function keepState(stack: TerraformStack, name: string, { backend }: TerraformSettings): void {
  if (backend.kind === 'local') new LocalBackend(stack, { path: `${name}.tfstate` });
  else new OtherBackend(stack, name, backend);
}
