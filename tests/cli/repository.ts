import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FleetApp, GeoRaft, OperatingState, type RaftSystem, Survive } from '../../lib';
import type { Cluster } from '../../lib/domain/cluster';
import { etcd, fleet, fleetOf, spread, system } from '../fixtures';
import { emptyFolder } from '../synth/example';
import { georaft } from './georaft';

/** A folder with the ledger and the output of `demo`, as a program leaves it that wants so many votes. */
export class Repository {
  readonly folder = emptyFolder();
  private readonly file = join(this.folder, 'clusters', 'state', 'demo.json');

  constructor(
    state: Partial<OperatingState> = { bootstrapped: true },
    private over: Partial<RaftSystem> = {},
    private clusters: readonly Cluster[] = fleet(3).clusters,
  ) {
    mkdirSync(join(this.folder, 'clusters', 'state'), { recursive: true });
    this.write(JSON.stringify(state));
  }

  get ledger(): OperatingState {
    return OperatingState.parse(readFileSync(this.file, 'utf8'));
  }

  write(ledger: string): void {
    writeFileSync(this.file, ledger);
  }

  /** Gives the clusters other facts, and the system other props. */
  describe(clusters: readonly Cluster[], over: Partial<RaftSystem> = this.over): void {
    this.clusters = clusters;
    this.over = over;
  }

  /** What the synthesis refuses. */
  synthesize(...votes: readonly number[]): readonly string[] {
    const described = fleetOf(this.clusters);
    const app = new FleetApp(described, { outdir: join(this.folder, 'dist') });
    new GeoRaft(
      app,
      'demo',
      system(spread(described.clusters, votes), {
        engine: etcd,
        state: this.ledger,
        objectives: { survive: Survive.anyOneCluster() },
        ...this.over,
      }),
    );
    return app
      .synthesize()
      .findings.filter(({ severity }) => severity === 'error')
      .map(({ rule }) => rule);
  }

  run(...args: readonly string[]) {
    return georaft(args, { cwd: this.folder });
  }

  /** Writes the next step and synthesizes, as one commit does. */
  step(...votes: readonly number[]): string {
    const { out } = this.run('step', 'demo');
    expect(this.synthesize(...votes)).toEqual([]);
    return out.split('\n')[0] ?? '';
  }
}

/** With 2/2/1 voters, recorded. */
export function recorded(over: Partial<RaftSystem> = {}, clusters: readonly Cluster[] = fleet(3).clusters): Repository {
  const repository = new Repository({ bootstrapped: true }, over, clusters);
  repository.synthesize(2, 2, 1);
  repository.step(2, 2, 1);
  return repository;
}

/** Answers as kubectl does, from files: what it prints is looked up by cluster and command. */
export function kubectl(repository: Repository, ready: (pod: string) => boolean, listed?: readonly string[]): string {
  const folder = join(repository.folder, 'answers');
  mkdirSync(folder, { recursive: true });
  const pods = (names: readonly string[]) => ({
    items: names.map(name => ({
      metadata: { name },
      status: { conditions: [{ type: 'Ready', status: ready(name) ? 'True' : 'False' }] },
    })),
  });
  const set = {
    metadata: { generation: 1 },
    spec: { replicas: 2, updateStrategy: { rollingUpdate: { partition: 2 } } },
    status: { observedGeneration: 1, updatedReplicas: 2 },
  };
  const members = Object.entries(repository.ledger.groups?.['demo']?.members ?? {});
  for (const cluster of ['frankfurt', 'dublin', 'london']) {
    const here = members.filter(([, member]) => member.cluster === cluster).map(([name]) => name);
    writeFileSync(join(folder, `${cluster}-pods`), JSON.stringify(pods(here)));
    writeFileSync(join(folder, `${cluster}-statefulset`), JSON.stringify(set));
    const ledger = { members: Object.fromEntries(members.filter(([, member]) => member.cluster === cluster)) };
    writeFileSync(join(folder, `${cluster}-configmap-demo-volumes`), JSON.stringify({ data: { 'ledger.json': JSON.stringify(ledger) } }));
  }
  const names = listed ?? members.map(([name]) => name);
  writeFileSync(join(folder, 'members'), JSON.stringify({ members: names.map(name => ({ name })) }));
  const script = join(folder, 'kubectl');
  writeFileSync(
    script,
    `#!/bin/sh\n[ "$4" = exec ] && exec cat ${folder}/members\n[ "$5" = configmap ] && exec cat ${folder}/$1-$5-$6\nexec cat ${folder}/$1-$5\n`,
  );
  chmodSync(script, 0o755);
  return `${script} {}`;
}
