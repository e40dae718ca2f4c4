import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Size } from 'cdk8s';
import { Access, type Fleet, FleetApp, GeoRaft, OperatingState, RaftEngine, Seat, Survive, Topology, Traffic } from '../../lib';
import type { Change } from '../../lib/change/change';
import { compareOutputs } from '../../lib/change/compare-outputs';
import type { Output } from '../../lib/change/output';
import type { GroupLedger } from '../../lib/domain/operating-state';
import { fleetFile } from '../../lib/plan/document/fleet-document';
import { filesBelow } from '../../lib/synth/output-folder';
import { everyPair, fleet, must, system } from '../fixtures';
import { emptyFolder } from '../synth/example';

/** What a program wants. */
interface Wanted {
  readonly votes: readonly number[];
  readonly image: string;
  readonly cpu?: string;
  /** The longest round trip between two clusters, in milliseconds. */
  readonly roundTrip?: number;
}

const v365 = 'quay.io/coreos/etcd:v3.6.5';

/** The output that a program writes over a ledger. */
function written({ votes, image, cpu = '500m', roundTrip = 20 }: Wanted, state: OperatingState): Output {
  const outdir = join(emptyFolder(), 'dist');
  const where: Fleet = fleet(3, { roundTrips: everyPair(fleet(3).clusters, roundTrip) });
  const app = new FleetApp(where, { outdir });
  const seats = votes.flatMap((voters, at) => (voters === 0 ? [] : [Seat.of(must(where.clusters[at]), { voters })]));
  const topology = Topology.activeActive({ seats, traffic: Traffic.roundRobin() });
  const operations = { image: 'registry.example.test/node:22.0.0' };
  const objectives = { survive: Survive.anyOneMember() };
  new GeoRaft(
    app,
    'settings',
    system(topology, {
      engine: RaftEngine.etcd({ image }),
      access: Access.internal(),
      objectives,
      state,
      operations,
      resources: { cpu, memory: Size.mebibytes(512) },
    }),
  );
  const { findings } = app.synthesize();
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  const files = new Map(filesBelow(outdir).map(path => [path, readFileSync(join(outdir, path), 'utf8')]));
  return {
    plan: JSON.parse(must(files.get(fleetFile))),
    files,
    read: paths => new Map(paths.flatMap(path => (files.has(path) ? [[path, must(files.get(path))] as const] : []))),
  };
}

const stepsOf = (output: Output) => output.plan.systems[0]?.change?.steps ?? [];
const summary = (changes: readonly Change[]): readonly string[] =>
  changes.map(
    ({ kind, verdict, place: { cluster, object }, before, after }) =>
      `${verdict} ${kind} ${cluster ?? ''} ${object ?? ''} ${before} → ${after}`,
  );

/** The commits of a change: the new program first, then each step. Each with what `georaft plan` says of it. */
function commits(from: Wanted, to: Wanted): readonly (readonly Change[])[] {
  let state: OperatingState = { ...OperatingState.initial(), bootstrapped: true };
  // The ledger is recorded before the program changes.
  const first = written(from, state);
  state = must(stepsOf(first)[0]).ledger;
  let last = written(from, state);
  const found = [compareOutputs(first, last)];
  const commit = (wanted: Wanted): void => {
    const next = written(wanted, state);
    found.push(compareOutputs(last, next));
    last = next;
  };
  commit(to);
  for (let left = 50; stepsOf(last).length > 0; left -= 1) {
    if (left === 0) throw new Error('the steps do not end');
    state = must(stepsOf(last)[0]).ledger;
    commit(to);
  }
  return found;
}

const changes: readonly (readonly [string, Wanted, Wanted])[] = [
  ['five voters to seven', { votes: [2, 2, 1], image: v365 }, { votes: [3, 3, 1], image: v365 }],
  ['seven voters to five', { votes: [3, 3, 1], image: v365 }, { votes: [2, 2, 1], image: v365 }],
  ['a vote to another cluster', { votes: [2, 2, 1], image: v365 }, { votes: [2, 1, 2], image: v365 }],
  ['a newer image', { votes: [2, 2, 1], image: v365 }, { votes: [2, 2, 1], image: 'quay.io/coreos/etcd:v3.6.11' }],
  ['other resources', { votes: [2, 2, 1], image: v365 }, { votes: [2, 2, 1], image: v365, cpu: '1' }],
  ['longer timeouts', { votes: [2, 2, 1], image: v365 }, { votes: [2, 2, 1], image: v365, roundTrip: 150 }],
  ['timeouts that do not go with the old ones', { votes: [2, 2, 1], image: v365 }, { votes: [2, 2, 1], image: v365, roundTrip: 400 }],
  [
    'shorter timeouts, another image, other resources and fewer votes',
    { votes: [2, 2, 1], image: v365, roundTrip: 400 },
    { votes: [1, 1, 1], image: 'quay.io/coreos/etcd:v3.6.11', cpu: '1' },
  ],
];

describe('a change in steps', () => {
  it.each(changes)('is a commit that changes the program, and commits of which each is safe: %s', (_, from, to) => {
    const [recorded, program, ...steps] = commits(from, to);
    expect(summary(must(recorded).filter(({ verdict }) => verdict !== 'safe'))).toEqual([]);
    const ahead = must(program).find(({ kind }) => kind === 'ledger.steps-ahead');
    expect(ahead?.verdict).toBe('in-steps');
    expect(ahead?.steps.length).toBeGreaterThan(0);
    expect(steps.length).toBeGreaterThan(1);
    for (const step of steps) expect(summary(step.filter(({ verdict }) => verdict !== 'safe'))).toEqual([]);
    for (const step of steps.slice(0, -1)) expect(step.map(({ kind }) => kind)).toContain('ledger.step');
    expect(must(steps.at(-1)).map(({ kind }) => kind)).toContain('ledger.complete');
  });

  it('is refused where two steps are one commit', () => {
    const state: OperatingState = { ...OperatingState.initial(), bootstrapped: true };
    const from = { votes: [2, 2, 1], image: v365 };
    const recorded = must(stepsOf(written(from, state))[0]).ledger;
    const before = written({ ...from, votes: [3, 3, 1] }, recorded);
    const two = must(stepsOf(before)[1]).ledger;
    const group = must(two.groups?.['settings']);
    const jumped: OperatingState = { ...two, groups: { settings: { ...group, members: allVoting(group.members) } } };
    const after = {
      ...before,
      plan: { ...before.plan, systems: before.plan.systems.map(each => ({ ...each, state: jumped })) },
      files: new Map([...before.files, [fleetFile, 'edited']]),
    };
    const leap = must(compareOutputs(before, after).find(({ kind }) => kind === 'ledger.not-one-step'));
    expect(leap.verdict).toBe('never');
    expect(leap.todo).toContain('georaft step settings');
  });

  it('is refused where a ledger goes', () => {
    const from = { votes: [2, 2, 1], image: v365 };
    const state: OperatingState = { ...OperatingState.initial(), bootstrapped: true };
    const recorded = written(from, must(stepsOf(written(from, state))[0]).ledger);
    expect(compareOutputs(recorded, written(from, state)).map(({ kind, verdict }) => `${verdict} ${kind}`)).toContain('never ledger.gone');
  });
});

/** The same members, all of which vote. */
const allVoting = (members: GroupLedger['members']): GroupLedger['members'] =>
  Object.fromEntries(Object.entries(members).map(([name, member]) => [name, { ...member, role: 'voter' as const }]));
