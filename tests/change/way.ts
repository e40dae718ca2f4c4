import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Size } from 'cdk8s';
import {
  Access,
  Delivery,
  type Fleet,
  FleetApp,
  GeoRaft,
  OperatingState,
  RaftEngine,
  Seat,
  Survive,
  TerraformSettings,
  Topology,
  Traffic,
} from '../../lib';
import { compareOutputs } from '../../lib/change/compare-outputs';
import type { Output } from '../../lib/change/output';
import { checkFolder } from '../../lib/check/check-folder';
import { folderSource } from '../../lib/check/output-source';
import type { ClusterFacts } from '../../lib/domain/cluster';
import { Finding } from '../../lib/domain/finding';
import type { RaftSystem } from '../../lib/domain/raft-system';
import { fleetFile } from '../../lib/plan/document/fleet-document';
import { filesBelow } from '../../lib/synth/output-folder';
import { cluster, fleetOf, must, system } from '../fixtures';
import { emptyFolder } from '../synth/example';

/** What a program wants: voters by cluster, clusters that are lost or no longer in the fleet, and volumes. */
export interface Program {
  readonly votes: readonly number[];
  readonly lost?: readonly number[];
  readonly gone?: readonly number[];
  readonly mebibytes?: number;
  readonly storageClass?: string;
  /** Facts of clusters, by index. */
  readonly facts?: Readonly<Record<number, Partial<ClusterFacts>>>;
  readonly over?: Partial<RaftSystem>;
  readonly fleet?: Partial<Fleet>;
}

/** A fleet of four clusters in which `settings` has so many voters in each, written over what was written before. */
export class Way {
  private readonly folder = join(emptyFolder(), 'dist');
  private last: Output | undefined;
  state: OperatingState = { ...OperatingState.initial(), bootstrapped: true };
  findings: readonly string[] = [];
  /** What changed in the output of the last step. */
  said: readonly string[] = [];

  constructor(private wanted: Program) {
    this.synthesize(wanted);
    this.step();
  }

  /** What changes in the output, with verdicts; nothing where it is refused. */
  synthesize(wanted: Program = this.wanted): readonly string[] {
    this.wanted = wanted;
    const { votes, lost = [], gone = [], mebibytes = 3072, storageClass = 'standard', facts = {}, over = {}, fleet = {} } = wanted;
    const all = votes.map((_, index) => cluster(index, { storageClass, ...(lost.includes(index) ? { lost: true } : {}), ...facts[index] }));
    const there = all.filter((_, index) => !gone.includes(index));
    const delivery = Delivery.argoCd({ repoUrl: 'https://git.example.test/fleet.git', project: 'fleet', runsOn: must(all[0]) });
    const where: Fleet = { ...fleetOf(there, fleet), delivery, terraform: TerraformSettings.stacks({ outdir: `${this.folder}-stacks` }) };
    const app = new FleetApp(where, { outdir: this.folder });
    const seats = votes.flatMap((voters, at) => (voters === 0 ? [] : [Seat.of(must(all[at]), { voters })]));
    new GeoRaft(
      app,
      'settings',
      system(Topology.activeActive({ seats, traffic: Traffic.roundRobin() }), {
        engine: RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' }),
        access: Access.internal(),
        objectives: { survive: Survive.anyOneMember() },
        operations: { image: 'registry.example.test/node:22.0.0' },
        storage: Size.mebibytes(mebibytes),
        state: this.state,
        ...over,
      }),
    );
    const { findings } = app.synthesize();
    this.findings = findings.map(Finding.line);
    if (findings.some(({ severity }) => severity === 'error')) return [];
    const before = this.last;
    this.last = this.output();
    return before ? compareOutputs(before, this.last).map(({ kind, verdict }) => `${verdict} ${kind}`) : [];
  }

  private output(): Output {
    const files = new Map(filesBelow(this.folder).map(path => [path, readFileSync(join(this.folder, path), 'utf8')]));
    return {
      plan: JSON.parse(must(files.get(fleetFile))),
      files,
      read: paths => new Map(paths.map(path => [path, must(files.get(path))])),
    };
  }

  /** Takes the next step. */
  step(): string | undefined {
    const next = must(this.last, `an output, and not ${this.findings.join('; ')}`).plan.systems[0]?.change?.steps[0];
    if (!next) return undefined;
    this.state = next.ledger;
    this.said = this.synthesize();
    return next.does;
  }

  walk(): readonly string[] {
    const said: string[] = [];
    for (let does = this.step(); does; does = this.step()) said.push(does);
    return said;
  }

  get steps() {
    return must(this.last).plan.systems[0]?.change?.steps ?? [];
  }

  text(...path: readonly string[]): string {
    return readFileSync(join(this.folder, ...path), 'utf8');
  }

  has(...path: readonly string[]): boolean {
    return existsSync(join(this.folder, ...path));
  }

  /** What the check of the files finds wrong. */
  get faults(): readonly string[] {
    return checkFolder(folderSource(this.folder), { today: '2026-01-01' })
      .findings.filter(({ severity }) => severity === 'error')
      .map(Finding.line);
  }
}
