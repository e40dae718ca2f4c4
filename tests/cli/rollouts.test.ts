import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Size } from 'cdk8s';
import { FleetApp, GeoRaft, OperatingState, Survive } from '../../lib';
import { etcd, fleet, spread, system } from '../fixtures';
import { emptyFolder } from '../synth/example';
import { georaft } from './georaft';

type Name = 'demo' | 'other';

/** A fleet of two systems of 2/2/1 voters that have formed and are recorded. */
class Repository {
  readonly folder = emptyFolder();
  cpu = '500m';
  private readonly accepted: { rule: string; at: string; reason: string; until: string }[] = [];

  constructor() {
    mkdirSync(join(this.folder, 'clusters', 'state'), { recursive: true });
    for (const name of ['demo', 'other'] as const) writeFileSync(this.file(name), JSON.stringify({ bootstrapped: true }));
    this.synthesize();
    for (const name of ['demo', 'other'] as const) this.run('step', name);
    this.synthesize();
  }

  /** What the synthesis refuses. */
  synthesize(): readonly string[] {
    const described = fleet(3);
    const app = new FleetApp(described, { outdir: join(this.folder, 'dist'), acknowledged: this.accepted, today: '2026-01-01' });
    for (const name of ['demo', 'other'] as const)
      new GeoRaft(
        app,
        name,
        system(spread(described.clusters, [2, 2, 1]), {
          engine: etcd,
          state: this.ledger(name),
          objectives: { survive: Survive.anyOneCluster() },
          resources: { cpu: this.cpu, memory: Size.mebibytes(512) },
        }),
      );
    const { findings } = app.synthesize();
    return findings.flatMap(({ severity, rule, at }) => (severity === 'error' ? [`${rule} ${at}`] : []));
  }

  accept(rule: string, at: string): void {
    this.accepted.push({ rule, at, reason: 'both are small', until: '2026-12-31' });
  }

  ledger = (name: Name): OperatingState => OperatingState.parse(readFileSync(this.file(name), 'utf8'));

  run(...args: readonly string[]) {
    return georaft(args, { cwd: this.folder });
  }

  private file = (name: Name): string => join(this.folder, 'clusters', 'state', `${name}.json`);
}

/** A program that has another pod template now. */
function changed(): Repository {
  const repository = new Repository();
  repository.cpu = '1';
  expect(repository.synthesize()).toEqual([]);
  return repository;
}

describe('a rollout', () => {
  it('is a difference between ledger and program, step by step', () => {
    const repository = changed();
    expect(repository.run('check', '--settled')).toMatchObject({ code: 1, err: expect.stringContaining('4 steps') });
    const said = Array.from({ length: 4 }, () => {
      const { out } = repository.run('step', 'demo');
      expect(repository.synthesize()).toEqual([]);
      return out.split(',')[0];
    });
    expect(said.slice(0, 3)).toEqual(['frankfurt', 'dublin', 'london'].map(name => `run the new pod template in ${name}`));
    expect(said[3]).toBe('freeze london; nobody joins');
  });

  it('waits for that of another system in the same cluster, whether it is synthesized already or not', () => {
    const repository = changed();
    repository.run('step', 'demo');
    const refused = { code: 1, out: '', err: expect.stringContaining('members in frankfurt are replaced for demo now') };
    const before = repository.ledger('other');
    expect(repository.run('step', 'other')).toMatchObject(refused);
    expect(repository.synthesize()).toEqual([]);
    expect(repository.run('step', 'other')).toMatchObject(refused);
    expect(repository.ledger('other')).toEqual(before);
    repository.run('step', 'demo');
    repository.synthesize();
    expect(repository.run('step', 'other').code).toBe(0);
    expect(repository.synthesize()).toEqual([]);
  });

  it('goes beside it where both were told to', () => {
    const repository = changed();
    repository.run('step', 'demo');
    repository.synthesize();
    expect(repository.run('step', 'other', '--accept-risk').code).toBe(0);
    expect(repository.synthesize()).toEqual(['state/rollouts other']);
    repository.accept('state/rollouts', 'other');
    expect(repository.synthesize()).toEqual([]);
  });
});

