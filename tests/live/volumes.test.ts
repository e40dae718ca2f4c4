import type { StepPlan } from '../../lib/plan/model/step-plan';
import { isFullRun } from '../extent';
import { lab, missing, until } from './lab';
import { system, usualProgram } from './safe-change/change-fleet';
import { ChangeRun } from './safe-change/change-run';
import { siteOf } from './safe-change/change-stage';
import { claimOf, makeStorageClass, resize } from './safe-change/storage';

const why = missing();
if (why) process.stderr.write(`\n*** LIVE SUITE SKIPPED: ${why} ***\n\n`);
// It takes minutes more than the quick run has: `GEORAFT_TESTS=all npm run test:live` goes it.
const live = why || !isFullRun ? describe.skip : describe;

/** The class that members begin on, and the one that they change to in the third site. */
const [first, second] = ['plain', 'fast'];

live('a group of etcd whose volumes change, delivered by Argo CD, under a client that writes', () => {
  const run = new ChangeRun();

  beforeAll(async () => {
    await run.open();
    for (const site of lab.info().sites) {
      makeStorageClass(site, first, { volumes: 2, gibibytes: 1, expands: false });
      makeStorageClass(site, second, { volumes: 2, gibibytes: 2, expands: true });
    }
    await run.begin({ ...usualProgram, storageClass: () => first });
  }, 45 * 60_000);

  afterAll(() => run.end(), 300_000);

  const members = [10, 11, 20, 21, 30].map(ordinal => `${system}-${ordinal}`);
  const uids = (): readonly string[] =>
    members.map(member => lab.get<{ metadata: { uid: string } }>(siteOf(member), '-n', system, 'pod', member).metadata.uid);

  it(
    'waits while the class of the volumes does not let them grow, and then they grow without a restart',
    async () => {
      const { stage } = run;
      const before = uids();
      stage.wants({ gibibytes: 2 });
      const begun = Date.now();
      expect(stage.next).toMatchObject({ kind: 'grow', cluster: 's1' });
      if (stage.next) stage.state = stage.next.ledger;
      stage.push();
      await until('the growth to be refused', 300, () => stage.refusal('s1').includes('must support resize') || undefined);
      run.wentOn('while no volume may grow', begun);
      expect(claimOf(1, `${system}-10`).spec.resources.requests.storage).toBe('1Gi');
      for (const { number } of lab.info().sites)
        lab.kubectl(number, 'patch', 'storageclass', first, '--patch', JSON.stringify({ allowVolumeExpansion: true }));
      await run.done('the growth that waited', begun);
      expect(await run.walk()).toEqual(['grow s2', 'grow s3']);
      for (const member of members) {
        expect(claimOf(siteOf(member), member).spec.resources.requests.storage).toBe('2Gi');
        resize(siteOf(member), member);
        expect(claimOf(siteOf(member), member).status).toMatchObject({ phase: 'Bound', capacity: { storage: '2Gi' } });
      }
      await stage.settled();
      expect(uids()).toEqual(before);
      expect(run.lost()).toEqual([]);
    },
    30 * 60_000,
  );

  /** What the steps say that somebody does by hand. */
  async function byHand({ kind, member = '' }: StepPlan): Promise<void> {
    if (kind === 'template') {
      await until(
        'the claim template to be refused',
        300,
        () => run.stage.refusal('s3').includes('updates to statefulset spec') || undefined,
      );
      lab.kubectl(3, '-n', system, 'delete', 'statefulset', system, '--cascade=orphan');
    }
    if (kind === 'give-up') {
      await until(`${member} to be removed`, 300, () => !run.stage.voters().includes(member) || undefined);
      lab.kubectl(3, '-n', system, 'delete', 'persistentvolumeclaim', `data-${member}`, '--wait=false');
      lab.kubectl(3, '-n', system, 'delete', 'pod', member);
    }
  }

  it(
    'comes again on volumes of another class, member by member, and only while nobody else is down',
    async () => {
      const { stage } = run;
      const [member, down] = [`${system}-30`, `${system}-21`];
      const before = claimOf(3, member).metadata.uid;
      const pod = uids().at(-1);
      stage.wants({ storageClass: site => (site === 's3' ? second : first) });
      expect(await run.step(byHand)).toMatchObject({ kind: 'template', cluster: 's3' });
      // The StatefulSet is another one, and its pod the same.
      expect(uids().at(-1)).toBe(pod);
      const begun = Date.now();
      const { next } = stage;
      if (next?.kind !== 'give-up') throw new Error(`the next step is ${next?.kind}`);
      await run.without(down, 2, async () => {
        stage.state = next.ledger;
        stage.push();
        // Where it led, nobody leads for a moment: the job says that first.
        const said = `waits: ${down} does not answer`;
        await until(`the job to say '${said}'`, 300, () => stage.jobLog(3, `${member}-remove-1`).includes(said) || undefined);
        expect(stage.voters()).toContain(member);
        run.wentOn(said, begun);
      });
      await byHand(next);
      await run.done(next.does, begun);
      expect(await run.walk(byHand)).toEqual([`replace ${member}`, 'settle']);
      const { metadata, spec, status } = claimOf(3, member);
      expect(metadata.uid).not.toBe(before);
      expect([spec.storageClassName, spec.resources.requests.storage, status.phase]).toEqual([second, '2Gi', 'Bound']);
      expect(stage.state.groups?.[system]?.members[member]).toEqual({ cluster: 's3', role: 'voter', volume: 2 });
      expect(run.lost()).toEqual([]);
    },
    45 * 60_000,
  );
});
