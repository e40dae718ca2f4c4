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
import { cutBothWays, cutOneWay, loseBalancers, loseDns } from './partial-losses';

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

  describe('of one group over three sites, of which no site is lost', () => {
    /** What a write itself takes, and a client that notices a gap of a second. */
    const grain = 1.5;
    const begun = (): Experiment => {
      if (!experiment) throw new Error('the systems do not run');
      return experiment;
    };

    it('the active site follows nobody while the leader is behind the link that is cut, until a commit moves its clients', async () => {
      const { seconds, terms, waited, beforeCommit, throughHere, plans } = await cutBothWays(begun(), 10);
      process.stdout.write(`link cut both ways: ${JSON.stringify({ seconds, terms, waited, beforeCommit, throughHere })}\n`);
      const { named, checked, balancer } = plans;
      expect(named).toMatchObject({
        row: { quorum: true, votes: 3, serves: ['s2'], stranded: ['s1'], steps: [{ step: 'switchover', clusters: ['s2'] }] },
        outage: { ends: 'decision', countedFrom: 'commit', loses: 'nothing' },
      });
      expect(beforeCommit.named).toBe(0);
      expect(seconds.named).toBeLessThan(named.outage.worstSeconds);
      // The leader that a quorum hears stays: nobody was elected, and who asks all members goes on writing.
      expect(terms).toHaveLength(1);
      expect(beforeCommit.every).toBeGreaterThan(0);
      expect(checked).toMatchObject({ row: { serves: ['s2'], stranded: [], steps: [] }, outage: { ends: 'automatic' } });
      expect(seconds.checked).toBeLessThan(checked.outage.worstSeconds);
      expect(balancer.row).toMatchObject({ serves: ['s2'], stranded: ['s1'], steps: [{ step: 'records', clusters: ['s1'] }] });
      expect(throughHere).toBe(0);
    }, 600_000);

    it('a link that is cut one way is as good as none, and harms nobody once the leader is where both ends reach it', async () => {
      const { seconds, plans } = await cutOneWay(begun(), 11);
      process.stdout.write(`link cut one way: ${JSON.stringify({ seconds })}\n`);
      expect(plans.afar).toMatchObject({
        row: { quorum: true, votes: 3, serves: ['s1'], stranded: ['s2'], steps: [{ step: 'switchover', clusters: ['s1'] }] },
      });
      expect(plans.between).toMatchObject({
        row: { quorum: true, votes: 5, serves: ['s2'], stranded: [], steps: [], elections: 'settled' },
        outage: { ends: 'automatic', worstSeconds: 0 },
      });
    }, 600_000);

    it('without the DNS server clients of a name go on for as long as they keep its answer, and the group as if nothing were', async () => {
      const { lastSeconds, everySeconds, meanwhile, restarted, plan } = await loseDns(begun(), 11);
      process.stdout.write(`DNS server lost: ${JSON.stringify({ lastSeconds, everySeconds, meanwhile, restarted })}\n`);
      expect(plan).toMatchObject({ row: { quorum: true, votes: 5, serves: [], steps: [{ step: 'dns' }] }, outage: { ends: 'repair' } });
      expect(lastSeconds).toBeLessThan((plan.outage.cachedSeconds ?? 0) + grain);
      expect(meanwhile).toBeGreaterThan(0);
      expect(restarted).toEqual({ same: true, ready: 0 });
    }, 600_000);

    it('without the load balancers of one site clients try the next address, and without all of them there is none', async () => {
      const { seconds, one, all } = await loseBalancers(begun(), 11);
      process.stdout.write(`load balancers lost: ${JSON.stringify({ seconds, worst: one.outage.worstSeconds })}\n`);
      expect(one).toMatchObject({ row: { quorum: true, stranded: [], steps: [] }, outage: { ends: 'automatic' } });
      expect(seconds).toBeLessThan(one.outage.worstSeconds + grain);
      expect(all).toMatchObject({ row: { quorum: true, votes: 5, serves: [], steps: [{ step: 'ingress' }] }, outage: { ends: 'repair' } });
    }, 600_000);
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
