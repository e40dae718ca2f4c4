import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
import { Finding } from '../../lib/domain/finding';
import { fleetFile } from '../../lib/plan/document/fleet-document';
import { filesBelow } from '../../lib/synth/output-folder';
import { cluster, fleetOf, must, system } from '../fixtures';
import { emptyFolder } from '../synth/example';

const votes = (...counts: readonly number[]): readonly number[] => counts;

/** A fleet of four clusters in which `settings` has so many voters in each, written over what was written before. */
class Way {
  private readonly folder = join(emptyFolder(), 'dist');
  private last: Output | undefined;
  state: OperatingState = { ...OperatingState.initial(), bootstrapped: true };
  findings: readonly string[] = [];

  /** Clusters of the fleet: which are lost, and which are in it. */
  constructor(private wanted: readonly number[]) {
    this.synthesize(wanted);
    this.step();
  }

  synthesize(wanted: readonly number[], lost: readonly number[] = [], gone: readonly number[] = []): readonly string[] {
    this.wanted = wanted;
    const all = wanted.map((_, index) => cluster(index, lost.includes(index) ? { lost: true } : {}));
    const there = all.filter((_, index) => !gone.includes(index));
    const delivery = Delivery.argoCd({ repoUrl: 'https://git.example.test/fleet.git', project: 'fleet', runsOn: must(all[0]) });
    const where: Fleet = { ...fleetOf(there), delivery, terraform: TerraformSettings.stacks() };
    const app = new FleetApp(where, { outdir: this.folder });
    const seats = wanted.flatMap((voters, at) => (voters === 0 ? [] : [Seat.of(must(all[at]), { voters })]));
    new GeoRaft(
      app,
      'settings',
      system(Topology.activeActive({ seats, traffic: Traffic.roundRobin() }), {
        engine: RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' }),
        access: Access.internal(),
        objectives: { survive: Survive.anyOneMember() },
        operations: { image: 'registry.example.test/node:22.0.0' },
        state: this.state,
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
  step(lost: readonly number[] = []): string | undefined {
    const next = must(this.last).plan.systems[0]?.change?.steps[0];
    if (!next) return undefined;
    this.state = next.ledger;
    this.synthesize(this.wanted, lost);
    return next.does;
  }

  walk(lost: readonly number[] = []): readonly string[] {
    const said: string[] = [];
    for (let does = this.step(lost); does; does = this.step(lost)) said.push(does);
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

describe('a cluster that leaves alive', () => {
  it('gives up its votes and its members before its folder and its Application go', () => {
    const way = new Way(votes(2, 2, 1, 0));
    way.synthesize(votes(2, 2, 0, 1));
    const said: string[] = [];
    for (let does = way.step(); does; does = way.step()) {
      said.push(`${does.split(' in ')[0]}: ${way.has('london', 'settings') ? 'there' : 'gone'}`);
      expect(way.faults).toEqual([]);
    }
    expect(said).toEqual([
      'add settings-30: there',
      'remove settings-20: there',
      'confirm the last step; nobody joins, leaves or restarts: gone',
    ]);
    expect(way.text('argocd', 'settings.yaml')).not.toContain('london');
  });

  it('is kept in the fleet until then', () => {
    const way = new Way(votes(2, 2, 1, 0));
    way.synthesize(votes(2, 2, 0, 1), [], [2]);
    expect(way.findings.join()).toContain('london has 1 of its 5 votes');
    expect(way.findings.join()).toContain('is not in the fleet');
  });
});

describe('a cluster that is lost', () => {
  it('is left by jobs of another cluster, and nothing waits for it', () => {
    const way = new Way(votes(2, 2, 1, 0));
    way.synthesize(votes(2, 0, 1, 2), [1]);
    expect(way.findings.join('\n')).toContain('*.dublin.settings');
    expect(way.has('dublin')).toBe(false);
    expect(way.text('argocd', 'settings.yaml')).not.toContain('dublin');
    expect(way.text('argocd', '_project.yaml')).not.toContain('dublin');
    expect(way.faults).toEqual([]);
    const [first] = way.steps;
    expect(first).toMatchObject({
      does: 'remove settings-11 from the group; dublin is lost, so that a job of another cluster does it',
      breaksPromise: false,
      restarts: [],
      fatal: ['any member', 'frankfurt', 'london'],
    });
    expect(first?.gate).toContain('outside of dublin');
    way.step([1]);
    expect(way.text('frankfurt', 'settings', 'settings.yaml')).toContain('settings-11-remove-1');
    expect(way.faults).toEqual([]);
    const rest = way.walk([1]).map(does => does.split(' in ')[0]);
    expect(rest).toEqual([
      'remove settings-10 from the group; dublin is lost, so that a job of another cluster does it',
      'add settings-30',
      'add settings-31',
      'confirm the last step; nobody joins, leaves or restarts',
    ]);
    expect(way.faults).toEqual([]);
    // Now the fleet does without it.
    expect(way.synthesize(votes(2, 0, 1, 2), [], [1])).toEqual(['safe cluster.lost-left', 'safe file.other']);
    expect(way.findings.filter(line => line.startsWith('error'))).toEqual([]);
  });

  it('is refused where anything counts on it', () => {
    const way = new Way(votes(2, 2, 1, 0));
    way.synthesize(votes(2, 2, 1, 0), [1]);
    expect(way.findings.join('\n')).toContain('the topology has members in dublin, which is lost');
    way.synthesize(votes(0, 2, 1, 2), [0]);
    expect(way.findings.join('\n')).toContain('Argo CD runs on frankfurt, which is lost');
  });

  it('is refused where its group has no quorum without it', () => {
    const way = new Way(votes(1, 2, 0, 0));
    way.synthesize(votes(1, 0, 2, 0), [1]);
    expect(way.findings.join('\n')).toContain('without dublin the group settings has 1 of its 3 votes and needs 2');
  });
});
