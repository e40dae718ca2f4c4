import { Size } from 'cdk8s';
import { drainCluster } from '../../../lib/change/drain';
import { planSteps } from '../../../lib/change/plan-steps';
import { replaceMember } from '../../../lib/change/replace';
import { type SystemTarget, targetOf } from '../../../lib/change/target';
import { undoStep } from '../../../lib/change/undo';
import type { RaftTiming } from '../../../lib/domain/engine';
import type { LedgerMember } from '../../../lib/domain/operating-state';
import type { RaftSystem } from '../../../lib/domain/raft-system';
import type { StepPlan } from '../../../lib/plan/model/step-plan';
import { cluster, fleetOf, must, system } from '../../fixtures';
import { type Fleet, OperatingState, Seat, Standby, Survive, Topology, Traffic } from '../../nouns';
import { Course, type Moves } from './course';
import type { Wanted } from './faults';
import { type Laws, reality } from './laws';
import { plannedUnits } from './planned-units';
import { engineWith, templateText } from './rendered';
import { World } from './world';

/** Where a program wants the stretched group to be: voters of each cluster, learners where there are none, an image. */
export interface Want {
  readonly votes: readonly number[];
  readonly learners?: readonly number[];
  readonly image?: string;
  /** What else is in the pod template: a request for processors. */
  readonly cpu?: string;
  readonly timing?: RaftTiming;
  readonly survive?: 'any-one-cluster' | 'any-one-member';
  /** Clusters that are gone for ever: nobody votes there. */
  readonly lost?: readonly number[];
  /** The size of volumes, and the clusters in which they are of another class. */
  readonly mebibytes?: number;
  readonly fast?: readonly number[];
  /** The most learners that the program takes the engine to admit. @default 1 */
  readonly maxLearners?: number;
}

/** A ledger at rest, what its program wanted, and what it is to want. */
export interface Pair {
  readonly from: Want;
  readonly to: readonly Want[];
  /** Volumes that members have had who are gone. */
  readonly left?: Readonly<Record<string, number>>;
  /** The volume that every member has. @default 1 */
  readonly volume?: number;
  /** How often nodes are drained on the way. @default 0 */
  readonly drains?: number;
}

const name = 'settings';
const usual = { image: 'etcd:v3.6.5', cpu: '500m', timing: { heartbeatMillis: 100, electionMillis: 1000 }, mebibytes: 3072 } as const;
const learnersOf = ({ learners }: Want, at: number): number => learners?.[at] ?? 0;

/** The clusters, as a program describes them. */
const fleetFor = ({ lost = [], fast = [] }: Want, clusters: number): Fleet =>
  fleetOf(
    Array.from({ length: clusters }, (_, at) =>
      cluster(at, { storageClass: classIn(fast, at), ...(lost.includes(at) ? { lost: true } : {}) }),
    ),
    { ordinalStride: 100 },
  );
const classIn = (fast: readonly number[], at: number): string => (fast.includes(at) ? 'fast' : 'standard');

/** The program. */
export function systemOf(want: Want, { clusters }: Fleet): RaftSystem {
  const { votes, image = usual.image, cpu = usual.cpu, timing = usual.timing, survive = 'any-one-member', maxLearners = 1 } = want;
  const seats = clusters.map((cluster, at) => ({ cluster, voters: votes[at] ?? 0, learners: learnersOf(want, at) }));
  const voting = seats.filter(({ voters }) => voters > 0);
  const learning = seats.filter(({ learners }) => learners > 0);
  const [first, ...others] = voting.map(({ cluster, voters }) => Seat.of(cluster, { voters }));
  const topology =
    learning.length === 0
      ? Topology.activeActive({ seats: [must(first), ...others], traffic: Traffic.roundRobin() })
      : Topology.activeStandby({
          active: must(first),
          standbys: [
            ...others.map(seat => Standby.voting(seat.cluster, { voters: seat.voters })),
            ...learning.map(({ cluster, learners }) => Standby.learner(cluster, { learners })),
          ],
        });
  return system(topology, {
    engine: { ...engineWith(image, timing), maxLearners },
    resources: { cpu, memory: Size.gibibytes(1) },
    storage: Size.mebibytes(want.mebibytes ?? usual.mebibytes),
    operations: { image: 'node:22.1.0' },
    objectives: { survive: survive === 'any-one-cluster' ? Survive.anyOneCluster() : Survive.anyOneMember() },
  });
}

