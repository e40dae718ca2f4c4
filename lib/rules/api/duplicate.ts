import { structureRule } from '../server-rule';

/** Items that the server tells apart by a key, two of which have the same. */
export const duplicateItem = structureRule(
  {
    name: 'api/duplicate',
    demands: 'Items of a list that are told apart by a key have different keys.',
    why: "Server-side apply refuses the object ('duplicate entries for key'); a client-side apply merges the two into one.",
    source: "x-kubernetes-list-map-keys of Kubernetes' OpenAPI schemas; sigs.k8s.io/structured-merge-diff typed/validate.go.",
  },
  'duplicate',
);
