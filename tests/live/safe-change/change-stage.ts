import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { OperatingState } from '../../../lib';
import { settledGroup } from '../../../lib/change/ledger-edit';
import type { StepPlan } from '../../../lib/plan/model/step-plan';
import type { SystemPlan } from '../../../lib/plan/model/system-plan';
import { type LabInfo, lab, type Site, until } from '../lab';
import { changeApp, type Program, sitesOf, system, usualProgram } from './change-fleet';

/** A member as etcd lists it, and what it says of itself. */
interface Listed {
  readonly name: string;
  readonly isLearner?: boolean;
}

interface Rendered {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

interface SetStatus {
  readonly metadata: { readonly generation: number };
  readonly spec: { readonly replicas: number };
  readonly status: { readonly observedGeneration?: number; readonly updatedReplicas?: number; readonly readyReplicas?: number };
}

interface Application {
  readonly metadata: { readonly name: string };
  readonly status?: {
    readonly sync?: { readonly status: string; readonly revision?: string };
    readonly operationState?: { readonly phase: string; readonly message?: string; readonly syncResult?: { readonly revision?: string } };
  };
}

/** A system whose program and ledger change, delivered by Argo CD to the lab's sites. */
export class ChangeStage {
  private pushed = '';
  private readonly prepared = new Set<string>();
  plan: SystemPlan | undefined;
  next: StepPlan | undefined;

  constructor(
    private readonly info: LabInfo,
    readonly outdir: string,
    public state: OperatingState,
    public program: Program = usualProgram,
  ) {}

  /** The program says something else, and is synthesized. */
  wants(change: Partial<Program>): void {
    this.program = { ...this.program, ...change };
    this.synthesize();
  }

  /** Synthesizes what the ledger allows. @throws on an error of a rule */
  synthesize(): void {
    const { findings, plan, changes } = changeApp(this.info, this.outdir, this.program, this.state).synthesize();
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length > 0 || !plan) throw new Error(errors.map(({ rule, at, problem }) => `[${at}] ${rule}: ${problem}`).join('\n'));
    this.plan = plan.systems.find(({ name }) => name === system);
    this.next = changes.get(system)?.steps[0];
  }

  /** The sites of the fleet that are there. */
  private get living(): readonly Site[] {
    return sitesOf(this.info, this.program).filter(({ name }) => !this.program.lost.includes(name));
  }

  /** Commits what the ledger allows, and makes what is made beside Git: what Terraform makes of a site, and what Argo CD is told. */
  push(): void {
    this.synthesize();
    for (const site of this.living) if (!this.prepared.has(site.name)) this.prepare(site);
    const applications = this.objects('argocd').flatMap(({ kind, metadata: { name } }) => (kind === 'Application' ? [name] : []));
    // An Application has no finalizer: what it applied stays.
    for (const { metadata } of this.allApplications())
      if (!applications.includes(metadata.name)) lab.kubectl(1, '-n', 'argocd', 'delete', 'application', metadata.name);
    lab.run('argocd', 'push', this.outdir);
    lab.kubectl(1, 'apply', '--server-side', '--force-conflicts', '-f', join(this.outdir, 'argocd'));
    this.pushed = lab.run('exec', 'git', 'ls-remote', `git://${this.info.dns}/dist.git`, 'main').split('\t')[0] ?? '';
  }

