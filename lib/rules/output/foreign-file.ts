import type { Rule } from '../rule';

/** Found while files are written. */
export const foreignFile: Rule = {
  name: 'output/foreign-file',
  severity: 'error',
  demands: 'No file of another origin has the path of a file that the program writes.',
  why: 'Overwriting it would lose it. If it stayed, clusters would apply it instead of the rendered file.',
  source: "This package's lib/decisions/0003-output-is-exchanged-as-a-whole.md.",
};
