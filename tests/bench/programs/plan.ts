import { join } from 'node:path';
import { compareOutputs } from '../../../lib/change/compare-outputs';
import { folderOutput } from '../../../lib/cli/folder-output';
import { runProgram } from './program';

/** What changes between the outputs `before` and `after` of a folder, as `georaft plan` finds it. */
runProgram((_, folder) => {
  const [before, after] = ['before', 'after'].map(name => folderOutput(join(folder, name), name)) as [
    ReturnType<typeof folderOutput>,
    ReturnType<typeof folderOutput>,
  ];
  const changes = compareOutputs(before, after);
  return { objects: changes.length, written: 0, unchanged: after.files.size };
});
