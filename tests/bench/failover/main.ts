import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lab, missing } from '../../live/lab';
import { Experiment } from './experiment';
import { loseFirstSite } from './loss';
import type { Measured } from './measured';
import { mechanisms } from './mechanisms';
import { failings, failoverTable } from './report';

const usage = `npm run bench:failover -- [--runs N] [--only SYSTEM,…]
systems: ${mechanisms.map(({ system }) => system).join(', ')}`;

/**
 * Measures how long clients are without a system when the site that serves loses its power, beside what the plan predicts.
 *
 * In the lab: with GEORAFT_LAB=running in the one that is up, else in one that it starts and ends.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '10' }, only: { type: 'string' } } });
  const runs = Number(values.runs);
  const chosen = mechanisms.filter(({ system }) => !values.only || values.only.split(',').includes(system));
  if (!Number.isInteger(runs) || runs < 1 || chosen.length === 0) throw new Error(usage);
  const why = missing();
  if (why) throw new Error(why);
  const running = process.env['GEORAFT_LAB'] === 'running';
  if (!running) lab.run('up', '3');
  const scratch = mkdtempSync(join(tmpdir(), 'georaft-failover-'));
  const experiment = new Experiment(lab.info(), chosen, scratch);
  const measured: Measured[] = [];
  try {
    await experiment.start();
    for (let run = 1; run <= runs; run += 1) {
      const seen = await loseFirstSite(experiment, run);
      measured.push(...seen);
      for (const { mechanism, seconds, problems } of seen)
        process.stderr.write(`run ${run}: ${mechanism}: ${seconds.toFixed(1)} s${problems.map(problem => `\n  ${problem}`).join('')}\n`);
    }
  } finally {
    process.stderr.write(`what the clients noted is in ${join(scratch, 'logs')}\n`);
    if (running) experiment.end();
    else lab.run('down');
  }
  process.stdout.write(failoverTable(measured));
  const wrong = [...new Set(measured.map(({ mechanism }) => mechanism))].flatMap(name =>
    failings(measured.filter(({ mechanism }) => mechanism === name)).map(failing => `${name}: ${failing}`),
  );
  process.stderr.write(wrong.map(line => `${line}\n`).join(''));
  return wrong.length === 0 ? 0 : 1;
}

main().then(
  code => process.exit(code),
  error => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
