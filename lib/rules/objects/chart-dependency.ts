import type { Rule } from '../rule';

/** Found while a chart is rendered. */
export const chartDependency: Rule = {
  name: 'objects/chart-dependency',
  severity: 'error',
  demands: 'A construct depends only on constructs of its own chart, and without cycles.',
  why: 'cdk8s numbers the files of charts that depend on each other, so file names would change. Applications of Argo CD do not wait for each other, so the order would be lost.',
  source: 'cdk8s, App.synth: the names of ordered charts; Argo CD, Sync Phases and Waves: waves order objects within one Application.',
};
