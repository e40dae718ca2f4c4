import type { Rule } from '../rule';

/** Found while a cluster is rendered. */
export const duplicateObject: Rule = {
  name: 'objects/duplicate',
  severity: 'error',
  demands: 'An object is declared once in a cluster: one kind, one namespace, one name.',
  why: 'Two of them overwrite each other in turn, and neither Application is ever in sync.',
  source: 'Argo CD, conditions SharedResourceWarning and RepeatedResourceWarning of an Application.',
};
