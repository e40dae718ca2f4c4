'use strict';
const { spawnSync } = require('node:child_process');

/** What went wrong so far, and what could not be looked at. */
class Problems {
  #failed = [];
  #skipped = [];

  /** One part that succeeds or fails as a whole. Returns what it returns; undefined when it fails. */
  step(name, prove) {
    const since = process.hrtime.bigint();
    try {
      const found = prove();
      const seconds = Number(process.hrtime.bigint() - since) / 1e9;
      console.log(`ok    ${name} (${seconds.toFixed(1)} s)`);
      return found;
    } catch (error) {
      this.#failed.push(name);
      console.log(`FAIL  ${name}\n${String(error.message ?? error).replace(/^/gm, '      ')}`);
      return undefined;
    }
  }

  /** What this machine cannot show. Said where it is found, and once more at the end. */
  skip(what) {
    this.#skipped.push(what);
    console.log(`SKIPPED: ${what}`);
  }

  end() {
    for (const what of this.#skipped) console.log(`\nNOT SHOWN HERE: ${what}`);
    console.log(`\n${this.#failed.length} failed, ${this.#skipped.length} skipped`);
    process.exitCode = this.#failed.length > 0 ? 1 : 0;
  }
}

/** Runs a program to its end. @throws unless it ends with the code that is expected */
function run(command, args, { code = 0, ...options } = {}) {
  const ended = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  if (ended.error) throw ended.error;
  if (ended.status !== code) {
    throw new Error(`${[command, ...args].join(' ')}\nended with ${ended.status}, not with ${code}\n${ended.stdout}${ended.stderr}`);
  }
  return { out: ended.stdout, err: ended.stderr };
}

module.exports = { Problems, run };
