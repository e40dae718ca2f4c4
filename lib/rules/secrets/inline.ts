import { objectAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** Nothing secret is written into what is committed. */
export const inlineSecret = objectRule(
  {
    name: 'secrets/inline',
    severity: 'error',
    demands: 'A Secret in the output has no data.',
    why: 'The output is committed and read by many: base64 hides nothing, and a value stays in the history after it is taken out.',
    source: 'Argo CD documentation, "Secret management": secrets are populated in the cluster, not when manifests are generated.',
  },
  ['Secret'],
  ({ data, apiVersion }) => {
    if (apiVersion !== 'v1') return [];
    return (['data', 'stringData'] as const).flatMap(field => {
      const keys = Object.entries(objectAt(data, field)).flatMap(([key, value]) => (value === '' || value === null ? [] : [key]));
      if (keys.length === 0) return [];
      const problem = `it holds ${keys.length === 1 ? 'a value' : `${keys.length} values`}: ${keys.join(', ')}`;
      const fix = 'take it out and make a new one: refer to an ExternalSecret or a SealedSecret, or have it made in the cluster';
      return [{ path: [field], problem, fix }];
    });
  },
);
