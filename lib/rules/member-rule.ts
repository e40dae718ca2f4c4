import { type MemberGroup, type MemberPool, memberGroups, memberPools, type PlannedPool } from '../manifests/pods/member-pool';
import { type ManifestFound, type Rule, type RuleText, unitRule } from './rule';

/**
 * A rule over the StatefulSet of the members of each cluster, also without a plan. A finding that names no object is about the StatefulSet.
 */
export const memberRule = (text: RuleText, check: (pool: MemberPool) => readonly ManifestFound[]): Rule =>
  unitRule(text, unit => {
    const found: ManifestFound[] = [];
    for (const pool of memberPools(unit)) for (const each of check(pool)) found.push({ object: pool.object, ...each });
    return found;
  });

/** A rule over the StatefulSet of the members of each cluster that compares it with the plan. */
export const plannedMemberRule = (text: RuleText, check: (pool: MemberPool, plan: PlannedPool) => readonly ManifestFound[]): Rule =>
  memberRule(text, pool => (pool.plan ? check(pool, pool.plan) : []));

/** A rule over the members of each group, in all clusters together. */
export const groupRule = (text: RuleText, check: (group: MemberGroup) => readonly ManifestFound[]): Rule =>
  unitRule(text, unit => memberGroups(unit).flatMap(check));
