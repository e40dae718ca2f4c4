import { structureRule } from '../server-rule';

/** A field that is misspelt, or at the wrong level, has no effect. */
export const unknownField = structureRule(
  {
    name: 'api/unknown-field',
    demands: 'Every field is a known field of its kind.',
    why: "Server-side apply refuses the whole object ('field not declared in schema'); client-side apply drops the field, so it has no effect.",
    source: "Kubernetes' OpenAPI schemas, 1.28 to 1.37; sigs.k8s.io/structured-merge-diff typed/validate.go.",
  },
  'unknown',
);
