import type { Rule } from '../rule';

/** Found while charts are collected. */
export const chartWithoutCluster: Rule = {
  name: 'objects/no-cluster',
  severity: 'error',
  demands: 'Every chart is put directly into the scope of a cluster.',
  why: 'A chart elsewhere belongs to no folder: no cluster would apply it, and no error would show that.',
  source: 'Arithmetic: every declared object is rendered.',
};
