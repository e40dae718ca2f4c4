import { structureRule } from '../server-rule';

/** A field that is misspelt, or stands one level too high, does nothing wherever it is taken. */
export const unknownField = structureRule(
  {
    name: 'api/unknown-field',
    demands: 'Every field is one that its kind has.',
    why: "Server-side apply refuses the whole object ('field not declared in schema'); a client-side apply drops the field, and what it should do is not done.",
    source: "Kubernetes' OpenAPI schemas, 1.28 to 1.37; sigs.k8s.io/structured-merge-diff typed/validate.go.",
  },
  'unknown',
);
