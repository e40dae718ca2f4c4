import type { Fleet } from '../../../lib';
import type { MembershipAction } from '../../../lib/domain/engine';
import type { RaftSystem } from '../../../lib/domain/raft-system';
import { wavesOf } from '../../../lib/kubernetes/sync';
import { renderedSeat, renderedSystem } from '../../../lib/kubernetes/unit-plan';
import { planSystem } from '../../../lib/plan/system/plan-system';
import { etcd, must } from '../../fixtures';

/** One thing that a cluster's jobs do to the membership, or prove of it without any member that it is about. */
export interface Job {
  readonly action: MembershipAction;
  readonly member: string | undefined;
}

/** What one cluster is told to run of the group that is stretched: read off the plan that objects are rendered from. */
export interface Desired {
  /** Pods by ordinal, as the StatefulSet's first ordinal and its replicas say. */
  readonly pods: readonly string[];
  /** How many of these keep the template that they have: the partition. */
  readonly frozen: number;
  readonly image: string;
  /** Whether the pods are the ones of the voters' StatefulSet. */
  readonly votes: boolean;
  /** Hooks before the sync, in this order; each proves first that the group is healthy. */
  readonly before: readonly Job[];
  /** Jobs beside the members, which the sync waits for. */
  readonly during: readonly Job[];
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

/** An engine whose jobs say what they do; all else is etcd's. */
export const engineWith = (image: string): RaftSystem['engine'] => ({
  ...etcd,
  image,
  membership: { files: {}, task: ({ action, member }) => ({ command: [action, member?.name ?? ''], args: [] }) },
});

/** What each cluster is told to run, by its name. A cluster without a seat is told nothing. */
export function rendered(name: string, system: RaftSystem, fleet: Fleet): ReadonlyMap<string, Desired> {
  const planned = planSystem(name, system, fleet);
  const { seats } = planned;
  const known = renderedSystem(planned, fleet.dns);
  return new Map(
    seats
      .filter(({ group }) => group.name === name)
      .map(seat => {
        const { cluster, pool, group, membership, joins, image, config } = seat;
        const { members, last } = wavesOf(known, renderedSeat(planned, seat, fleet.dns));
        const jobs = membership.map(({ action, member }): Job => ({ action, member }));
        return [
          cluster.name,
          {
            pods: Array.from({ length: pool.replicas }, (_, at) => `${pool.name}-${pool.firstOrdinal + at}`),
            frozen: pool.thawed ? 0 : pool.declared,
            image,
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
          },
        ] as const;
      }),
  );
}
