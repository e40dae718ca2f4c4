import { mustBeOneOf, mustBeShare } from '../../manifests/api/checks';
import { serverRule } from '../server-rule';

/** How many pods may be taken at once. */
export const budgetForm = serverRule(
  {
    name: 'api/disruption-budget',
    demands: 'A PodDisruptionBudget says minAvailable or maxUnavailable, as a count or as a share of at most 100%.',
    why: 'The server refuses the budget, and drains take as many pods as they like.',
    source: 'Kubernetes pkg/apis/policy/validation/validation.go.',
  },
  ['PodDisruptionBudget'],
  (faults, object) => {
    const spec = object.at('spec');
    const least = spec.at('minAvailable');
    const most = spec.at('maxUnavailable');
    if (least.given && most.given) faults.push(spec.fault('the budget has minAvailable and maxUnavailable', 'leave one of them'));
    mustBeShare(faults, least);
    mustBeShare(faults, most);
    mustBeOneOf(faults, spec.at('unhealthyPodEvictionPolicy'), ['IfHealthyBudget', 'AlwaysAllow']);
  },
);
