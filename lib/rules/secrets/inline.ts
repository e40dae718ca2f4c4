import { objectAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** Committed files have no secret values. */
export const inlineSecret = objectRule(
  {
    name: 'secrets/inline',
    severity: 'error',
    demands: 'A Secret in the output has no data.',
    why: 'The output is committed, and many people can read it. base64 hides nothing, and a removed value stays in the Git history.',
    source: 'Argo CD documentation, "Secret management": secrets are populated in the cluster, not when manifests are generated.',
  },
  ['Secret'],
  ({ data, apiVersion }) => {
    if (apiVersion !== 'v1') return [];
    return (['data', 'stringData'] as const).flatMap(field => {
      const keys = Object.entries(objectAt(data, field)).flatMap(([key, value]) => (value === '' || value === null ? [] : [key]));
      if (keys.length === 0) return [];
      const problem = `it has ${keys.length === 1 ? 'a value' : `${keys.length} values`}: ${keys.join(', ')}`;
      const fix = 'remove it and create a new value: use an ExternalSecret or a SealedSecret, or create the Secret in the cluster';
      return [{ path: [field], problem, fix }];
    });
  },
);
