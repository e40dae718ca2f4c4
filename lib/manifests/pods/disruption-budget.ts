import type { LedgerMember } from '../../domain/operating-state';
import type { AppliedObject } from '../objects/applied-object';
import { inOneNamespace, objectsAround } from '../objects/cluster-objects';
import { selects } from '../objects/selector';
import { type JsonObject, valueAt } from '../yaml/json';
import { type MemberGroup, type MemberPool, type PlannedPool, peerHosts } from './member-pool';

/** A disruption budget over some members. */
export interface Budget {
  readonly object: AppliedObject;
  /** How many of these members may be evicted at a time while all are healthy. */
  readonly allows: number;
  /** The limit as findings print it: `maxUnavailable: 50%`. */
  readonly text: string;
  readonly field: 'maxUnavailable' | 'minAvailable';
}

/** The disruption budgets that select the pods of a pool. */
const budgetsOf = (pool: MemberPool, scales: Scales): readonly Budget[] =>
  objectsAround(pool.cluster, 'PodDisruptionBudget')
    .filter(
      ({ namespace, data }) =>
        inOneNamespace(pool.cluster, namespace, pool.object.namespace) && selects(valueAt(data, 'spec', 'selector'), pool.template.labels),
    )
    .map(object => ({ object, ...allowance(object.data, scales) }));

/** The pods that a budget is counted over: of those that are declared so many may be missing, of those that there can be so many must stay. */
interface Scales {
  readonly declared: number;
  readonly present: number;
}

/**
 * How many healthy pods may be evicted under a budget.
 *
 * `minAvailable` is compared with all members that the ledger has there, including one that joins or leaves, since each may be healthy.
 * Percentages are rounded up in both fields, so `maxUnavailable` in percent can allow one eviction more (Kubernetes
 * pkg/controller/disruption, getExpectedPodCount). A budget with neither field allows none.
 */
function allowance(data: JsonObject, { declared: scale, present }: Scales): Omit<Budget, 'object'> {
  const most = valueAt(data, 'spec', 'maxUnavailable');
  const least = valueAt(data, 'spec', 'minAvailable');
  if (most !== undefined && most !== null)
    return { allows: within(count(most, scale), scale), text: `maxUnavailable: ${countText(most)}`, field: 'maxUnavailable' };
  if (least !== undefined && least !== null)
    return { allows: within(present - count(least, present), present), text: `minAvailable: ${countText(least)}`, field: 'minAvailable' };
  return { allows: 0, text: 'neither maxUnavailable nor minAvailable', field: 'maxUnavailable' };
}

const within = (number: number, scale: number): number => Math.min(scale, Math.max(0, number));

/** A number, or a percentage of a scale, rounded up. Any other value counts as 0: the API server refuses it. */
export function count(value: unknown, scale: number): number {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? 0 : Math.ceil((Number(percent) * scale) / 100);
}

/** A number or a percentage as findings print it. */
export const countText = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'string' ? String(value) : 'not a number';

/** The number of members that a budget counts: those that the topology declares, so that a cold standby's budget is right before it runs. */
export const scaleOf = ({ plan, object }: MemberPool): number => {
  const replicas = valueAt(object.data, 'spec', 'replicas') ?? 1;
  return plan?.seat.declared ?? (typeof replicas === 'number' ? replicas : 1);
};

/** Members that the ledger has in the cluster of a pool, whatever they do now; undefined where it is not recorded. */
export function ledgerMembersOf({ system, seat, group }: PlannedPool): readonly (readonly [string, LedgerMember])[] | undefined {
  const members = system.state.groups?.[group.name]?.members;
  const ofPool = new RegExp(`^${seat.statefulSet}-\\d+$`);
  return members && Object.entries(members).filter(([name, { cluster }]) => cluster === seat.cluster && ofPool.test(name));
}

/** How many of them there are. */
export const presentIn = ({ plan }: MemberPool): number | undefined => plan && ledgerMembersOf(plan)?.length;

/** How many members of a pool can be evicted at a time, and by which budgets. */
export interface Evictable {
  readonly count: number;
  readonly budgets: readonly Budget[];
}

const known = new WeakMap<MemberPool, Evictable>();

/** How many members of a pool can be evicted at a time. All where no budget selects them; none where two do, since eviction then fails. */
export function evictable(pool: MemberPool): Evictable {
  const found = known.get(pool) ?? read(pool);
  known.set(pool, found);
  return found;
}

function read(pool: MemberPool): Evictable {
  const scale = scaleOf(pool);
  const budgets = budgetsOf(pool, { declared: scale, present: presentIn(pool) ?? scale });
  if (budgets.length === 0) return { count: scale, budgets };
  return { count: budgets.length > 1 ? 0 : Math.min(...budgets.map(({ allows }) => allows)), budgets };
}

/** A pool of voters, and how many of them can be evicted. */
export interface VotingPart extends Evictable {
  readonly pool: MemberPool;
}

/**
 * The pools of a group that vote, and the number of votes of the group. Undefined where the number is not known: without a plan, where
 * the peer lists do not match the pods.
 */
export function votersOf({ plan, pools }: MemberGroup): { readonly parts: readonly VotingPart[]; readonly votes: number } | undefined {
  const voting = pools.filter(pool => pool.plan?.role !== 'learner');
  const votes = plan ? plan.members.filter(({ role }) => role === 'voter').length : voting.reduce((sum, pool) => sum + scaleOf(pool), 0);
  if (!plan && voting.some(pool => peerHosts(pool).length !== votes)) return undefined;
  return { parts: voting.map(pool => ({ pool, ...evictable(pool) })), votes };
}
