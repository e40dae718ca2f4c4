import { packageFile } from '../programs/package-file';

/** The page on which every rule is shown with an example. It is generated: `npm run rules`. */
export const rulesPage = 'lib/rules/RULES.md';

/** The example of a rule as the page has it, line by line; none where it has no such rule. */
export function exampleOf(rule: string): readonly string[] {
  const lines = packageFile(rulesPage).split('\n');
  const start = lines.indexOf(`### ${rule}`);
  if (start < 0) return [];
  const open = lines.indexOf('```text', start);
  return open < 0 ? [] : lines.slice(open + 1, lines.indexOf('```', open + 1));
}
