import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileClient } from '../bench/failover/compile';
import { Experiment } from '../bench/failover/experiment';
import { brokenHistory, sharedEpochs } from '../bench/failover/history';
import { loseFirstSite } from '../bench/failover/loss';
import type { Measured } from '../bench/failover/measured';
import { mechanisms } from '../bench/failover/mechanisms';
import { ownGroupSystem, promote } from '../bench/failover/own-groups';
import { Stage } from '../bench/failover/stage';
import { failoverFleet } from '../bench/failover/systems';
import { lab, missing } from './lab';

const why = missing();
if (why) process.stderr.write(`\n*** LIVE SUITE SKIPPED: ${why} ***\n\n`);
const live = why ? describe.skip : describe;
const shared = process.env['GEORAFT_LAB'] === 'running';

live('the loss of the site that serves, under clients that write twenty times a second', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'georaft-failover-'));
  let experiment: Experiment | undefined;

  beforeAll(async () => {
    if (!shared) lab.run('up', '3');
    experiment = new Experiment(lab.info(), mechanisms, scratch);
    await experiment.start();
  }, 45 * 60_000);

  afterAll(() => {
    if (shared) {
      new Stage(lab.info().sites, failoverFleet('updates', lab.info())).remove([ownGroupSystem]);
      experiment?.end();
    } else lab.run('down');
    rmSync(scratch, { recursive: true, force: true });
  });

  describe('of one group over three sites', () => {
    const measured = new Map<string, Measured>();

    beforeAll(async () => {
      for (const one of experiment ? await loseFirstSite(experiment, 1) : []) measured.set(one.mechanism, one);
    });

    describe.each(mechanisms)('led by $name', ({ name }) => {
      it('is over within the predicted worst case, loses no write, and brings nobody back by itself', () => {
        expect(measured.get(name)?.problems).toEqual([]);
      });

      it('is noticed', () => {
        expect(measured.get(name)?.seconds).toBeGreaterThan(1);
      });
    });
  });

  describe('where another site has a group of its own', () => {
    it('never lets two sites acknowledge writes in one epoch, and is over within the predicted worst case', async () => {
      const info = lab.info();
      const folder = join(scratch, 'promotion');
      const program = compileClient(join(folder, 'client'));
      const { log, epochs, siteOf, seconds, worstSeconds } = await promote(info, failoverFleet('updates', info), folder, program);
      expect(sharedEpochs(log, epochs, siteOf)).toEqual([]);
      for (const site of ['s1', 's2'])
        expect(brokenHistory(log.filter(attempt => attempt.acknowledged && siteOf(attempt.member) === site))).toEqual([]);
      expect(new Set(log.flatMap(attempt => (attempt.acknowledged ? [siteOf(attempt.member)] : [])))).toEqual(new Set(['s1', 's2']));
      expect(seconds).toBeLessThan(worstSeconds);
    }, 900_000);
  });
});
