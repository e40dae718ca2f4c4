import { createRequire } from 'node:module';

type Yaml = Pick<typeof import('yaml'), 'Scalar' | 'stringify'>;
type YamlParts = Pick<typeof import('yaml/util'), 'stringifyString'>;

/**
 * The `yaml` library, from a copy that is loaded already.
 *
 * cdk8s loads a copy of its own, and loading a second one takes a tenth of the time of a small synthesis. If that copy has another version,
 * ours is used, so that the output does not depend on the version of cdk8s.
 */
const from = ((): NodeJS.Require => {
  const ofCdk8s = createRequire(require.resolve('cdk8s'));
  return version(ofCdk8s) === version(require) ? ofCdk8s : require;
})();

function version(load: NodeJS.Require): string {
  const { version } = load('yaml/package.json') as { readonly version: string };
  return version;
}

export const { Scalar, stringify }: Yaml = from('yaml');
export const { stringifyString }: YamlParts = from('yaml/util');
