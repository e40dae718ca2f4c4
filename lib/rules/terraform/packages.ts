import type { Rule } from '../rule';

/** Found when stacks are written. */
export const packagesOfStacks: Rule = {
  name: 'terraform/packages',
  severity: 'error',
  demands: 'A project whose fleet has Terraform stacks has the packages that write them.',
  why: 'cdktf and its provider are several times as large as this package and its other dependencies, so only projects with stacks install them.',
  source: "This package's package.json, 'peerDependenciesMeta'.",
};
