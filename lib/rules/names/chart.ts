import type { Rule } from '../rule';

/** Found while charts are collected. */
export const chartName: Rule = {
  name: 'names/chart',
  severity: 'error',
  demands: 'The id of a chart is a DNS label, and no system has it as its name.',
  why: 'The chart is written to a folder of that name and delivered as an Application of that name; a system of the same name has both already.',
  source: 'Kubernetes, Object Names and IDs: names that must be labels of RFC 1123.',
};
