import type { Rule } from '../rule';

/** Found when the files of a folder without a plan are read. */
export const noManifest: Rule = {
  name: 'output/no-manifest',
  severity: 'warning',
  fundamental: true,
  demands: 'The YAML files of an applied folder have only complete, rendered Kubernetes objects.',
  why: 'kubectl and Argo CD stop at a document without a kind. The result of a template or patch is unknown before it is rendered, so nothing in the file is checked.',
  source: 'kubectl: "Object \'Kind\' is missing"; Argo CD documentation, "Directory"; Helm and kustomize documentation.',
};
