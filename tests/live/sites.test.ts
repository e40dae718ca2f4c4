import { isFullRun } from '../extent';
import { lab, missing, until } from './lab';
import { system } from './safe-change/change-fleet';
import { ChangeRun } from './safe-change/change-run';
import { LedgerCommands } from './safe-change/ledger-commands';

const why = missing();
if (why) process.stderr.write(`\n*** LIVE SUITE SKIPPED: ${why} ***\n\n`);
// It takes minutes more than the quick run has: `GEORAFT_TESTS=all npm run test:live` goes it.
const live = why || !isFullRun ? describe.skip : describe;
const sites = 5;

live('a group of etcd in a fleet whose sites come and go, delivered by Argo CD, under a client that writes', () => {
  const run = new ChangeRun();

  beforeAll(async () => {
    await run.open(sites);
    await run.begin();
  }, 45 * 60_000);

  afterAll(() => run.end(), 300_000);

  const namesIn = (site: number, ...which: readonly string[]): readonly string[] =>
    lab.get<{ items: { metadata: { name: string } }[] }>(site, '-n', system, ...which).items.map(({ metadata }) => metadata.name);

  const addressesOf = (member: string, site: string): string => {
    const { dns, zone } = lab.info();
    return lab.run('exec', 'dig', '+short', `@${dns}`, `${member}.${site}.${system}.${zone}`).trim();
  };

  it(
    'puts a site in the place of one that is taken out alive: votes first, then members, then the cluster',
    async () => {
      const { stage } = run;
      const down = `${system}-21`;
      stage.wants({ fleet: ['s1', 's2', 's3', 's4'], seats: ['s1', 's2', 's4'] });
      expect(await run.step()).toMatchObject({ kind: 'add-voter', member: `${system}-40` });
      const { next } = stage;
      expect(next).toMatchObject({ kind: 'remove-voter', member: `${system}-30` });
      const begun = Date.now();
      await run.without(down, 2, async () => {
        if (next) stage.state = next.ledger;
        stage.push();
        const said = await until('the job to wait', 300, () => /waits: .*/.exec(stage.jobLog(3, `${system}-30-remove-1`))?.[0]);
        expect(said).toBe(`waits: ${down} does not answer`);
        expect(stage.voters()).toContain(`${system}-30`);
        run.wentOn(`while ${down} is down: ${said}`, begun);
      });
      await run.done(next?.does ?? '', begun);
      expect(await run.walk()).toEqual(['settle']);
      expect(
        stage
          .applications()
          .map(({ metadata }) => metadata.name)
          .sort(),
      ).toEqual(['s1', 's2', 's4'].map(site => `${system}-${site}`));
      expect(namesIn(3, 'pods', '-l', 'app.kubernetes.io/component=voter')).toEqual([]);
      expect(namesIn(3, 'persistentvolumeclaims')).toEqual([`data-${system}-30`]);
      await until('the name of the member to go', 120, () => addressesOf(`${system}-30`, 's3') === '' || undefined);
      stage.wants({ fleet: ['s1', 's2', 's4'], retired: ['s3'] });
      stage.push();
      await run.done('s3 leaves the fleet', begun);
      expect([...stage.voters()].sort()).toEqual([10, 11, 20, 21, 40].map(ordinal => `${system}-${ordinal}`));
      expect(run.lost()).toEqual([]);
    },
    30 * 60_000,
  );

  it(
    'goes on without a site that is lost, and lets jobs of another one remove its members',
    async () => {
      const { stage } = run;
      const commands = new LedgerCommands(stage.outdir);
      const gone = `${system}-40`;
      const begun = Date.now();
      lab.run('kill', '4');
      // Nobody has said that it is lost: whatever needs its member waits.
      expect(commands.run(stage.state, 'gate', system)).toMatchObject({ code: 1, out: expect.stringContaining('s4 does not answer') });
      stage.wants({ fleet: ['s1', 's2', 's4', 's5'], seats: ['s1', 's2', 's5'], lost: ['s4'], retired: ['s3'] });
      stage.push();
      await stage.applied();
      run.wentOn('s4 is lost', begun);
      expect(commands.run(stage.state, 'gate', system)).toMatchObject({ code: 0 });
      expect(stage.next).toMatchObject({ kind: 'remove-voter', member: gone, restarts: [] });
      expect(stage.next?.does).toContain('a job of another cluster does it');
      const removed = await run.step();
      expect(stage.jobLog(1, `${removed.member}-remove-1`)).toContain(`removes ${gone}`);
      expect(await run.walk()).toEqual([`add-voter ${system}-50`, 'settle']);
      stage.wants({ fleet: ['s1', 's2', 's5'], lost: [], retired: ['s3', 's4'] });
      stage.push();
      await run.done('s4 leaves the fleet', begun);
      expect([...stage.voters()].sort()).toEqual([10, 11, 20, 21, 50].map(ordinal => `${system}-${ordinal}`));
      expect(run.lost()).toEqual([]);
    },
    30 * 60_000,
  );
});
