import type { OperatingState } from '../domain/operating-state';
import { isInChange } from './plan-steps';

/** The ledger in which the nodes of a cluster are to be drained, or why they cannot be now. */
export type Drain = { readonly kind: 'possible'; readonly ledger: OperatingState } | { readonly kind: 'impossible'; readonly why: string };

/**
 * Gives the disruption budget to one cluster, and to no other. A drain of another one is ended first, in a commit of its own: one commit
 * for both may reach the next cluster before the last one, and then both of them let a member go, whoever has asked and whatever a job proves.
 *
 * @param lost Clusters that are gone for ever
 */
export function drainCluster(state: OperatingState, cluster: string, lost: ReadonlySet<string> = new Set()): Drain {
  const members = Object.values(state.groups ?? {}).flatMap(group => Object.values(group.members));
  const clusters = [...new Set(members.map(member => member.cluster))];
  if (clusters.length === 0) return impossible("the ledger names no members yet: run 'georaft step' first, which records them");
  if (!clusters.includes(cluster)) return impossible(`it has no members in '${cluster}'; it has some in ${clusters.join(', ')}`);
  const gone = clusters.filter(name => lost.has(name));
  if (gone.length > 0)
    return impossible(`${gone.join(' and ')} is lost and has members yet, which would be asked: run 'georaft step' first`);
  if (isInChange(state)) return impossible("another step is not confirmed yet: run 'georaft step' first");
  if (state.drained.length > 0)
    return impossible(`the nodes of ${state.drained.join(' and ')} may be drained already; 'georaft step' ends that`);
  return { kind: 'possible', ledger: { ...state, drained: [cluster] } };
}

const impossible = (why: string): Drain => ({ kind: 'impossible', why });
