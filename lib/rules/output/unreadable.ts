import type { Rule } from '../rule';

/** Found when files are read. */
export const unreadable: Rule = {
  name: 'output/unreadable',
  severity: 'error',
  fundamental: true,
  demands: 'Every YAML file of the output can be read to its end.',
  why: 'If Argo CD cannot read one file, it applies nothing of the whole Application.',
  source: 'Argo CD reposerver, repository.go: an error in one manifest ends the generation of all.',
};
