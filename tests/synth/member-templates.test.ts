import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JsonPatch, Size } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { type Cluster, type Fleet, FleetApp, GeoRaft, OperatingState, RaftEngine } from '../../lib';
import type { TemplateLedger } from '../../lib/domain/operating-state';
import type { RaftSystem } from '../../lib/domain/raft-system';
import type { StepPlan } from '../../lib/plan/model/step-plan';
import type { GeoRaftProps } from '../../lib/synth/geo-raft';
import { etcd, everyPair, fleet, must, spread, system } from '../fixtures';
import { emptyFolder } from './example';

type Customize = NonNullable<GeoRaftProps['customize']>;

interface Made {
  readonly steps: readonly StepPlan[];
  /** Partition of the members of a cluster, and their pod template. */
  readonly setIn: (cluster: string) => { readonly partition: number; readonly template: object };
  readonly written: number;
}

/** The output of a program over a ledger. */
class Program {
  readonly outdir = join(emptyFolder(), 'dist');

  synthesize(
    state: OperatingState,
    over: Partial<RaftSystem> = {},
    { customize, where = fleet(3), unchanged }: { customize?: Customize; where?: Fleet; unchanged?: 'kept' | 'rendered' } = {},
  ): Made {
    const app = new FleetApp(where, { outdir: this.outdir, ...(unchanged ? { unchanged } : {}) });
    const props = { ...system(spread(where.clusters, [2, 2, 1]), { engine: etcd, state, ...over }) };
    new GeoRaft(app, 'demo', { ...props, ...(customize ? { customize } : {}) });
    const { findings, changes, files } = app.synthesize();
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    return {
      steps: changes.get('demo')?.steps ?? [],
      written: files.written,
      setIn: cluster => {
        const text = readFileSync(join(this.outdir, cluster, 'demo', 'demo.yaml'), 'utf8');
        const set = must(
          parseAllDocuments(text)
            .map(document => document.toJS())
            .find(({ kind }) => kind === 'StatefulSet'),
        );
        return { partition: set.spec.updateStrategy.rollingUpdate.partition, template: set.spec.template };
      },
    };
  }
}

const bootstrapped: OperatingState = { ...OperatingState.initial(), bootstrapped: true };
const templatesOf = (state: OperatingState): Readonly<Record<string, TemplateLedger>> => state.groups?.['demo']?.templates ?? {};
const nextOf = ({ steps }: Made): OperatingState => must(steps[0]).ledger;
const kinds = ({ steps }: Made): readonly string[] => steps.map(({ kind, cluster }) => [kind, cluster].filter(Boolean).join(' '));
const every = ['rollout frankfurt', 'rollout dublin', 'rollout london', 'settle'];
const resources = { cpu: '750m', memory: Size.mebibytes(768) };

/** The ledger of a program at rest. */
const atRest = (
  program: Program,
  ...rest: Parameters<Program['synthesize']> extends [unknown, ...infer Rest] ? Rest : never
): OperatingState => nextOf(program.synthesize(bootstrapped, ...rest));

describe('the ledger knows the template of members', () => {
  it('from the first record on, by cluster, and then nothing is left', () => {
    const program = new Program();
    const state = atRest(program);
    expect(Object.keys(templatesOf(state))).toEqual(['frankfurt', 'dublin', 'london']);
    for (const { digest } of Object.values(templatesOf(state))) expect(digest).toMatch(/^[0-9a-f]{12}$/);
    expect(program.synthesize(state).steps).toEqual([]);
  });

  it.each<readonly [string, Partial<RaftSystem>]>([
    ['resources', { resources }],
    ['an argument', { engine: RaftEngine.etcd({ image: etcd.image, quotaBytes: 2 ** 30 }) }],
    ['a pull secret', { engine: RaftEngine.etcd({ image: etcd.image, pullSecret: 'registry' }) }],
    ['the guard of volumes', { operations: { image: 'registry.example.test/node:22.0.0' } }],
  ])('so that %s is rolled out in steps', (_, over) => {
    const program = new Program();
    const state = atRest(program);
    expect(kinds(program.synthesize(state, over))).toEqual(every);
  });

  it('and takes an image and timeouts for what they are, as it has them beside it', () => {
    const program = new Program();
    const state = atRest(program);
    const newer = RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.6' });
    expect(program.synthesize(state, { engine: newer }).steps.map(({ kind }) => kind)).toEqual(['upgrade', 'upgrade', 'upgrade', 'settle']);
    const slow = fleet(3, { roundTrips: everyPair(fleet(3).clusters, 150) });
    const { steps } = program.synthesize(state, {}, { where: slow });
    expect(steps[0]?.does).toBe('run a heartbeat of 150 ms and an election timeout of 1500 ms in frankfurt, one member after the other');
    expect(templatesOf(must(steps.at(-1)).ledger)).toEqual(
      Object.fromEntries(
        Object.entries(templatesOf(state)).map(([name, { digest }]) => [name, { digest, heartbeatMillis: 150, electionMillis: 1500 }]),
      ),
    );
  });

  it('and not what restarts nobody', () => {
    const program = new Program();
    const state = atRest(program);
    expect(program.synthesize({ ...state, drained: ['dublin'] }).steps).toEqual([]);
    expect(program.synthesize({ ...state, epoch: 2 }).steps).toEqual([]);
  });

  it('where its unit is left as it is, too', () => {
    const program = new Program();
    const state = atRest(program, {}, { unchanged: 'kept' });
    program.synthesize(state, { resources }, { unchanged: 'kept' });
    const again = program.synthesize(state, { resources }, { unchanged: 'kept' });
    expect(again.written).toBe(0);
    expect(kinds(again)).toEqual(every);
  });
});

