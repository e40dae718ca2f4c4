import { isFullRun } from '../extent';
import { lab, missing, until } from './lab';
import { system } from './safe-change/change-fleet';
import { ChangeRun } from './safe-change/change-run';
import { siteOf } from './safe-change/change-stage';
import { loadEtcdImage } from './safe-change/etcd-image';

const why = missing();
if (why) process.stderr.write(`\n*** LIVE SUITE SKIPPED: ${why} ***\n\n`);
// It takes longer than most others together: `GEORAFT_TESTS=all npm run test:live` goes it.
const live = why || !isFullRun ? describe.skip : describe;
const newer = '3.6.16';

live('a group of etcd whose members get another pod template, delivered by Argo CD, under a client that writes', () => {
  const run = new ChangeRun();
  let image = '';

  beforeAll(async () => {
    await run.open();
    image = loadEtcdImage(newer);
    await run.begin();
  }, 45 * 60_000);

  afterAll(() => run.end(), 300_000);

  /** The image of each member, its request for processors, and the version that it says itself. */
  const runs = (): readonly string[] =>
    run.stage.expected().map(pod => {
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
      run.stage.wants({ template: { image, cpu: '30m' } });
      expect(await run.walk()).toEqual(['upgrade s2', 'upgrade s3', 'upgrade s1', 'settle']);
      expect([...new Set(runs())]).toEqual([`${image} 30m ${newer}`]);
      expect(run.lost()).toEqual([]);
    },
    30 * 60_000,
  );

  it(
    'waits before a site is restarted while a member of another one is down, and nothing stops',
    async () => {
      const { stage } = run;
      stage.wants({ template: { image, cpu: '40m' } });
      expect(await run.step()).toMatchObject({ kind: 'rollout', cluster: 's2' });
      const down = `${system}-21`;
      const begun = Date.now();
      await run.without(down, 2, async () => {
        expect([stage.next?.kind, stage.next?.cluster]).toEqual(['rollout', 's3']);
        if (stage.next) stage.state = stage.next.ledger;
        stage.push();
        // Where the one that is down led, the job meets an election first.
        const said = `waits: ${down} does not answer`;
        await until(`the job to say '${said}'`, 300, () => stage.jobLog(3, `${system}-prove`).split('\n').includes(said) || undefined);
        expect(runs30()).toBe('30m');
        run.wentOn(`while ${down} is down: ${said}`, begun);
      });
      await run.done('the rollout that waited', begun);
      expect(await run.walk()).toEqual(['rollout s1', 'settle']);
      expect([...new Set(runs())]).toEqual([`${image} 40m ${newer}`]);
      expect(run.lost()).toEqual([]);
    },
    45 * 60_000,
  );

  /** What the one member of the third site asks for. */
  const runs30 = (): string =>
    lab.kubectl(3, '-n', system, 'get', 'pod', `${system}-30`, '-o', 'jsonpath={.spec.containers[0].resources.requests.cpu}');

  it(
    'is mended by a step where an image is not there',
    async () => {
      const { stage } = run;
      const broken = `${system}-21`;
      stage.wants({ template: { image: 'quay.io/coreos/etcd:v3.6.99', cpu: '40m' } });
      if (stage.next) stage.state = stage.next.ledger;
      const begun = Date.now();
      stage.push();
      await until(`${broken} to be broken`, 300, () => stage.unhealthy().includes(broken) || undefined);
      await stage.applied();
      stage.wants({ template: { image, cpu: '40m' } });
      expect([stage.next?.kind, stage.next?.cluster, stage.next?.mends]).toEqual(['upgrade', 's2', true]);
      expect(await run.walk()).toEqual(['upgrade s2', 'settle']);
      run.wentOn('mended', begun);
      expect([...new Set(runs())]).toEqual([`${image} 40m ${newer}`]);
      expect(run.lost()).toEqual([]);
    },
    30 * 60_000,
  );
});
