import { join } from 'node:path';
import { Duration, Size } from 'cdk8s';
import { platform } from '../../../apps/platform';
import {
  Access,
  type Cluster,
  Exposure,
  type Fleet,
  FleetApp,
  GeoRaft,
  type OperatingState,
  RaftEngine,
  Seat,
  Standby,
  Survive,
  Topology,
} from '../../../lib';
import type { FleetDocument } from '../../../lib/plan/document/fleet-document';
import { type LabInfo, lab, until } from '../../live/lab';
import { Client } from './client';
import type { Attempt } from './client/terms';
import { acknowledged, outageAfter, steadySince } from './client-log';
import { EtcdGroup } from './etcd-group';
import { later, siteOf } from './experiment';
import type { Epoch } from './history';
import { predicted } from './prediction';
import { Stage } from './stage';
import { standsIn } from './systems';

/** The system, and its namespace. */
export const ownGroupSystem = 'outage-group';

const system = ownGroupSystem;
const keepSeconds = 10;

/** etcd with a group of its own in each of two sites: the first serves, a mirror keeps the second hot. */
function ownGroups(fleet: Fleet, state: OperatingState, outdir: string): FleetApp {
  const app = new FleetApp(fleet, { outdir });
  platform(app);
  const [active, hot] = fleet.clusters as readonly [Cluster, Cluster];
  new GeoRaft(app, system, {
    engine: RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5', quotaBytes: 512 * 1024 ** 2 }),
    storage: Size.gibibytes(1),
    resources: { cpu: '20m', memory: Size.mebibytes(256) },
    topology: Topology.activeStandby({ active: Seat.of(active, { voters: 3 }), standbys: [Standby.hot(hot, { voters: 3 })] }),
    access: Access.dns({
      host: `${system}.${fleet.dns.zone}`,
      ttl: Duration.seconds(10),
      clientCache: Duration.seconds(keepSeconds),
      exposure: Exposure.podAddresses(),
    }),
    objectives: { survive: Survive.anyOneMember() },
    state,
  });
  return app;
}

/** What a client saw of the promotion of another group, and of the return of the site that served before. */
export interface Promotion {
  readonly log: readonly Attempt[];
  readonly epochs: readonly Epoch[];
  readonly siteOf: (member: string) => string;
  /** From the commit. */
  readonly seconds: number;
  readonly worstSeconds: number;
}

/**
 * Promotes the second site's group after the loss of the first, whose key of the DNS server is taken away before; then brings
 * the first back as it was, and only later shows it the commit.
 */
export async function promote(info: LabInfo, fleet: Fleet, scratch: string, program: string): Promise<Promotion> {
  const stage = new Stage(info.sites, fleet);
  const render = (name: string, state: OperatingState): { readonly outdir: string; readonly plan: FleetDocument } => {
    const outdir = join(scratch, name);
    return { outdir, plan: stage.render(ownGroups(fleet, state, outdir)) };
  };
  const apply = (site: number, { outdir }: { readonly outdir: string }): void => stage.apply(site, join(outdir, `s${site}`, system));
  const first = render('first', { ...standsIn('s1', 1), bootstrapped: false });
  for (const site of [1, 2]) apply(site, first);
  const groups = [new EtcdGroup(system, 1, `${system}-10`), new EtcdGroup(system, 2, `${system}-20`)] as const;
  const whole = (group: EtcdGroup): Promise<true> =>
    until('three healthy members', later, () => (group.healthy() === 3 ? true : undefined));
  for (const group of groups) await whole(group);
  const formed = render('formed', { ...standsIn('s1', 1), formed: ['s2'] });
  for (const site of [1, 2]) apply(site, formed);
  const promoted = render('promoted', { ...standsIn('s2', 2), formed: ['s1', 's2'] });
  const places = new Map(groups.flatMap(group => group.members()).map(member => [member.id, siteOf(member)]));
  const place = (member: string): string => places.get(member) ?? 'nowhere';

  const client = Client.start(program, {
    dns: info.dns,
    log: join(scratch, 'promotion.log'),
    reach: { kind: 'name', host: `${system}.${info.zone}`, port: 2379, keepSeconds },
    connectSeconds: 1,
    answerSeconds: 5,
    writesPerSecond: 20,
    prefix: 'write-',
  });
  const writesIn = (site: string): Promise<true> =>
    until(`writes in ${site}`, later, () => {
      const log = client.log();
      const since = steadySince(log, Date.now());
      const last = acknowledged(log).at(-1);
      return since !== undefined && Date.now() - since > 2000 && last && place(last.member) === site ? true : undefined;
    });
  const moreWrites = (): Promise<true> => {
    const before = acknowledged(client.log()).length;
    return until('more writes', later, () => (acknowledged(client.log()).length > before + 300 ? true : undefined));
  };
  try {
    await writesIn('s1');
    const lost = Date.now();
    lab.run('kill', '1');
    lab.run('dns', 'revoke', '1');
    const committed = Date.now();
    apply(2, promoted);
    await writesIn('s2');
    const returned = Date.now();
    lab.run('start', '1');
    await until('the old members', later, () => (podsRunning(1) === 3 ? true : undefined));
    await moreWrites();
    apply(1, promoted);
    lab.run('dns', 'grant', '1');
    await whole(groups[0]);
    await moreWrites();
    const log = await client.stop();
    const outage = outageAfter(
      log.filter(({ end }) => end < returned),
      lost,
    );
    if (!outage) throw new Error('the client noticed nothing');
    const epochs = [
      { number: 1, from: 0 },
      { number: 2, from: committed },
    ];
    const { worstSeconds } = predicted(formed.plan, system, 's1');
    return { log, epochs, siteOf: place, seconds: (outage.until - committed) / 1000, worstSeconds };
  } finally {
    await client.stop();
    lab.run('dns', 'grant', '1');
  }
}

const podsRunning = (site: number): number =>
  lab
    .get<{ items: readonly { status: { phase: string; containerStatuses?: readonly { state: { running?: object } }[] } }[] }>(
      site,
      '-n',
      system,
      'pods',
      '-l',
      'app.kubernetes.io/component=voter',
    )
    .items.filter(({ status }) => status.containerStatuses?.every(({ state }) => state.running)).length;