describe('members are replaced by no other template than the ledger has', () => {
  it('with the timeouts that it has, until their step', () => {
    const program = new Program();
    const state = atRest(program);
    const before = program.synthesize(state).setIn('dublin');
    const where = fleet(3, { roundTrips: everyPair(fleet(3).clusters, 150) });
    expect(program.synthesize(state, {}, { where }).setIn('dublin')).toEqual(before);
    const stepped = program.synthesize(nextOf(program.synthesize(state, {}, { where })), {}, { where });
    expect(JSON.stringify(stepped.setIn('frankfurt'))).toContain('--election-timeout=1500');
    expect(stepped.setIn('dublin')).toEqual(before);
  });

  it('in the one cluster of the step', () => {
    const program = new Program();
    const state = nextOf(program.synthesize(atRest(program), { resources }));
    const stepped = program.synthesize(state, { resources });
    expect(['frankfurt', 'dublin', 'london'].map(cluster => stepped.setIn(cluster).partition)).toEqual([0, 2, 1]);
  });

  it('so that a program that changes meanwhile freezes the cluster, and its step begins anew', () => {
    const program = new Program();
    const state = nextOf(program.synthesize(atRest(program), { resources }));
    const other = program.synthesize(state, { resources: { ...resources, cpu: '2' } });
    expect(other.setIn('frankfurt').partition).toBe(2);
    expect(kinds(other)).toEqual(every);
    expect(other.steps[0]?.mends).toBe(true);
  });

  it('where a ledger is older, by any: it is thawed by hand', () => {
    const program = new Program();
    const { groups, ...rest } = atRest(program);
    const { templates: _, ...group } = must(groups?.['demo']);
    const old: OperatingState = { ...rest, groups: { demo: group }, thawed: ['dublin'] };
    const made = program.synthesize(old, { resources });
    expect(made.setIn('dublin').partition).toBe(0);
    expect(kinds(made)).toEqual(['record', 'settle']);
  });
});

describe("what a user's code makes of a template", () => {
  const patched =
    (value: string): Customize =>
    chart => {
      const set = must(chart.node.findAll().find(node => 'kind' in node && node.kind === 'StatefulSet')) as never as {
        addJsonPatch: (patch: JsonPatch) => void;
      };
      set.addJsonPatch(JsonPatch.add('/spec/template/metadata/annotations', { team: value }));
    };
  const told: string[] = [];
  const watching: Customize = (_, { name }: Cluster) => {
    told.push(name);
  };

  it('is a part of it', () => {
    const program = new Program();
    const state = atRest(program, {}, { customize: patched('blue') });
    expect(program.synthesize(state, {}, { customize: patched('blue') }).steps).toEqual([]);
    expect(kinds(program.synthesize(state, {}, { customize: patched('green') }))).toEqual(every);
    expect(kinds(program.synthesize(state))).toEqual(every);
  });

  it('is frozen and rolled out like all else', () => {
    const program = new Program();
    const state = nextOf(program.synthesize(atRest(program), {}, { customize: patched('blue') }));
    expect(program.synthesize(state, {}, { customize: patched('blue') }).setIn('frankfurt').partition).toBe(0);
    expect(program.synthesize(state, {}, { customize: patched('green') }).setIn('frankfurt').partition).toBe(2);
    expect(JSON.stringify(program.synthesize(state, {}, { customize: patched('green') }).setIn('frankfurt').template)).toContain('green');
  });

  it('is nothing where it changes nothing, and is asked for once in each cluster', () => {
    const program = new Program();
    const state = atRest(program);
    told.length = 0;
    expect(program.synthesize(state, {}, { customize: watching }).steps).toEqual([]);
    expect(told).toEqual(['frankfurt', 'dublin', 'london']);
  });
});
