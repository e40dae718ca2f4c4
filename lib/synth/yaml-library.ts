import { createRequire } from 'node:module';

type Yaml = Pick<typeof import('yaml'), 'Scalar' | 'stringify'>;
type YamlParts = Pick<typeof import('yaml/util'), 'stringifyString'>;

/**
 * The `yaml` library, from where it is loaded already.
 *
 * cdk8s brings a copy of its own, and a second one takes a tenth of the time of a small synthesis. Where that copy is of another
 * version, ours is taken: what is printed depends on no version of cdk8s.
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
