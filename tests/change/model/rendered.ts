import type { Fleet } from '../../../lib';
import type { MembershipAction, RaftTiming } from '../../../lib/domain/engine';
import type { OperatingState } from '../../../lib/domain/operating-state';
import type { RaftSystem } from '../../../lib/domain/raft-system';
import { wavesOf } from '../../../lib/kubernetes/sync';
import { etcd, must } from '../../fixtures';
import { plannedUnits } from './planned-units';

/** One thing that a cluster's jobs do to the membership, or prove of it without any member that it is about. */
export interface Job {
  readonly action: MembershipAction;
  readonly member: string | undefined;
}

/** What a claim asks for. */
export interface Volume {
  readonly storageClass: string;
  readonly mebibytes: number;
}

/** What one cluster is told to run of the group that is stretched: read off the plan that objects are rendered from. */
export interface Desired {
  /** Pods by ordinal, as the StatefulSet's first ordinal and its replicas say. */
  readonly pods: readonly string[];
  /** How many of these keep the template that they have: the partition. */
  readonly frozen: number;
  /** Whether their cluster is thawed, whatever the partition is. */
  readonly thawed: boolean;
  /** The pod template: the image and all else that restarts a member when it changes. */
  readonly image: string;
  /** Whether members never start with it. */
  readonly broken: boolean;
  readonly timing: RaftTiming;
  /** Whether the pods are the ones of the voters' StatefulSet. */
  readonly votes: boolean;
  /** Hooks before the sync, in this order; each proves first that the group is healthy. */
  readonly before: readonly Job[];
  /** Jobs beside the members, which the sync waits for. */
  readonly during: readonly Job[];
  /** Members that no eviction takes. */
  readonly floor: number;
  /** Whether its nodes are to be drained. */
  readonly drained: boolean;
  /** The claim template, and claims that are objects of their own. */
  readonly claim: Volume;
  readonly claims: readonly (Volume & { readonly member: string })[];
  /** Voters that the hooks ask. */
  readonly voters: readonly string[];
  /** The list that a member starts with for the first time. */
  readonly initial: readonly string[];
  /**
   * Whether an operation of Argo CD goes on until the members are healthy, as it does where something is in a later wave than theirs: after
   * the last wave it has succeeded, whatever its objects become (Argo CD 3.x, gitops-engine/pkg/sync/sync_context.go).
   */
  readonly waits: boolean;
}

/** An engine whose jobs say what they do, with timeouts of its own; all else is etcd's. */
export const engineWith = (image: string, timing: RaftTiming = etcd.timing.defaults): RaftSystem['engine'] => ({
  ...etcd,
  image,
  timing: { ...etcd.timing, defaults: timing },
  membership: { files: {}, task: ({ action, member }) => ({ command: [action, member?.name ?? ''], args: [] }) },
});

/** What a pod template is known by here: the image, something else of it, and the timeouts. */
export const templateText = (image: string, cpu: string, { heartbeatMillis, electionMillis }: RaftTiming): string =>
  `${image} ${cpu} ${heartbeatMillis}/${electionMillis}`;

/** An image that cannot be pulled, and a pod that fits on no node. */
export const broken = { image: 'etcd:v3.6.99', cpu: '999' } as const;

/** What each cluster is told to run, by its name. A cluster without a seat is told nothing. */
export function rendered(name: string, system: RaftSystem, state: OperatingState, fleet: Fleet): ReadonlyMap<string, Desired> {
  const { plan: planned, units } = plannedUnits(name, system, state, fleet);
  const cpu = system.resources?.cpu ?? '';
  const { seats } = planned;
  return new Map(
    seats
      .filter(({ group }) => group.name === name)
      .map(seat => {
        const { cluster, group, membership, joins, image, config, volume } = seat;
        const { plan } = must(units.get(seat.cluster.name));
        const { pool } = plan.seat;
        const { members, last } = wavesOf(plan.system, plan.seat);
        const given = (flag: string): number => Number(config.args.find(arg => arg.startsWith(`--${flag}=`))?.split('=')[1]);
        const timing = { heartbeatMillis: given('heartbeat-interval'), electionMillis: given('election-timeout') };
        const jobs = membership.map(({ action, member }): Job => ({ action, member }));
        return [
          cluster.name,
          {
            pods: Array.from({ length: pool.replicas }, (_, at) => `${pool.name}-${pool.firstOrdinal + at}`),
            frozen: pool.thawed ? 0 : pool.declared,
            thawed: seat.pool.thawed,
            image: templateText(image, cpu, timing),
            broken: image === broken.image || cpu === broken.cpu,
            timing,
            votes: pool.role === 'voter',
            before: jobs.filter(({ action }) => action !== 'promote'),
            during: [
              ...jobs.filter(({ action }) => action === 'promote'),
              ...joins.map(({ learner }): Job => ({ action: 'add', member: learner })),
            ],
            voters: group.voters.map(voter => voter.name),
            initial: must(config.bootstrap['ETCD_INITIAL_CLUSTER'])
              .split(',')
              .map(peer => must(peer.split('=')[0])),
            waits: last > members,
            floor: pool.floor ?? 0,
            drained: planned.state.drained.includes(cluster.name),
            claim: { storageClass: volume.storageClass, mebibytes: volume.mebibytes },
            claims: volume.claims,
          },
        ] as const;
      }),
  );
}