describe('the gate of a rollout', () => {
  /** Answers as kubectl does: of these pods all but some are ready, and some clusters have members of an older template. */
  function answering(repository: Repository, broken: readonly string[], old: readonly string[]): readonly string[] {
    const answers = join(repository.folder, 'answers');
    mkdirSync(answers, { recursive: true });
    const pods = { frankfurt: ['demo-0', 'demo-1'], dublin: ['demo-10', 'demo-11'], london: ['demo-20'] };
    for (const [cluster, names] of Object.entries(pods)) {
      const items = names.map(name => ({
        metadata: { name },
        status: { conditions: [{ type: 'Ready', status: broken.includes(name) ? 'False' : 'True' }] },
      }));
      const partition = repository.ledger('demo').thawed.includes(cluster) ? 0 : names.length;
      const status = { observedGeneration: 1, updatedReplicas: old.includes(cluster) ? 0 : names.length };
      writeFileSync(join(answers, `${cluster}-pods`), JSON.stringify({ items }));
      writeFileSync(
        join(answers, `${cluster}-statefulset`),
        JSON.stringify({
          metadata: { generation: 1 },
          spec: { replicas: names.length, updateStrategy: { rollingUpdate: { partition } } },
          status,
        }),
      );
    }
    writeFileSync(
      join(answers, 'members'),
      JSON.stringify({
        members: Object.values(pods)
          .flat()
          .map(name => ({ name })),
      }),
    );
    const script = join(answers, 'kubectl');
    writeFileSync(script, `#!/bin/sh\n[ "$4" = exec ] && exec cat ${answers}/members\nexec cat ${answers}/$1-$5\n`);
    chmodSync(script, 0o755);
    return ['gate', 'demo', '--kubectl', `${script} {}`];
  }
  const may = 'the next step of demo may be committed\n';

  it('waits until the members of the last cluster run the new template', () => {
    const repository = changed();
    repository.run('step', 'demo');
    repository.synthesize();
    expect(repository.run(...answering(repository, [], ['frankfurt'])).out).toBe(
      'waits: members of frankfurt still run their old template\n',
    );
    expect(repository.run(...answering(repository, [], [])).out).toBe(may);
  });

  it('lets a step mend the member that a template broke, where nobody else is missing', () => {
    const repository = changed();
    repository.run('step', 'demo');
    repository.synthesize();
    expect(repository.run(...answering(repository, ['demo-1'], [])).out).toContain('waits: demo-1 in frankfurt is not ready\n');
    repository.cpu = '2';
    repository.synthesize();
    expect(repository.run(...answering(repository, ['demo-1'], ['frankfurt'])).out).toBe(may);
    expect(repository.run(...answering(repository, ['demo-1', 'demo-20'], ['frankfurt'])).out).toContain(
      'waits: demo-20 in london is not ready\n',
    );
    // Who is mended first is the last of its StatefulSet: with the first one broken, one more is missing for a while.
    expect(repository.run(...answering(repository, ['demo-0', 'demo-1'], ['frankfurt'])).out).toBe(may);
    expect(repository.run('step', 'demo').out).toContain('run the new pod template in frankfurt');
  });

  it('says how a member that a template broke comes back where its cluster is frozen', () => {
    const repository = changed();
    repository.run('step', 'demo');
    repository.synthesize();
    expect(repository.run('undo', 'demo').code).toBe(0);
    repository.cpu = '500m';
    repository.synthesize();
    const [, , , kubectl = ''] = answering(repository, ['demo-0'], ['frankfurt']);
    expect(repository.run(...answering(repository, ['demo-0'], ['frankfurt'])).out).toContain(
      `to bring demo-0 back with its old template: ${kubectl.replace('{}', 'frankfurt')} --namespace demo delete pod demo-0\n`,
    );
  });

  it('does not let a template be recorded that members do not run', () => {
    const repository = new Repository();
    const { groups, ...rest } = repository.ledger('demo');
    const { templates: _, ...group } = groups?.['demo'] ?? { members: {}, images: {} };
    writeFileSync(join(repository.folder, 'clusters', 'state', 'demo.json'), JSON.stringify({ ...rest, groups: { demo: group } }));
    expect(repository.synthesize()).toEqual([]);
    expect(repository.run(...answering(repository, [], ['dublin'])).out).toContain('waits: members of dublin run an older template');
    expect(repository.run(...answering(repository, [], [])).out).toBe(may);
  });
});
