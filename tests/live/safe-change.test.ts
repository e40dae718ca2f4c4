import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperatingState } from '../../lib';
import { replaceMember } from '../../lib/change/replace';
import { undoStep } from '../../lib/change/undo';
import { isFullRun } from '../extent';
import { lab, missing, until } from './lab';
import { system, type Votes } from './safe-change/change-fleet';
import { ChangeStage, siteOf } from './safe-change/change-stage';
import { loadNodeImage } from './safe-change/node-image';
import { TimedWrites } from './safe-change/timed-writes';

const why = missing();
if (why) process.stderr.write(`\n*** LIVE SUITE SKIPPED: ${why} ***\n\n`);
const live = why ? describe.skip : describe;
const running = process.env.GEORAFT_LAB === 'running';

live('a group of etcd whose members change, delivered by Argo CD, under a client that writes', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'georaft-change-'));
  let stage: ChangeStage;
  let writes: TimedWrites;

  beforeAll(async () => {
    if (!running) lab.run('up', '3');
    await until('Argo CD', 20 * 60, () => lab.run('argocd', 'up') !== undefined || undefined);
    // Policies hold only with it: what jobs need and nobody lets through is found here.
    lab.run('network', 'up');
    loadNodeImage();
    const info = lab.info();
    stage = new ChangeStage(info, join(scratch, 'dist'), OperatingState.initial());
    stage.begin();
    await stage.settled();
    await stage.commit({ ...stage.state, bootstrapped: true });
    // Who the members are is recorded before the program wants others.
    expect(stage.next?.kind).toBe('record');
    if (stage.next) await stage.commit(stage.next.ledger);
    const hosts = ['10.s1', '20.s2', '30.s3'].map(place => `${system}-${place}.${system}.${info.zone}`);
    writes = new TimedWrites(info.dns, join(scratch, 'acknowledged'), hosts);
    await until('the first write', 60, () => writes.acknowledged().length > 0 || undefined);
  }, 45 * 60_000);

  afterAll(async () => {
    await writes?.stop();
    if (!running) await until('the end of the lab', 120, () => lab.run('down') !== undefined || undefined);
    rmSync(scratch, { recursive: true, force: true });
  }, 300_000);

  /** Writes step after step and waits for each, until the program is reached. */
  async function walk(votes: Votes): Promise<readonly string[]> {
    stage.votes = votes;
    stage.synthesize();
    const done: string[] = [];
    for (let next = stage.next; next; next = stage.next) {
      const begun = Date.now();
      await stage.commit(next.ledger);
      const gap = writes.longestGap(begun);
      done.push(next.kind);
      process.stdout.write(`${next.does}: ${Math.round((Date.now() - begun) / 1000)} s, longest gap ${gap} ms\n`);
    }
    return done;
  }

  /** Keys that were acknowledged and that the group no longer has. */
  function lost(): readonly string[] {
    const acknowledged = writes.acknowledged();
    const kept = new Set(stage.etcdctl('get', 'write-', '--prefix', '--keys-only').split('\n'));
    process.stdout.write(`${acknowledged.length} acknowledged writes\n`);
    return acknowledged.flatMap(({ key }) => (kept.has(key) ? [] : [key]));
  }

  /** The whole way there and back takes as long as all other suites together: `GEORAFT_TESTS=all npm run test:live` goes it. */
  const whole: typeof it | (() => void) = isFullRun ? it : () => undefined;

  whole(
    'grows from 2/2/1 to 3/3/1, one member at a time',
    async () => {
      const done = await walk([3, 3, 1]);
      expect(done.filter(kind => kind === 'add-voter').length).toBeGreaterThanOrEqual(2);
      expect(stage.voters()).toHaveLength(7);
      expect(lost()).toEqual([]);
    },
    30 * 60_000,
  );

  whole(
    'shrinks back to 2/2/1',
    async () => {
      await walk([2, 2, 1]);
      expect([...stage.voters()].sort()).toEqual([10, 11, 20, 21, 30].map(ordinal => `${system}-${ordinal}`));
      expect(lost()).toEqual([]);
    },
    30 * 60_000,
  );

  it(
    'waits before it adds a member while another one is down, and nothing stops',
    async () => {
      const node = 's2';
      const down = `${system}-21`;
      lab.kubectl(2, 'cordon', node);
      lab.kubectl(2, '-n', system, 'delete', 'pod', down, '--wait=false');
      await until(`${down} to be down`, 120, () => stage.unhealthy().includes(down) || undefined);
      const begun = Date.now();
      stage.votes = [2, 2, 3];
      stage.synthesize();
      const member = stage.next?.member ?? '';
      if (stage.next) stage.state = stage.next.ledger;
      stage.push();
      const job = `${member}-add-${stage.state.groups?.[system]?.members[member]?.volume}`;
      const said = await until('the job to wait', 300, () => /waits: .*/.exec(stage.jobLog(siteOf(member), job))?.[0]);
      expect(said).toBe(`waits: ${down} does not answer`);
      expect(stage.members().map(({ name }) => name)).not.toContain(member);
      expect(lab.try(siteOf(member), ['-n', system, 'get', 'pod', member]).text).toContain('NotFound');
      process.stdout.write(`while ${down} is down: ${said}; longest gap ${writes.longestGap(begun)} ms\n`);
      lab.kubectl(2, 'uncordon', node);
      await stage.settled();
      await walk([2, 2, 3]);
      await walk([2, 2, 1]);
      expect(lost()).toEqual([]);
    },
    45 * 60_000,
  );

  whole(
    'applies a commit that takes a waiting step back, although the voter is still down',
    async () => {
      const down = `${system}-21`;
      lab.kubectl(2, 'cordon', 's2');
      try {
        lab.kubectl(2, '-n', system, 'delete', 'pod', down, '--wait=false');
        await until(`${down} to be down`, 120, () => stage.unhealthy().includes(down) || undefined);
        const begun = Date.now();
        stage.votes = [2, 2, 3];
        stage.synthesize();
        const { member = '', ledger } = stage.next ?? {};
        if (ledger) stage.state = ledger;
        stage.push();
        const job = `${member}-add-${stage.state.groups?.[system]?.members[member]?.volume}`;
        await until('the job to wait', 300, () => stage.jobLog(siteOf(member), job).includes('waits: ') || undefined);
        const undo = undoStep(stage.state);
        if (undo.kind === 'impossible') throw new Error(undo.why);
        stage.votes = [2, 2, 1];
        stage.state = undo.ledger;
        stage.push();
        await stage.applied(900);
        process.stdout.write(`taken back after ${Math.round((Date.now() - begun) / 1000)} s, longest gap ${writes.longestGap(begun)} ms\n`);
        expect(stage.members().map(({ name }) => name)).not.toContain(member);
      } finally {
        lab.kubectl(2, 'uncordon', 's2');
      }
      await stage.settled();
      await walk([2, 2, 1]);
      expect(lost()).toEqual([]);
    },
    45 * 60_000,
  );

  it(
    'keeps a member whose volume is empty from starting, and replaces it',
    async () => {
      const member = `${system}-21`;
      lab.kubectl(2, '-n', system, 'delete', 'pvc', `data-${member}`, '--wait=false');
      lab.kubectl(2, '-n', system, 'delete', 'pod', member);
      const said = await until('the guard to wait', 300, () => /waits: .*/.exec(stage.log(member, 'guard-volume'))?.[0]);
      expect(said).toBe(`waits: ${member} has an empty volume, and it has voted with another one: georaft replace ${system} ${member}`);
      const given = replaceMember(stage.state, member);
      if (given.kind === 'impossible') throw new Error(given.why);
      await stage.commit(given.ledger);
      expect(stage.voters()).not.toContain(member);
      await walk([2, 2, 1]);
      expect(stage.state.groups?.[system]?.members[member]).toEqual({ cluster: 's2', role: 'voter', volume: 2 });
      expect(stage.log(member, 'guard-volume')).toContain('its volume is marked as its 2nd');
      expect(lost()).toEqual([]);
    },
    45 * 60_000,
  );
});
