import { type MessagePort, workerData } from 'node:worker_threads';
import { catalogue } from '../rules/catalogue';
import { type OutputSource, readingFrom } from './output-source';
import { planFile, readPlan } from './read-plan';
import type { Errand } from './second-processor';
import { UnitChecker } from './unit-checker';

/** What runs in the second thread: a part of the units, by all rules. Whoever waits is woken in any case. */
const { folder, units, done, port } = workerData as Errand & { readonly port: MessagePort };
try {
  // What is to be read is known, so the folder need not be listed again.
  const source: OutputSource = { folder, files: [planFile], read: readingFrom(folder) };
  const read = readPlan(source);
  port.postMessage(new UnitChecker(source, catalogue, read.kind === 'plan' ? read.plan : undefined).check(units));
} finally {
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
}
