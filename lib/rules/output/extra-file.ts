import { outputRule } from '../rule';

/** Argo CD applies only rendered files. */
export const extraFile = outputRule(
  {
    name: 'output/extra-file',
    severity: 'warning',
    demands: 'A rendered folder has no manifest that fleet.json does not list.',
    why: 'Argo CD applies whole folders. It also applies an old or additional file, and no synthesis changes or removes that file.',
    source: 'Argo CD documentation, "Directory": all .yml, .yaml and .json files of the folder.',
  },
  ({ plan, files }) => {
    if (!plan) return [];
    const listed = new Set(plan.files);
    const folders = new Set(plan.files.map(file => file.slice(0, file.lastIndexOf('/') + 1)).filter(folder => folder !== ''));
    return files
      .filter(file => /\.(ya?ml|json)$/.test(file) && !listed.has(file) && within(file, folders))
      .map(file => {
        const [cluster, unit] = file.split('/');
        return {
          at: plan.clusters.some(({ name }) => name === cluster) ? `${unit}/${cluster}` : 'fleet',
          problem: `Argo CD applies ${file} with its folder, and fleet.json does not list it`,
          fix: 'remove it, or move it to a folder of its own',
        };
      });
  },
);

/** Whether a file lies in one of the folders, or below. */
function within(file: string, folders: ReadonlySet<string>): boolean {
  for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
    if (folders.has(file.slice(0, end + 1))) return true;
  }
  return false;
}
