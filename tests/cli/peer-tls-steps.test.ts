import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FleetApp, GeoRaft, OperatingState, PeerTls, Survive } from '../../lib';
import { newAuthority, oldAuthority } from '../authorities';
import { etcd, fleet, spread, system } from '../fixtures';
import { emptyFolder } from '../synth/example';
import { georaft } from './georaft';

interface PlanReport {
  readonly changes: readonly { readonly kind: string; readonly verdict: string }[];
}

/** A fleet with one system of 2/2/1 voters that has formed and is recorded. */
class Repository {
  readonly folder = emptyFolder();
  private readonly file = join(this.folder, 'clusters', 'state', 'demo.json');
  peerTls = PeerTls.none();

  constructor() {
    mkdirSync(join(this.folder, 'clusters', 'state'), { recursive: true });
    writeFileSync(this.file, JSON.stringify({ bootstrapped: true }));
    this.synthesize();
    this.run('step', 'demo');
    this.synthesize();
  }

  get state(): OperatingState {
    return OperatingState.parse(readFileSync(this.file, 'utf8'));
  }

  /** What the synthesis refuses. */
  synthesize(): readonly string[] {
    const described = fleet(3);
    const app = new FleetApp(described, { outdir: join(this.folder, 'dist') });
    const { state, peerTls } = this;
    const operations = { image: 'registry.example.test/node:22.0.0' };
    const objectives = { survive: Survive.anyOneCluster() };
    new GeoRaft(app, 'demo', system(spread(described.clusters, [2, 2, 1]), { engine: etcd, operations, state, objectives, peerTls }));
    return app
      .synthesize()
      .findings.flatMap(({ severity, rule, at, problem }) => (severity === 'error' ? [`${rule} ${at}: ${problem}`] : []));
  }

  run(...args: readonly string[]) {
    return georaft(args, { cwd: this.folder });
  }

  /** What changes from one commit to the next, in kinds and verdicts. */
  changes(act: () => void): readonly string[] {
    cpSync(join(this.folder, 'dist'), join(this.folder, 'before'), { recursive: true });
    act();
    expect(this.synthesize()).toEqual([]);
    const { out } = this.run('plan', '--from', 'before', '--format', 'json', 'dist');
    const { changes } = JSON.parse(out) as PlanReport;
    return [...new Set(changes.map(({ kind, verdict }) => `${verdict} ${kind}`))].sort();
  }

  /** Goes all steps; what each of them comes to. */
  walk(): readonly (readonly string[])[] {
    const steps: (readonly string[])[] = [];
    for (let left = 20; left > 0; left -= 1) {
      const found = this.changes(() => void this.run('step', 'demo'));
      if (found.length === 0) break;
      steps.push(found);
      expect(this.run('check', 'dist', '--quiet').out).not.toContain('error');
    }
    return steps;
  }
}

describe('TLS between peers, and another authority, step by step', () => {
  const repository = new Repository();

  it('is in steps for whoever changes the program, and each step is judged as one', () => {
    const edit = repository.changes(() => {
      repository.peerTls = PeerTls.certManager({ issuer: 'old', authorities: [oldAuthority] });
    });
    expect(edit).toContain('in-steps tls.in-steps');
    expect(edit.filter(each => each.startsWith('never'))).toEqual([]);
    const steps = repository.walk();
    expect(steps).toHaveLength(7);
    expect(steps.flat().filter(each => !each.startsWith('safe '))).toEqual([]);
    expect(repository.run('check', '--settled', 'dist').code).toBe(0);
  });

  it('asks for the authorities where the issuer changes, and then goes by way of both', () => {
    repository.peerTls = PeerTls.certManager({ issuer: 'new' });
    expect(repository.synthesize()).toEqual([expect.stringMatching(/^change\/peer-tls demo: /)]);
    const edit = repository.changes(() => {
      repository.peerTls = PeerTls.certManager({ issuer: 'new', authorities: [newAuthority] });
    });
    expect(edit.filter(each => each.startsWith('never'))).toEqual([]);
    const steps = repository.walk();
    expect(steps).toHaveLength(8);
    expect(steps.flat().filter(each => !each.startsWith('safe '))).toEqual([]);
    expect(Object.values(repository.state.groups?.['demo']?.certificates?.authorities ?? {})).toEqual([newAuthority]);
  });
});
