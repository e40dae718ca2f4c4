import type { Rule } from '../rule';

/** Found while files are written. */
export const foreignFile: Rule = {
  name: 'output/foreign-file',
  severity: 'error',
  demands: "Nobody else's file stands where the program writes one.",
  why: 'It would be lost; and left alone it would be applied in place of what was rendered.',
  source: "This package's lib/decisions/0003-output-is-exchanged-as-a-whole.md.",
};
