import type { Rule } from '../rule';

/** Found when the folder is opened. */
export const outputFolder: Rule = {
  name: 'output/folder',
  severity: 'error',
  demands: 'The output folder can be read and written, and one program writes it at a time.',
  why: 'The folder is replaced as a whole or not at all. If that fails, the old content stays.',
  source: "This package's lib/decisions/0003-output-is-exchanged-as-a-whole.md.",
};
