#!/usr/bin/env node
import { exitCodes } from './command';
import { run } from './run';
import { styleOf } from './style';

const { stdout, stderr } = process;

for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read has seen enough, as `head` does: that is no failure, and what was found stays found.
    if (error.code === 'EPIPE') process.exit();
    process.exit(exitCodes.bug);
  });
}

const wishes = { NO_COLOR: process.env.NO_COLOR, FORCE_COLOR: process.env.FORCE_COLOR, TERM: process.env.TERM };

process.exitCode = run(process.argv.slice(2), {
  cwd: process.cwd(),
  style: styleOf(stdout.isTTY === true, wishes),
  columns: (stdout.isTTY && stdout.columns) || undefined, // some terminals say 0
  out: text => stdout.write(text),
  err: text => stderr.write(text),
});
