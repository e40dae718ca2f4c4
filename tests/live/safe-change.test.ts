import { replaceMember } from '../../lib/change/replace';
import { undoStep } from '../../lib/change/undo';
import { isFullRun } from '../extent';
import { lab, missing, until } from './lab';
import { system } from './safe-change/change-fleet';
import { ChangeRun } from './safe-change/change-run';
import { siteOf } from './safe-change/change-stage';
import { Drain } from './safe-change/drain';
import { LedgerCommands } from './safe-change/ledger-commands';

const why = missing();
if (why) process.stderr.write(`\n*** LIVE SUITE SKIPPED: ${why} ***\n\n`);
const live = why ? describe.skip : describe;

live('a group of etcd whose members change, delivered by Argo CD, under a client that writes', () => {
  const run = new ChangeRun();

  beforeAll(async () => {
    await run.open();
    await run.begin();
  }, 45 * 60_000);

  afterAll(() => run.end(), 300_000);

  /** The whole way there and back takes as long as all other suites together: `GEORAFT_TESTS=all npm run test:live` goes it. */
  const whole: typeof it | (() => void) = isFullRun ? it : () => undefined;

  whole(
    'grows from 2/2/1 to 3/3/1, one member at a time',
    async () => {
      run.stage.wants({ votes: [3, 3, 1] });
      const done = await run.walk();
      expect(done.filter(step => step.startsWith('add-voter')).length).toBeGreaterThanOrEqual(2);
      expect(run.stage.voters()).toHaveLength(7);
      expect(run.lost()).toEqual([]);
    },
    30 * 60_000,
  );

  whole(
    'shrinks back to 2/2/1',
    async () => {
      run.stage.wants({ votes: [2, 2, 1] });
      await run.walk();
      expect([...run.stage.voters()].sort()).toEqual([10, 11, 20, 21, 30].map(ordinal => `${system}-${ordinal}`));
      expect(run.lost()).toEqual([]);
    },
    30 * 60_000,
  );

  it(
    'waits before it adds a member while another one is down, and nothing stops',
    async () => {
      const down = `${system}-21`;
      const begun = Date.now();
      await run.without(down, 2, async () => {
        const { stage } = run;
        stage.wants({ votes: [2, 2, 3] });
        const { member = '', ledger } = stage.next ?? {};
        if (ledger) stage.state = ledger;
        stage.push();
        const job = `${member}-add-${stage.state.groups?.[system]?.members[member]?.volume}`;
        // Where the one that is down led, the job meets an election first.
        const said = `waits: ${down} does not answer`;
        await until(`the job to say '${said}'`, 300, () => stage.jobLog(siteOf(member), job).split('\n').includes(said) || undefined);
        expect(stage.members().map(({ name }) => name)).not.toContain(member);
        expect(lab.try(siteOf(member), ['-n', system, 'get', 'pod', member]).text).toContain('NotFound');
        run.wentOn(`while ${down} is down: ${said}`, begun);
      });
      await run.stage.settled();
      await run.walk();
      run.stage.wants({ votes: [2, 2, 1] });
      await run.walk();
      expect(run.lost()).toEqual([]);
    },
    45 * 60_000,
  );

  whole(
    'applies a commit that takes a waiting step back, although the voter is still down',
    async () => {
      const down = `${system}-21`;
      await run.without(down, 2, async () => {
        const { stage } = run;
        const begun = Date.now();
        stage.wants({ votes: [2, 2, 3] });
        const { member = '', ledger } = stage.next ?? {};
        if (ledger) stage.state = ledger;
        stage.push();
        const job = `${member}-add-${stage.state.groups?.[system]?.members[member]?.volume}`;
        await until('the job to wait', 300, () => stage.jobLog(siteOf(member), job).includes('waits: ') || undefined);
        const undo = undoStep(stage.state);
        if (undo.kind === 'impossible') throw new Error(undo.why);
        stage.wants({ votes: [2, 2, 1] });
        stage.state = undo.ledger;
        stage.push();
        await stage.applied(900);
        run.wentOn(`taken back after ${Math.round((Date.now() - begun) / 1000)} s`, begun);
        expect(stage.members().map(({ name }) => name)).not.toContain(member);
      });
      await run.stage.settled();
      await run.walk();
      expect(run.lost()).toEqual([]);
    },
    45 * 60_000,
  );

  it(
    'keeps a member whose volume is empty from starting, and replaces it',
    async () => {
      const { stage } = run;
      const member = `${system}-21`;
      lab.kubectl(2, '-n', system, 'delete', 'pvc', `data-${member}`, '--wait=false');
      lab.kubectl(2, '-n', system, 'delete', 'pod', member);
      const said = await until('the guard to wait', 300, () => /waits: .*/.exec(stage.log(member, 'guard-volume'))?.[0]);
      expect(said).toBe(`waits: ${member} has an empty volume, and it has voted with another one: georaft replace ${system} ${member}`);
      const given = replaceMember(stage.state, member);
      if (given.kind === 'impossible') throw new Error(given.why);
      await stage.commit(given.ledger);
      expect(stage.voters()).not.toContain(member);
      await run.walk();
      expect(stage.state.groups?.[system]?.members[member]).toEqual({ cluster: 's2', role: 'voter', volume: 2 });
      expect(stage.log(member, 'guard-volume')).toContain('its volume is marked as its 2nd');
      expect(run.lost()).toEqual([]);
    },
    45 * 60_000,
  );

  const budgeted = "Cannot evict pod as it would violate the pod's disruption budget";

  /** What the server would say to an eviction. */
  function evictionIn(site: number, name: string): string {
    const path = `/api/v1/namespaces/${system}/pods/${name}/eviction?dryRun=All`;
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace: system } };
    return lab.try(site, ['create', '--raw', path, '-f', '-'], JSON.stringify(eviction)).text;
  }

  it(
    'drains the nodes of a site one member at a time, and those of another site only once every member is back',
    async () => {
      const { stage } = run;
      const commands = new LedgerCommands(stage.outdir);
      const begun = Date.now();
      const given = commands.run(stage.state, 'drain', system, 's2');
      expect(given).toMatchObject({ code: 0, out: expect.stringContaining('nodes of s2 may be drained, and no others') });
      await stage.commit(given.state);
      const drain = Drain.of(2, `app.kubernetes.io/name=${system},app.kubernetes.io/component=voter`);
      try {
        // The site has one node. Who was evicted cannot come back before it takes pods again, and until then nobody else goes.
        const evicted = await until('a member to be evicted', 120, () => stage.unhealthy()[0]);
        const other = evicted === `${system}-20` ? `${system}-21` : `${system}-20`;
        await drain.says(`error when evicting pods/"${other}"`);
        expect(drain.said).toContain(budgeted);
        const another = commands.run(stage.state, 'drain', system, 's1');
        expect(another).toMatchObject({
          code: 1,
          state: stage.state,
          err: expect.stringContaining('the nodes of s2 may be drained already'),
        });
        const early = commands.run(stage.state, 'step', system);
        expect(early).toMatchObject({ code: 1, state: stage.state, err: expect.stringContaining(`${evicted} in s2 `) });
        expect(stage.unhealthy()).toEqual([evicted]);
        expect(evictionIn(1, `${system}-10`)).toContain(budgeted);
      } finally {
        lab.kubectl(2, 'uncordon', 's2');
      }
      await drain.ended();
      await stage.settled();
      run.wentOn(`drained s2: ${Math.round((Date.now() - begun) / 1000)} s`, begun);
      const ended = commands.run(stage.state, 'step', system);
      expect(ended).toMatchObject({ code: 0, out: expect.stringContaining('end the drain of s2'), state: { drained: [] } });
      await stage.commit(ended.state);
      expect(stage.next).toBeUndefined();
      expect(commands.run(stage.state, 'drain', system, 's1')).toMatchObject({ code: 0, state: { drained: ['s1'] } });
      run.wentOn(`the drain and its end: ${Math.round((Date.now() - begun) / 1000)} s`, begun);
      expect(run.lost()).toEqual([]);
    },
    30 * 60_000,
  );
});
