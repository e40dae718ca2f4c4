import type { Rule } from '../rule';

/** Found while a system is rendered. */
export const customizeFailed: Rule = {
  name: 'input/customize',
  severity: 'error',
  demands: "The function 'customize' of a system ends without an error in every cluster.",
  why: 'It may have added a part of what it was to add, and a cluster would apply that part as if it were the whole.',
  source: "This package's GeoRaftProps.customize: called once a cluster, before anything is written.",
};
