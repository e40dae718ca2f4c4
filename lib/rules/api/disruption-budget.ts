import { mustBeOneOf, mustBeShare } from '../../manifests/api/checks';
import { serverRule } from '../server-rule';

/** The form of disruption budgets. */
export const budgetForm = serverRule(
  {
    name: 'api/disruption-budget',
    demands: 'A PodDisruptionBudget has minAvailable or maxUnavailable, as a number or as a percentage of at most 100%.',
    why: 'The server refuses the budget, so a drain may evict any number of pods at once.',
    source: 'Kubernetes pkg/apis/policy/validation/validation.go.',
  },
  ['PodDisruptionBudget'],
  (faults, object) => {
    const spec = object.at('spec');
    const least = spec.at('minAvailable');
    const most = spec.at('maxUnavailable');
    if (least.given && most.given) faults.push(spec.fault('the budget has minAvailable and maxUnavailable', 'keep one of them'));
    mustBeShare(faults, least);
    mustBeShare(faults, most);
    mustBeOneOf(faults, spec.at('unhealthyPodEvictionPolicy'), ['IfHealthyBudget', 'AlwaysAllow']);
  },
);
