import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperatingState } from '../../lib';
import { isFullRun } from '../extent';
import { lab, missing, until } from './lab';
import { system } from './safe-change/change-fleet';
import { ChangeStage, siteOf } from './safe-change/change-stage';
import { loadEtcdImage } from './safe-change/etcd-image';
import { loadNodeImage } from './safe-change/node-image';
import { TimedWrites } from './safe-change/timed-writes';

const why = missing();
if (why) process.stderr.write(`\n*** LIVE SUITE SKIPPED: ${why} ***\n\n`);
// It takes longer than most others together: `GEORAFT_TESTS=all npm run test:live` goes it.
const live = why || !isFullRun ? describe.skip : describe;
const running = process.env.GEORAFT_LAB === 'running';
const newer = '3.6.16';

live('a group of etcd whose members get another pod template, delivered by Argo CD, under a client that writes', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'georaft-rollout-'));
  let stage: ChangeStage;
  let writes: TimedWrites;
  let image = '';

  beforeAll(async () => {
    if (!running) lab.run('up', '3');
    await until('Argo CD', 20 * 60, () => lab.run('argocd', 'up') !== undefined || undefined);
    lab.run('network', 'up');
    loadNodeImage();
    image = loadEtcdImage(newer);
    const info = lab.info();
    stage = new ChangeStage(info, join(scratch, 'dist'), OperatingState.initial());
    stage.begin();
    await stage.settled();
    await stage.commit({ ...stage.state, bootstrapped: true });
    expect(stage.next?.kind).toBe('record');
    if (stage.next) await stage.commit(stage.next.ledger);
    expect(stage.next).toBeUndefined();
    const hosts = ['10.s1', '20.s2', '30.s3'].map(place => `${system}-${place}.${system}.${info.zone}`);
    writes = new TimedWrites(info.dns, join(scratch, 'acknowledged'), hosts);
    await until('the first write', 60, () => writes.acknowledged().length > 0 || undefined);
  }, 45 * 60_000);

  afterAll(async () => {
    await writes?.stop();
    if (!running) await until('the end of the lab', 120, () => lab.run('down') !== undefined || undefined);
    rmSync(scratch, { recursive: true, force: true });
  }, 300_000);

  /** Writes a step and waits until it is done. */
  async function step(): Promise<string> {
    const { next } = stage;
    if (!next) throw new Error('no step is left');
    const begun = Date.now();
    stage.state = next.ledger;
    stage.push();
    await stage.applied();
    await stage.rolledOut();
    await stage.settled();
    const gap = writes.longestGap(begun);
    process.stdout.write(`${next.does}: ${Math.round((Date.now() - begun) / 1000)} s, longest gap ${gap} ms\n`);
    expect(gap).toBeLessThan(worstMillis());
    return [next.kind, next.cluster].filter(Boolean).join(' ');
  }

  /** How long an election takes at worst, by the plan, in milliseconds; and a second for the client to ask another member. */
  const worstMillis = (): number => 1000 * ((stage.plan?.outage.terms.find(({ term }) => term === 'elect')?.seconds ?? 0) + 1);

  async function walk(): Promise<readonly string[]> {
    stage.synthesize();
    const done: string[] = [];
    while (stage.next) done.push(await step());
    return done;
  }

  /** Keys that were acknowledged and that the group no longer has. */
  function lost(): readonly string[] {
    const acknowledged = writes.acknowledged();
    const kept = new Set(stage.etcdctl('get', 'write-', '--prefix', '--keys-only').split('\n'));
    process.stdout.write(`${acknowledged.length} acknowledged writes\n`);
    return acknowledged.flatMap(({ key }) => (kept.has(key) ? [] : [key]));
  }

  /** The image of each member, its request for processors, and the version that it says itself. */
  const runs = (): readonly string[] =>
    stage.expected().map(pod => {
      const { spec } = lab.get<{ spec: { containers: { image: string; resources: { requests: { cpu: string } } }[] } }>(
        siteOf(pod),
        '-n',
        system,
        'pod',
        pod,
      );
      const [container] = spec.containers;
      const said = lab.kubectl(siteOf(pod), '-n', system, 'exec', pod, '-c', 'etcd', '--', 'etcdctl', 'endpoint', 'status', '-w', 'json');
      const [{ Status }] = JSON.parse(said) as [{ Status: { version: string } }];
      return `${container?.image} ${container?.resources.requests.cpu} ${Status.version}`;
    });

  it(
    'is upgraded with other resources, one site after the other, the one that serves last',
    async () => {
      stage.template = { image, cpu: '30m' };
      expect(await walk()).toEqual(['upgrade s2', 'upgrade s3', 'upgrade s1', 'settle']);
      expect([...new Set(runs())]).toEqual([`${image} 30m ${newer}`]);
      expect(lost()).toEqual([]);
    },
    30 * 60_000,
  );

  it(
    'waits before a site is restarted while a member of another one is down, and nothing stops',
    async () => {
      stage.template = { image, cpu: '40m' };
      stage.synthesize();
      expect(await step()).toBe('rollout s2');
      const down = `${system}-21`;
      lab.kubectl(2, 'cordon', 's2');
      try {
        lab.kubectl(2, '-n', system, 'delete', 'pod', down, '--wait=false');
        await until(`${down} to be down`, 120, () => stage.unhealthy().includes(down) || undefined);
        const begun = Date.now();
        expect([stage.next?.kind, stage.next?.cluster]).toEqual(['rollout', 's3']);
        if (stage.next) stage.state = stage.next.ledger;
        stage.push();
        const said = await until('the job to wait', 300, () => /waits: .*/.exec(stage.jobLog(3, `${system}-prove`))?.[0]);
        expect(said).toBe(`waits: ${down} does not answer`);
        expect(runs30()).toBe('30m');
        process.stdout.write(`while ${down} is down: ${said}; longest gap ${writes.longestGap(begun)} ms\n`);
      } finally {
        lab.kubectl(2, 'uncordon', 's2');
      }
      await stage.applied(900);
      await stage.rolledOut();
      await stage.settled();
      expect(await walk()).toEqual(['rollout s1', 'settle']);
      expect([...new Set(runs())]).toEqual([`${image} 40m ${newer}`]);
      expect(lost()).toEqual([]);
    },
    45 * 60_000,
  );

  /** What the one member of the third site asks for. */
  const runs30 = (): string =>
    lab.kubectl(3, '-n', system, 'get', 'pod', `${system}-30`, '-o', 'jsonpath={.spec.containers[0].resources.requests.cpu}');

  it(
    'is mended by a step where an image is not there',
    async () => {
      const broken = `${system}-21`;
      stage.template = { image: 'quay.io/coreos/etcd:v3.6.99', cpu: '40m' };
      stage.synthesize();
      if (stage.next) stage.state = stage.next.ledger;
      const begun = Date.now();
      stage.push();
      await until(`${broken} to be broken`, 300, () => stage.unhealthy().includes(broken) || undefined);
      await stage.applied();
      stage.template = { image, cpu: '40m' };
      stage.synthesize();
      expect([stage.next?.kind, stage.next?.cluster, stage.next?.mends]).toEqual(['upgrade', 's2', true]);
      expect(await walk()).toEqual(['upgrade s2', 'settle']);
      process.stdout.write(`mended; longest gap ${writes.longestGap(begun)} ms\n`);
      expect([...new Set(runs())]).toEqual([`${image} 40m ${newer}`]);
      expect(lost()).toEqual([]);
    },
    30 * 60_000,
  );
});
