import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { CheckElsewhere } from './check-output';
import type { UnitFiles } from './read-output';
import type { CheckedUnits } from './unit-checker';

/** What the other thread is told. */
export interface Errand {
  readonly folder: string;
  readonly units: readonly UnitFiles[];
  /** Turns from 0 to 1 once the answer is there. */
  readonly done: Int32Array;
}

/** Longer than any check takes: then the thread has died, and its part is done here. */
const patienceMillis = 600_000;

/**
 * Checks units of a folder in a second thread, while this one goes on.
 *
 * Both wait for nothing but each other, so that a check stays a plain function: this one sleeps until the other is done.
 */
export const onSecondProcessor =
  (folder: string): CheckElsewhere =>
  units => {
    const done = new Int32Array(new SharedArrayBuffer(4));
    const { port1: here, port2: there } = new MessageChannel();
    const errand: Errand & { readonly port: unknown } = { folder, units, done, port: there };
    const worker = new Worker(require.resolve('./second-thread'), {
      workerData: errand,
      transferList: [there],
      stdout: true,
      stderr: true,
    });
    worker.unref();
    return () => {
      Atomics.wait(done, 0, 0, patienceMillis);
      const answer = receiveMessageOnPort(here) as { readonly message: CheckedUnits } | undefined;
      here.close();
      void worker.terminate();
      return answer?.message;
    };
  };
