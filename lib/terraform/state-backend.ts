import { LocalBackend, TerraformBackend, type TerraformRemoteState, type TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { TerraformBackend as Backend, TerraformSettings } from '../domain/terraform-settings';

/**
 * Any backend, with its own configuration, in which the stack's name replaces `{cluster}`.
 *
 * It must be a construct: to a stack without one, cdktf adds a local backend with an absolute path.
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
    throw new Error('a stack does not read the state of another one');
  }
}

/** Adds the backend to a stack, with a state of the stack's own. */
export function keepState(stack: TerraformStack, name: string, { backend }: TerraformSettings): void {
  if (backend.kind === 'local') new LocalBackend(stack, { path: `${name}.tfstate` });
  else new OtherBackend(stack, name, backend);
}
