#!/usr/bin/env node
import { exitCodes } from './command';
import { run } from './run';
import { styleOf } from './style';

const { stdout, stderr } = process;

for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader closed the pipe, as `head` does. That is not a failure, so the exit code stays.
    if (error.code === 'EPIPE') process.exit();
    process.exit(exitCodes.bug);
  });
}

const preferences = { NO_COLOR: process.env.NO_COLOR, FORCE_COLOR: process.env.FORCE_COLOR, TERM: process.env.TERM };

process.exitCode = run(process.argv.slice(2), {
  cwd: process.cwd(),
  style: styleOf(stdout.isTTY === true, preferences),
  columns: (stdout.isTTY && stdout.columns) || undefined, // some terminals report 0
  out: text => stdout.write(text),
  err: text => stderr.write(text),
});
