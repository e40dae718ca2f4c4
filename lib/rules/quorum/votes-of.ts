import type { Subject } from '../../domain/subject';
import type { GroupPlan, SystemPlan } from '../../plan/model/system-plan';

/** The subject "distribution of the votes of a group". Several rules check it, and one mistake breaks several of them. */
export const votesOf = (system: SystemPlan['name'], { name }: GroupPlan): Subject => ({ unit: system, field: ['votes', name] });

/** The subject "even number of votes". */
export const evenVotesOf = (system: SystemPlan['name'], { name }: GroupPlan): Subject => ({ unit: system, field: ['even', name] });

/** The subject "distribution of the members of a cluster over its zones". */
export const zonesOf = (system: SystemPlan['name'], cluster: string): Subject => ({ unit: system, cluster, field: ['zones'] });

/** The subject "distribution of the votes of all groups of a system". */
export const allVotesOf = (system: SystemPlan['name']): Subject => ({ unit: system, field: ['votes'] });