  private prepare(site: Site): void {
    const objects = this.objects(site.name);
    for (const kind of ['Namespace', 'ServiceAccount'])
      for (const object of objects.filter(candidate => candidate.kind === kind)) lab.apply(site.number, object);
    lab.apply(site.number, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'external-dns-tsig', namespace: 'external-dns' },
      stringData: { secret: site.tsig.secret },
    });
    this.prepared.add(site.name);
  }

  /** Writes a ledger and commits it. */
  async commit(state: OperatingState): Promise<void> {
    this.state = state;
    this.push();
    await this.settled();
  }

  /** Waits until Argo CD has applied the commit everywhere. */
  async applied(seconds = 300): Promise<void> {
    await until(`the sync of ${this.pushed}`, seconds, () => {
      const open = this.applications().filter(({ status }) => {
        const done = status?.operationState?.phase === 'Succeeded' && status.sync?.status === 'Synced';
        return !done || status?.sync?.revision !== this.pushed;
      });
      if (open.length === 0) return true;
      throw new Error(open.map(({ metadata, status }) => `${metadata.name}: ${status?.operationState?.message}`).join('\n'));
    });
  }

  /** Waits until Argo CD has applied the commit everywhere, and the group is what the ledger leads to. */
  async settled(): Promise<void> {
    await this.applied();
    await until('the members that the ledger leads to', 300, () => {
      const [listed, expected] = [this.voters(), this.expected()].map(names => [...names].sort().join(' '));
      if (listed !== expected || this.unhealthy().length > 0) throw new Error(`${listed} and not ${expected}; ${this.unhealthy()}`);
      return true;
    });
  }

  /** Waits until all members of the thawed sites run the template that was applied last. */
  async rolledOut(): Promise<void> {
    for (const site of this.living.filter(({ name }) => this.state.thawed.includes(name)))
      await until(`the rollout in ${site.name}`, 300, () => {
        const { metadata, spec, status } = lab.get<SetStatus>(site.number, '-n', system, 'statefulset', system);
        const { observedGeneration, updatedReplicas, readyReplicas } = status;
        const done = observedGeneration === metadata.generation && updatedReplicas === spec.replicas && readyReplicas === spec.replicas;
        if (!done) throw new Error(JSON.stringify(status));
        return true;
      });
  }

  private readonly allApplications = (): readonly Application[] =>
    lab.get<{ items: readonly Application[] }>(1, '-n', 'argocd', 'applications').items;

  applications = (): readonly Application[] => this.allApplications().filter(({ metadata }) => metadata.name.startsWith(`${system}-`));

  /** Who votes, as the group itself says. */
  voters = (): readonly string[] => this.members().flatMap(({ name, isLearner }) => (isLearner ? [] : [name]));

  /** Members as the group lists them. */
  members(): readonly Listed[] {
    return (JSON.parse(this.etcdctl('member', 'list', '-w', 'json')) as { members: readonly Listed[] }).members;
  }

  /** Who is to vote once what was begun is done. */
  expected(): readonly string[] {
    const ledger = this.state.groups?.[system];
    if (!ledger) return (this.plan?.groups ?? []).flatMap(({ voters }) => voters.map(({ name }) => name));
    return Object.entries(settledGroup(ledger).members).flatMap(([name, { role }]) => (role === 'voter' ? [name] : []));
  }

  /** Pods that should vote and are not ready. */
  unhealthy(): readonly string[] {
    return this.expected().filter(name => {
      const { code, text } = lab.try(siteOf(name), [
        '-n',
        system,
        'get',
        'pod',
        name,
        '-o',
        'jsonpath={.status.conditions[?(@.type=="Ready")].status}',
      ]);
      return code !== 0 || text !== 'True';
    });
  }

  etcdctl = (...args: readonly string[]): string => {
    const [pod = ''] = this.expected().filter(name => !this.unhealthy().includes(name));
    return lab.kubectl(siteOf(pod), '-n', system, 'exec', pod, '-c', 'etcd', '--', 'etcdctl', ...args);
  };

  /** What a container of a pod says. */
  log = (pod: string, container: string): string => lab.try(siteOf(pod), ['-n', system, 'logs', pod, '-c', container]).text;

  /** What the pods of a job say, the latest last. */
  jobLog = (site: number, job: string): string => lab.try(site, ['-n', system, 'logs', '-l', `job-name=${job}`, '--tail=-1']).text;

  private objects(folder: string): readonly Rendered[] {
    return readdirSync(join(this.outdir, folder), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && entry.name.endsWith('.yaml'))
      .flatMap(entry =>
        parseAllDocuments(readFileSync(join(entry.parentPath ?? entry.path, entry.name), 'utf8')).map(
          document => document.toJS() as Rendered,
        ),
      );
  }
}

/** The site of a pod: its ordinal begins with it. */
export const siteOf = (pod: string): number => Number(/-(\d)\d$/.exec(pod)?.[1] ?? 1);
