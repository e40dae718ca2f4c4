/** The versions of cdktf and of its provider whose output `stackFiles` knows: those that the tests compare it with. */
export const comparedVersions: Readonly<Record<string, string>> = {
  cdktf: '0.21.0',
  '@cdktf/provider-kubernetes': '12.1.1',
};

/** What cdktf reads from its environment beside its output folder. Its own command line sets the first one. */
const settings = ['CDKTF_CONTEXT_JSON', 'SYNTH_HCL_OUTPUT', 'CDKTF_TARGET_STACK_ID', 'CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS'] as const;

/**
 * Whether the cdktf of this project would write what `stackFiles` writes.
 *
 * Another version says so in each document, and may write more than its number otherwise; and a setting asks something of cdktf that
 * only cdktf can answer.
 */
export const isComparedCdktf = (
  versionOf: (name: string) => string | undefined = installed,
  env: NodeJS.ProcessEnv = process.env,
): boolean =>
  settings.every(name => env[name] === undefined) &&
  Object.entries(comparedVersions).every(([name, version]) => versionOf(name) === version);

/** Version of an installed package; undefined where nothing says it. The package itself is not loaded. */
function installed(name: string): string | undefined {
  try {
    return (require(`${name}/package.json`) as { readonly version?: string }).version;
  } catch {
    return undefined;
  }
}
