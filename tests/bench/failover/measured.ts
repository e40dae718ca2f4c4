import type { FleetDocument } from '../../../lib/plan/document/fleet-document';
import type { Attempt } from './client/terms';
import { acknowledged, outageAfter } from './client-log';
import { siteOf, type Watched } from './experiment';
import { brokenHistory, sharedEpochs } from './history';
import { predicted } from './prediction';

/** What one loss of the active site meant to the clients of one mechanism. */
export interface Measured {
  readonly mechanism: string;
  /** From the loss, or from the commit where the prediction counts from there. */
  readonly seconds: number;
  readonly typicalSeconds: number;
  readonly worstSeconds: number;
  readonly from: 'loss' | 'commit';
  /** What the client's log shows that must not be; empty where all is well. */
  readonly problems: readonly string[];
}

/** What is known of one loss. Times are milliseconds since 1970. */
export interface Facts extends Pick<Watched, 'mechanism' | 'members'> {
  readonly log: readonly Attempt[];
  readonly plan: FleetDocument | undefined;
  /** Keys that the group holds afterwards. */
  readonly held: readonly string[];
  /** When every client wrote in the first site. */
  readonly settled: number;
  readonly lost: number;
  readonly committed: number;
  readonly returned: number;
}

/** Compares what a client saw with what the plan says of it. @throws where it saw no outage */
export function judge({ mechanism, members, log, plan, held, settled, lost, committed, returned }: Facts): Measured {
  if (!plan) throw new Error(`${mechanism.system} has no plan`);
  const { countedFrom, worstSeconds, typicalSeconds } = predicted(plan, mechanism.system, 's1');
  const outage = outageAfter(
    log.filter(({ end }) => end < returned),
    lost,
  );
  if (!outage) throw new Error(`the clients of ${mechanism.system} noticed nothing`);
  const seconds = (outage.until - (countedFrom === 'commit' ? Math.max(committed, outage.from) : outage.from)) / 1000;
  const writes = acknowledged(log);
  const sites = new Map(members.map(member => [member.id, siteOf(member)]));
  const back = writes.find(({ end, member }) => end > outage.until && sites.get(member) === 's1');
  // Before that, a commit that moved clients here in peace was still under way to some of them: one group, and one line of history.
  const here = log.filter(({ end }) => end >= settled);
  const epochs = [
    { number: 1, from: settled },
    { number: 2, from: committed },
  ];
  const keys = new Set(held);
  const missing = writes.filter(({ key }) => !keys.has(key));
  const problems = [
    ...(seconds > worstSeconds ? [`${seconds} s is more than the ${worstSeconds} s of the worst case`] : []),
    ...(mechanism.failback === 'manual' && back ? [`${back.key} went back to s1 by itself`] : []),
    ...(missing.length > 0 ? [`${missing.length} acknowledged writes are lost, the first is ${missing[0]?.key}`] : []),
    ...brokenHistory(log),
    ...(mechanism.follows === 'commit' ? sharedEpochs(here, epochs, member => sites.get(member) ?? 'nowhere') : []).map(
      ({ epoch, sites: both }) => `${both.join(' and ')} acknowledged writes in epoch ${epoch}`,
    ),
  ];
  return { mechanism: mechanism.name, seconds, worstSeconds, typicalSeconds, from: countedFrom, problems };
}
