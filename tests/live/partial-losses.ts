import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '../bench/failover/client';
import type { ClientTerms } from '../bench/failover/client/terms';
import { acknowledged, outageAfter, steadySince } from '../bench/failover/client-log';
import { EtcdGroup } from '../bench/failover/etcd-group';
import { type Experiment, later, type Rendered, siteOf, type Watched } from '../bench/failover/experiment';
import { predictedRow } from '../bench/failover/prediction';
import { lab, type Site, until } from './lab';
import { cutWay, healWay, startDns, stopDns } from './lab-links';

type Predicted = ReturnType<typeof predictedRow>;

/** A client that writes for as long as its part of a test takes. */
class Writer {
  private constructor(
    private readonly client: Client,
    private readonly watched: Watched,
  ) {}

  static start(experiment: Experiment, watched: Watched, rendered: Rendered, label: string, changes: Partial<ClientTerms> = {}): Writer {
    mkdirSync(join(experiment.scratch, 'logs'), { recursive: true });
    const terms = {
      ...watched.mechanism.client({ fleet: watched.fleet, outdir: rendered.outdir(watched.fleet), info: experiment.info }),
      log: join(experiment.scratch, 'logs', `${label}.log`),
      writesPerSecond: 20,
      prefix: `${label}-`,
      ...changes,
    };
    return new Writer(Client.start(experiment.program, terms), watched);
  }

  /** Seconds since the last acknowledged write. */
  get silent(): number {
    return (Date.now() - (acknowledged(this.client.log()).at(-1)?.end ?? 0)) / 1000;
  }

  /** When the last write was acknowledged. */
  get last(): number {
    return acknowledged(this.client.log()).at(-1)?.end ?? 0;
  }

  /** Where the last acknowledged write went: `address:port`. */
  get endpoint(): string | undefined {
    return acknowledged(this.client.log()).at(-1)?.endpoint;
  }

  /** Waits until writes are acknowledged without a gap, by members of one site where that is said. */
  async steady(what: string, holds: (writer: Writer) => boolean = () => true): Promise<void> {
    await until(what, later, () => {
      const now = Date.now();
      const since = steadySince(this.client.log(), now);
      if (since !== undefined && now - since > 2000 && holds(this)) return true;
      throw new Error(`now ${this.site}, ${JSON.stringify(this.client.log().at(-1))}`);
    });
  }

  /** The site of the member that acknowledged the last write. */
  get site(): string | undefined {
    const last = acknowledged(this.client.log()).at(-1);
    const member = this.watched.members.find(({ id }) => id === last?.member);
    return member && siteOf(member);
  }

  /** Writes that were acknowledged between two times. */
  between(from: number, to: number): number {
    return acknowledged(this.client.log()).filter(({ end }) => end > from && end < to).length;
  }

  /** Seconds without an acknowledged write after a loss, counted from a commit where that came later; 0 where nothing was noticed. */
  gap(lost: number, committed = 0): number {
    const outage = outageAfter(this.client.log(), lost);
    return outage ? (outage.until - Math.max(outage.from, committed)) / 1000 : 0;
  }

  /** The longest time without an acknowledged write between two times, in seconds. */
  longest(from: number, to: number): number {
    const ends = acknowledged(this.client.log())
      .map(({ end }) => end)
      .filter(end => end > from && end < to);
    return Math.max(...[...ends, to].map((end, position) => end - (ends[position - 1] ?? from))) / 1000;
  }

  /** The terms in which writes were acknowledged after a time: more than one where somebody was elected. */
  terms(from: number): readonly number[] {
    return [...new Set(acknowledged(this.client.log()).flatMap(({ end, term }) => (end > from ? [term] : [])))];
  }

  async stop(): Promise<void> {
    await this.client.stop();
  }
}

const watchedOf = ({ systems }: Experiment, name: string): Watched => {
  const found = systems.find(({ mechanism }) => mechanism.system === name);
  if (!found) throw new Error(`${name} does not run`);
  return found;
};

const planOf = (rendered: Rendered, watched: Watched, ...wanted: [Parameters<typeof predictedRow>[2], string?]): Predicted => {
  const plan = rendered.plans.get(watched.fleet.name);
  if (!plan) throw new Error(`${watched.fleet.name} has no plan`);
  return predictedRow(plan, watched.mechanism.system, ...wanted);
};

/** Reaches every member by its address, whatever becomes of names, and tries the next one after any failure. */
function everyMember({ mechanism: { system } }: Watched, { info }: Experiment): Partial<ClientTerms> {
  type Pods = { readonly items: readonly { readonly status: { readonly podIP: string } }[] };
  const endpoints = info.sites.flatMap(({ number }) =>
    lab
      .get<Pods>(number, '-n', system, 'pods', '-l', 'app.kubernetes.io/component=voter')
      .items.map(({ status }) => `${status.podIP}:2379`),
  );
  return { reach: { kind: 'list', endpoints }, again: 'failed', connectSeconds: 1, answerSeconds: 1 };
}

