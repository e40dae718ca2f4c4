import type { Rule } from '../rule';

/** Found where files are read. */
export const unreadable: Rule = {
  name: 'output/unreadable',
  severity: 'error',
  fundamental: true,
  demands: 'Every YAML file of the output can be read to its end.',
  why: 'Argo CD gives up on an Application with one file that it cannot read, so nothing of it is applied.',
  source: 'Argo CD reposerver, repository.go: an error in one manifest ends the generation of all.',
};
