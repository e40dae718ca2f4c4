import { checkOutput } from '../../../lib/check/check-output';
import { folderSource } from '../../../lib/check/output-source';
import { catalogue } from '../../../lib/rules/catalogue';
import { runProgram } from './program';

/** All rules over an output of this package, as `georaft check` runs them. */
runProgram((_, folder) => {
  const { findings, objects, files } = checkOutput(folderSource(folder), catalogue);
  if (findings.length > 0) throw new Error(JSON.stringify(findings.slice(0, 5)));
  return { objects, written: 0, unchanged: files };
});