const readyMembers = (site: number, { mechanism: { system } }: Watched): number =>
  lab.get<{ status: { readyReplicas?: number } }>(site, '-n', system, 'statefulset', system).status.readyReplicas ?? 0;

interface Pod {
  readonly metadata: { readonly uid: string };
  readonly status: { readonly containerStatuses?: readonly { readonly state: { readonly running?: object } }[] };
}

const member = (site: number, { mechanism: { system } }: Watched, ordinal: number): Pod =>
  lab.get<Pod>(site, '-n', system, 'pod', `${system}-${ordinal}`);

const inSite = (watched: Watched, site: string) => watched.members.filter(member => siteOf(member) === site);

/** Makes a member in a site the leader. On a busy machine another election may come in between. */
async function lead(group: EtcdGroup, watched: Watched, site: string): Promise<void> {
  const members = inSite(watched, site);
  await until(`a leader in ${site}`, later, () => {
    group.leadBy(members);
    const leader = group.leader();
    return members.some(({ id }) => id === leader?.id) ? true : undefined;
  });
}

async function using<Result>(writers: readonly Writer[], act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } finally {
    await Promise.all(writers.map(writer => writer.stop()));
  }
}

/** Both ways between the two sites that may serve, with the leader in the one that waits; then its commit. */
export async function cutBothWays(experiment: Experiment, epoch: number) {
  const [first, second] = experiment.info.sites as readonly [Site, Site];
  const home = experiment.render('s1', epoch);
  const away = experiment.render('s2', epoch + 1);
  const [commit, answers, balancer] = ['outage-commit', 'outage-answers', 'outage-balancer'].map(name => watchedOf(experiment, name)) as [
    Watched,
    Watched,
    Watched,
  ];
  const through = ({ node }: Site, label: string): Writer =>
    Writer.start(experiment, balancer, home, label, { reach: { kind: 'list', endpoints: [`${node}:31380`] } });
  const named = Writer.start(experiment, commit, home, 'link-named');
  const checked = Writer.start(experiment, answers, home, 'link-checked');
  const every = Writer.start(experiment, commit, home, 'link-every', everyMember(commit, experiment));
  const [here, there] = [through(first, 'link-here'), through(second, 'link-there')];
  const cut = { loss: 'link', clusters: ['s1'], other: ['s2'] } as const;
  return using([named, checked, every, here, there], async () => {
    for (const writer of [named, checked, here, there]) await writer.steady('writes in the first site', ({ site }) => site === 's1');
    await every.steady('writes of all members');
    const ends = [commit, answers, balancer];
    const heal = (): void => {
      healWay(first, second);
      healWay(second, first);
    };
    /** Cuts the link under leaders in the second site; not so where another election got in between, as on a busy machine. */
    const cutBehindLeaders = async (): Promise<number | undefined> => {
      for (const watched of ends) await lead(watched.group, watched, 's2');
      for (const writer of [named, checked, every, here, there]) await writer.steady('writes under the new leaders');
      const lost = Date.now();
      cutWay(first, second);
      cutWay(second, first);
      try {
        await until('the members that follow nobody to be unready', later, () => (readyMembers(1, commit) === 0 ? true : undefined));
        await checked.steady('writes where the checks lead', ({ site }) => site === 's2');
        await there.steady('writes through the load balancer that reaches the leader', ({ site }) => site === 's2');
      } catch (error) {
        if (every.terms(lost - 1000).length === 1) throw error;
      }
      if (every.terms(lost - 1000).length === 1) return lost;
      heal();
      await experiment.whole();
      return undefined;
    };
    try {
      let lost: number | undefined;
      for (let attempt = 0; attempt < 3 && lost === undefined; attempt += 1) lost = await cutBehindLeaders();
      if (lost === undefined) throw new Error('the leaders did not stay where they were, three times');
      const committed = Date.now();
      const beforeCommit = { named: named.between(lost + 2000, committed), every: every.between(lost + 2000, committed) };
      for (const { number } of experiment.info.sites) experiment.apply(commit, away, [number]);
      await named.steady('writes after the commit', ({ site }) => site === 's2');
      return {
        seconds: { named: named.gap(lost, committed), checked: checked.gap(lost), every: every.longest(lost, committed) },
        terms: every.terms(lost),
        waited: (committed - lost) / 1000,
        beforeCommit,
        throughHere: here.between(lost + 2000, Date.now()),
        plans: {
          named: planOf(home, commit, cut, 's2'),
          checked: planOf(home, answers, cut, 's2'),
          balancer: planOf(home, balancer, cut, 's2'),
        },
      };
    } finally {
      heal();
      await experiment.whole();
    }
  });
}

