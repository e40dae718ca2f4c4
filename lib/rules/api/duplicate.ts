import { structureRule } from '../server-rule';

/** Two items of a list have the same key. */
export const duplicateItem = structureRule(
  {
    name: 'api/duplicate',
    demands: 'Items of a list that the server identifies by a key have different keys.',
    why: "Server-side apply refuses the object ('duplicate entries for key'); client-side apply merges the two into one.",
    source: "x-kubernetes-list-map-keys of Kubernetes' OpenAPI schemas; sigs.k8s.io/structured-merge-diff typed/validate.go.",
  },
  'duplicate',
);
