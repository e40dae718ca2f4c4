import { cpus, tmpdir } from 'node:os';
import { median } from './figures';
import { measure, measureStartUp, verify } from './measurement';
import { parseOptions } from './options';
import { againTable, comparedTable, sizesTable, startUpTable, targetsTable } from './report';
import { sizeName, targets } from './targets';

/**
 * Measures synthesis beside plain cdk8s and bare JavaScript, and the check of what was written: cold processes, interleaved, so that ratios hold on a noisy machine.
 *
 * Outputs go below `TMPDIR`. On a disk the folders and files of a large fleet take longer than their content; in a memory
 * file system (`TMPDIR=/dev/shm npm run bench`) the figures are those of the programs.
 * It ends with 0 whatever the figures are, and with an error when the programs do not write the same objects.
 */
const options = parseOptions(process.argv.slice(2));
const print = (text: string): boolean => process.stdout.write(text);

const { objects, differences } = verify({ clusters: 3, systems: 3 });
if (differences.length > 0) {
  const shown = differences.slice(0, 10).join('\n');
  process.stderr.write(`the programs do not write the same objects at 3x3, ${differences.length} differ:\n${shown}\n`);
  process.exit(1);
}
print(
  `node ${process.version}, ${cpus().length} processors, outputs in ${tmpdir()}; all programs write the same ${objects} objects at 3x3\n\n`,
);

const startUp = measureStartUp(Math.max(...options.sizes.map(size => options.rounds(size))));
print(`${startUpTable(startUp)}\n`);

const measurements = options.sizes.map(size => {
  const measurement = measure(size, options.rounds(size));
  process.stderr.write(`${sizeName(measurement)} done\n`);
  return measurement;
});
print(`${sizesTable(measurements, median(startUp.map(({ libraries }) => libraries)))}\n`);
print(`${againTable(measurements)}\n`);
print(`${comparedTable(measurements)}\n`);
print(targetsTable(targets(measurements, startUp)));
