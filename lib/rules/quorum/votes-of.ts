import type { Subject } from '../../domain/subject';
import type { GroupPlan, SystemPlan } from '../../plan/model/system-plan';

/** How the votes of a group are placed: several rules look at it, and one mistake breaks several of them. */
export const votesOf = (system: SystemPlan['name'], { name }: GroupPlan): Subject => ({ unit: system, field: ['votes', name] });

/** That their number is even. */
export const evenVotesOf = (system: SystemPlan['name'], { name }: GroupPlan): Subject => ({ unit: system, field: ['even', name] });

/** How the members of a cluster are spread over its zones. */
export const zonesOf = (system: SystemPlan['name'], cluster: string): Subject => ({ unit: system, cluster, field: ['zones'] });

/** How the votes of all groups of a system are placed. */
export const allVotesOf = (system: SystemPlan['name']): Subject => ({ unit: system, field: ['votes'] });