/** The ledger of a group at rest. */
export function ledgerOf({ from, left, volume = 1 }: Omit<Pair, 'to'>, { clusters, ordinalStride }: Fleet): OperatingState {
  const members: Record<string, LedgerMember> = {};
  clusters.forEach((cluster, at) => {
    const first = cluster.index * ordinalStride;
    for (let voter = 0; voter < (from.votes[at] ?? 0); voter += 1)
      members[`${name}-${first + voter}`] = { cluster: cluster.name, role: 'voter', volume };
    for (let learner = 0; learner < learnersOf(from, at); learner += 1)
      members[`${name}-learner-${first + learner}`] = { cluster: cluster.name, role: 'learner', volume };
  });
  const image = from.image ?? usual.image;
  const present = [...new Set(Object.values(members).map(({ cluster }) => cluster))];
  const formed = clusters.filter((_, at) => learnersOf(from, at) > 0).map(cluster => cluster.name);
  const { mebibytes = usual.mebibytes } = from;
  const group = {
    members,
    ...(left ? { left } : {}),
    images: Object.fromEntries(present.map(cluster => [cluster, image])),
    volumes: Object.fromEntries(
      clusters.filter(({ name }) => present.includes(name)).map(({ name, storageClass }) => [name, { mebibytes, storageClass }]),
    ),
  };
  return { ...OperatingState.initial(), bootstrapped: true, formed, groups: { [name]: group } };
}

/** Where a program wants a system to be whose ledger is this, with the templates that are rendered then. */
export function targetIn(wanted: RaftSystem, state: OperatingState, described: Fleet): SystemTarget {
  const { plan, units } = plannedUnits(name, wanted, state, described);
  const templates = [...units].flatMap(([cluster, { template }]) => (template === undefined ? [] : [[cluster, template] as const]));
  return targetOf(plan, described, new Map(templates));
}

/** What is planned for a pair, and the world that it happens in. */
export interface Planned {
  readonly ledger: OperatingState;
  readonly targets: readonly SystemTarget[];
  readonly steps: readonly StepPlan[];
  readonly wanted: readonly (readonly Wanted[])[];
  readonly world: (laws?: Partial<Laws>, steps?: readonly StepPlan[], other?: Partial<Moves>) => World;
}

/** The first target is the one that the ledger is at; the steps are those to the second. */
export function planned(pair: Pair, clusters = must(pair.from.votes.length)): Planned {
  const wants = [pair.from, ...pair.to];
  const fleets = wants.map(want => fleetFor(want, clusters));
  const described = must(fleets[0]);
  const systems = wants.map((want, at) => systemOf(want, must(fleets[at])));
  const volumes = wants.some(({ mebibytes, fast = [] }) => mebibytes !== undefined || fast.length > 0);
  const unrecorded = ledgerOf(pair, described);
  // The first step records the templates: what is tried begins after it.
  const ledger = planSteps(unrecorded, targetIn(must(systems[0]), unrecorded, described))[0]?.ledger ?? unrecorded;
  const targets = systems.map((one, at) => targetIn(one, ledger, must(fleets[at])));
  const steps = planSteps(ledger, must(targets[1]));
  // A cluster may have one vote more for a while.
  const slots = described.clusters.map((_, at) => ({
    voters: Math.max(...wants.map(({ votes }) => votes[at] ?? 0)) + 1,
    learners: Math.max(...wants.map(want => learnersOf(want, at))),
  }));
  return {
    ledger,
    targets,
    steps,
    wanted: wants.map(want =>
      described.clusters.map((_, at) => ({
        voters: want.votes[at] ?? 0,
        learners: learnersOf(want, at),
        template: templateText(want.image ?? usual.image, want.cpu ?? usual.cpu, want.timing ?? usual.timing),
        volume: { storageClass: classIn(want.fast ?? [], at), mebibytes: want.mebibytes ?? usual.mebibytes },
      })),
    ),
    world: (laws = {}, given, other = {}) => {
      const listed =
        given &&
        new Map([[JSON.stringify(ledger), given[0]], ...given.map((step, at) => [JSON.stringify(step.ledger), given[at + 1]] as const)]);
      const next = (now: OperatingState, target: number): StepPlan | undefined =>
        listed ? listed.get(JSON.stringify(now)) : planSteps(now, targetIn(must(systems[target]), now, must(fleets[target])))[0];
      const lostIn = (target: number): ReadonlySet<string> =>
        new Set(must(fleets[target]).clusters.flatMap(one => (one.lost ? [one.name] : [])));
      const moves: Moves = {
        next,
        replace: (now, pod, group) => {
          const replacement = replaceMember(now, pod, new Map([[name, group]]), pair.from.maxLearners ?? 1);
          return replacement.kind === 'impossible' ? undefined : replacement.ledger;
        },
        undo: now => {
          const back = undoStep(now);
          return back.kind === 'possible' ? back.ledger : undefined;
        },
        drain: (now, where, target) => {
          const drained = drainCluster(now, where, lostIn(target));
          return drained.kind === 'possible' ? drained.ledger : undefined;
        },
        ...other,
      };
      const { drains = 0, to } = pair;
      const all: Laws = {
        ...reality,
        ...(drains > 0 ? { evictions: 'drained', drains } : {}),
        // Jobs that wait for a cluster that is gone for ever end after a while.
        ...(to.some(({ lost = [] }) => lost.length > 0) ? { hooks: 'given-up' } : {}),
        ...laws,
      };
      return new World(new Course(name, systems, fleets, ledger, slots, moves, { budgets: all.evictions, volumes }), all);
    },
  };
}
