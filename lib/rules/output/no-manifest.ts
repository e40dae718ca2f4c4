import type { Rule } from '../rule';

/** Found where the files of a folder without a plan are read. */
export const noManifest: Rule = {
  name: 'output/no-manifest',
  severity: 'warning',
  fundamental: true,
  demands: 'The YAML files of a folder that is applied hold objects of Kubernetes, whole and rendered, and nothing else.',
  why: 'kubectl stops at a document without a kind, and so does Argo CD; what a template or a patch will be is not known before it is rendered, so nothing of the file is checked.',
  source: 'kubectl: "Object \'Kind\' is missing"; Argo CD documentation, "Directory"; Helm and kustomize documentation.',
};
