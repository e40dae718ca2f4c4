import type { Rule } from '../rule';

/** Found where stacks are written. */
export const packagesOfStacks: Rule = {
  name: 'terraform/packages',
  severity: 'error',
  demands: 'A project whose fleet has Terraform stacks has the packages that make them.',
  why: 'cdktf and its provider are several times as large as all the rest, so only projects with stacks install them.',
  source: "This package's package.json, 'peerDependenciesMeta'.",
};
