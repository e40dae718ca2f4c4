import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { lab, until } from '../../live/lab';
import { Client } from './client';
import { acknowledged, steadySince } from './client-log';
import { type Experiment, later, siteOf, type Watched } from './experiment';
import { judge, type Measured } from './measured';

interface Running extends Watched {
  readonly client: Client;
}

const writesPerSecond = 20;

/**
 * Takes the first site's power while clients write to every system, gives it back, and says what the clients saw.
 * @param run 1 for the first loss of an experiment
 */
export async function loseFirstSite(experiment: Experiment, run: number): Promise<readonly Measured[]> {
  // Each loss is a commit of the second site, and one back: two epochs.
  const home = experiment.render('s1', 2 * run - 1);
  const away = experiment.render('s2', 2 * run);
  mkdirSync(join(experiment.scratch, 'logs'), { recursive: true });
  const running = experiment.systems.map(
    (watched): Running => ({
      ...watched,
      client: Client.start(experiment.program, {
        ...watched.mechanism.client({ fleet: watched.fleet, outdir: home.outdir(watched.fleet), info: experiment.info }),
        log: join(experiment.scratch, 'logs', `${watched.mechanism.system}-${run}.log`),
        writesPerSecond,
        prefix: prefixOf(run),
      }),
    }),
  );
  try {
    await all(running, 'writes in the first site', one => servedBy(one) === 's1' && steady(one, 2));
    const settled = Date.now();
    for (const { group, members } of running) group.leadBy(members.filter(member => siteOf(member) === 's1'));
    await new Promise(wake => setTimeout(wake, Math.random() * 10_000)); // caches and checks are anywhere in their periods

    const lost = Date.now();
    lab.run('kill', '1');
    const committed = Date.now();
    const moved = running.filter(({ mechanism }) => mechanism.follows === 'commit');
    for (const one of moved) experiment.apply(one, away, [2, 3]);
    await all(running, 'writes in another site', one => servedBy(one) !== 's1' && steady(one, 3));

    const returned = Date.now();
    lab.run('start', '1');
    for (const one of moved) experiment.apply(one, away, [1]);
    await experiment.whole();
    const before = new Map(running.map(({ client }) => [client, acknowledged(client.log()).length]));
    await all(running, 'writes after the return', one =>
      one.mechanism.failback === 'automatic'
        ? servedBy(one) === 's1'
        : acknowledged(one.client.log()).length >= (before.get(one.client) ?? 0) + 15 * writesPerSecond,
    );
    const logs = await Promise.all(running.map(async one => ({ ...one, log: await one.client.stop() })));
    const measured = logs.map(one =>
      judge({ ...one, plan: home.plans.get(one.fleet.name), held: one.group.keys(prefixOf(run)), settled, lost, committed, returned }),
    );
    const next = experiment.render('s1', 2 * run + 1);
    for (const one of moved) experiment.apply(one, next, [1, 2, 3]);
    for (const { mechanism } of running) mechanism.bringBack?.(experiment.info);
    return measured;
  } finally {
    await Promise.all(running.map(({ client }) => client.stop()));
  }
}

const prefixOf = (run: number): string => `run-${run}-`;

/** The site of the member that acknowledged the last write. */
function servedBy({ client, members }: Running): string | undefined {
  const last = acknowledged(client.log()).at(-1);
  const member = members.find(({ id }) => id === last?.member);
  return member && siteOf(member);
}

function steady({ client }: Running, seconds: number): boolean {
  const now = Date.now();
  const since = steadySince(client.log(), now);
  return since !== undefined && now - since > seconds * 1000;
}

const all = (running: readonly Running[], what: string, holds: (one: Running) => boolean): Promise<true> =>
  until(what, later, () => {
    const open = running.filter(one => !holds(one));
    if (open.length === 0) return true as const;
    throw new Error(
      open.map(one => `${one.mechanism.name}: now ${servedBy(one) ?? 'nobody'}, ${JSON.stringify(one.client.log().at(-1))}`).join('\n'),
    );
  });
