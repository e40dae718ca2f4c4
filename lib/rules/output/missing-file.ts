import { outputRule } from '../rule';

/** Every rendered file exists. */
export const missingFile = outputRule(
  {
    name: 'output/missing-file',
    severity: 'error',
    fundamental: true,
    demands: 'Every file that fleet.json lists is in the folder.',
    why: 'Argo CD removes the objects of a missing file, so members that count for the quorum can be missing.',
    source: 'The plan: fleet.json lists every file of the output.',
  },
  ({ plan, files }) => {
    const there = new Set(files);
    return (plan?.files ?? [])
      .filter(file => !there.has(file))
      .map(file => {
        const [cluster, unit] = file.split('/');
        return {
          at: unit !== undefined && plan?.clusters.some(({ name }) => name === cluster) ? `${unit}/${cluster}` : 'fleet',
          problem: `${file} is listed in fleet.json and not in the folder`,
          fix: 'synthesize again, or restore it from Git',
        };
      });
  },
);