/** What the second site sends no longer arrives at the first, where the leader is; then the leader moves to where both reach it. */
export async function cutOneWay(experiment: Experiment, epoch: number) {
  const [first, second] = experiment.info.sites as readonly [Site, Site];
  const now = experiment.render('s2', epoch);
  const commit = watchedOf(experiment, 'outage-commit');
  const { system } = commit.mechanism;
  const named = Writer.start(experiment, commit, now, 'way-named');
  const cut = { loss: 'one-way', clusters: ['s2'], other: ['s1'] } as const;
  return using([named], async () => {
    for (const { number } of experiment.info.sites) experiment.apply(commit, now, [number]);
    await named.steady('writes in the second site', ({ site }) => site === 's2');
    await lead(commit.group, commit, 's1');
    await named.steady('writes under the new leader');
    cutWay(second, first);
    try {
      await until('clients without the system', later, () => (named.silent > 3 ? true : undefined));
      const moved = Date.now();
      await lead(new EtcdGroup(system, 3, `${system}-30`), commit, 's3');
      await named.steady('writes under a leader that both reach', ({ site }) => site === 's2');
      return {
        seconds: named.gap(moved, moved),
        plans: { afar: planOf(now, commit, cut, 's1'), between: planOf(now, commit, cut, 's3') },
      };
    } finally {
      healWay(second, first);
      await experiment.whole();
    }
  });
}

/** The server of the zone answers nobody, and a member restarts meanwhile. */
export async function loseDns(experiment: Experiment, epoch: number) {
  const now = experiment.render('s2', epoch);
  const [commit, list] = [watchedOf(experiment, 'outage-commit'), watchedOf(experiment, 'outage-list')];
  const { reach } = commit.mechanism.client({ fleet: commit.fleet, outdir: now.outdir(commit.fleet), info: experiment.info });
  if (reach.kind !== 'name') throw new Error('its clients have no name');
  const named = Writer.start(experiment, commit, now, 'dns-named', { reach: { ...reach, unanswered: 'dropped' } });
  const every = Writer.start(experiment, commit, now, 'dns-every', everyMember(commit, experiment));
  return using([named, every], async () => {
    await named.steady('writes by name');
    await every.steady('writes of all members');
    const stopped = Date.now();
    stopDns(experiment.info.dns);
    try {
      const old = member(3, list, 30).metadata.uid;
      lab.kubectl(3, '-n', 'outage-list', 'delete', 'pod', 'outage-list-30', '--wait=false', '--grace-period=1');
      const started = await until('the member that restarts', later, () => {
        const pod = member(3, list, 30);
        return pod.metadata.uid !== old && pod.status.containerStatuses?.some(({ state }) => state.running) ? pod.metadata.uid : undefined;
      });
      await until('clients without the system', later, () => (named.silent > 3 ? true : undefined));
      const silent = named.last;
      await every.steady('writes of those who ask for no name');
      return {
        lastSeconds: (silent - stopped) / 1000,
        everySeconds: every.longest(stopped, Date.now()),
        meanwhile: every.between(silent, Date.now()),
        restarted: { same: member(3, list, 30).metadata.uid === started, ready: readyMembers(3, list) },
        plan: planOf(now, commit, { loss: 'dns', clusters: [], other: [] }),
      };
    } finally {
      startDns(experiment.info.dns);
      await named.steady('writes by name again');
      await experiment.whole();
    }
  });
}

/** The load balancers of one site, then those of both. */
export async function loseBalancers(experiment: Experiment, epoch: number) {
  const [first, second] = experiment.info.sites as readonly [Site, Site];
  const now = experiment.render('s2', epoch);
  const balancer = watchedOf(experiment, 'outage-balancer');
  const { system } = balancer.mechanism;
  const named = Writer.start(experiment, balancer, now, 'ingress-named');
  const scale = ({ number }: Site, replicas: number): void => {
    lab.kubectl(number, '-n', system, 'scale', 'deployment', `${system}-balancer`, `--replicas=${replicas}`);
    if (replicas > 0) lab.kubectl(number, '-n', system, 'rollout', 'status', 'deployment', `${system}-balancer`, '--timeout=120s');
    else lab.kubectl(number, '-n', system, 'delete', 'pods', '-l', 'app.kubernetes.io/component=balancer', '--force', '--grace-period=0');
  };
  const at = ({ node }: Site) => `${node}:31380`;
  return using([named], async () => {
    try {
      scale(second, 0);
      await named.steady('writes through the first site', ({ endpoint }) => endpoint === at(first));
      scale(second, 1);
      const lost = Date.now();
      scale(first, 0);
      await named.steady('writes through the second site', ({ endpoint }) => endpoint === at(second));
      const one = named.gap(lost);
      scale(second, 0);
      await until('clients without the system', later, () => (named.silent > 3 ? true : undefined));
      return {
        seconds: one,
        one: planOf(now, balancer, { loss: 'ingress', clusters: ['s1'], other: [] }),
        all: planOf(now, balancer, { loss: 'ingress', clusters: ['s1', 's2'], other: [] }),
      };
    } finally {
      for (const site of [first, second]) scale(site, 1);
      await named.steady('writes through what is back');
    }
  });
}
