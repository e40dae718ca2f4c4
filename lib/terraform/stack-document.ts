import type { TerraformBackend, TerraformSettings } from '../domain/terraform-settings';
import { comparedVersions } from './compared-cdktf';

/** The content of one stack's `cdk.tf.json`, as cdktf nests it. */
export interface StackDocument {
  readonly name: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Version of cdktf that the documents are the output of, as each of them says. */
export const cdktfVersion = comparedVersions['cdktf'];

/**
 * A stack's document, with what cdktf adds to every stack.
 * @param overrides top-level keys that the stack's constructs add by an override, which cdktf lists
 */
export const stackDocument = (
  name: string,
  { backend }: TerraformSettings,
  overrides: readonly string[],
  { terraform, ...content }: { readonly terraform: object } & Readonly<Record<string, unknown>>,
): StackDocument => ({
  name,
  content: {
    '//': {
      metadata: {
        backend: backend.kind === 'local' ? 'local' : backend.type,
        overrides: { stack: overrides },
        stackName: name,
        version: cdktfVersion,
      },
      outputs: {},
    },
    ...content,
    terraform: { ...terraform, backend: stateBackend(name, backend) },
  },
});

function stateBackend(stack: string, backend: TerraformBackend): object {
  if (backend.kind === 'local') return { local: { path: `${stack}.tfstate` } };
  const own = (value: string | number) => (typeof value === 'string' ? value.replaceAll('{cluster}', stack) : value);
  return { [backend.type]: Object.fromEntries(Object.entries(backend.config).map(([key, value]) => [key, own(value)])) };
}
