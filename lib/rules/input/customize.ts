import type { Rule } from '../rule';

/** Found while a system is rendered. */
export const customizeFailed: Rule = {
  name: 'input/customize',
  severity: 'error',
  demands: "The function 'customize' of a system ends without an error in every cluster.",
  why: 'If it fails, it may have added only a part of its objects, and a cluster would apply that part as if it were complete.',
  source: "This package's GeoRaftProps.customize: called once for each cluster, before anything is written.",
};
