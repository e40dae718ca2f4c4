import { checkFolder } from '../../../lib/check/check-folder';
import { folderSource } from '../../../lib/check/output-source';
import { runProgram } from './program';

/** All rules over an output of this package, as `georaft check` runs them. */
runProgram((_, folder) => {
  const { findings, objects, files } = checkFolder(folderSource(folder));
  if (findings.length > 0) throw new Error(JSON.stringify(findings.slice(0, 5)));
  return { objects, written: 0, unchanged: files };
});
