import { stringify } from 'yaml';
import { checkFolder, type FolderReport } from '../../../lib/check/check-folder';
import type { OutputSource } from '../../../lib/check/output-source';

/** Files of a folder that somebody has written: each a text, or objects that are printed into it. */
export type Files = Readonly<Record<string, string | readonly object[]>>;

/** A folder in memory. */
export const folderOf = (files: Files, clusters: readonly string[] = []): OutputSource => ({
  files: Object.keys(files).sort(),
  clusters,
  read: path => {
    const content = files[path] ?? '';
    return typeof content === 'string' ? content : content.map(object => stringify(object)).join('---\n');
  },
});

/** What a check says of such a folder. */
export const checked = (files: Files, clusters: readonly string[] = []): FolderReport =>
  checkFolder(folderOf(files, clusters), { today: '2027-03-01' });

/** What it finds beside that there is no plan: each as `rule file: problem`. */
export const foundIn = (files: Files, clusters: readonly string[] = []): readonly string[] =>
  checked(files, clusters)
    .findings.filter(({ rule }) => rule !== 'output/plan')
    .map(({ rule, location, problem }) => `${rule} ${location?.file ?? ''}: ${problem}`);

/** The rules that find something there, each once. */
export const rulesIn = (files: Files, clusters: readonly string[] = []): readonly string[] => [
  ...new Set(foundIn(files, clusters).map(line => line.slice(0, line.indexOf(' ')))),
];
