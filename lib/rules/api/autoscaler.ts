import { mayBeOneOf, mustBeOneOf, mustBeWithin, mustFit } from '../../manifests/api/checks';
import { pathSegment } from '../../manifests/api/forms';
import { quantity } from '../../manifests/api/quantity';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { serverRule } from '../server-rule';

const sources: Readonly<Record<string, string>> = {
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
  External: 'external',
  ContainerResource: 'containerResource',
};
const longestWindow = 3600;
const longestPeriod = 1800;

/** The form of autoscalers. Members of a Raft group are never scaled by one; other workloads are. */
export const autoscalerForm = serverRule(
  {
    name: 'api/autoscaler',
    demands: 'A HorizontalPodAutoscaler names a target to scale, has minReplicas of at most maxReplicas, and metrics with a target value.',
    why: 'The server refuses the autoscaler.',
    source: 'Kubernetes pkg/apis/autoscaling/validation/validation.go.',
  },
  ['HorizontalPodAutoscaler'],
  (faults, object) => {
    const spec = object.at('spec');
    const least = spec.at('minReplicas');
    const most = spec.at('maxReplicas');
    mustBeWithin(faults, least, 1);
    if (most.number !== 0) mustBeWithin(faults, most, 1);
    if (most.number && most.number < (least.number ?? 1))
      faults.push(most.fault(`maxReplicas is ${most.number}, below minReplicas, which is ${least.number ?? 1}`, 'raise it'));
    checkScaled(faults, spec.at('scaleTargetRef'));
    for (const name of ['kind', 'name']) mustFit(faults, spec.at('scaleTargetRef', name), pathSegment, 'name the workload to scale');
    for (const metric of spec.at('metrics').items) checkMetric(faults, metric);
    for (const direction of ['scaleUp', 'scaleDown']) checkBehavior(faults, spec.at('behavior', direction));
  },
);

/** The scaled workload names its API group. The core group has only one kind that can be scaled, ReplicationController. */
function checkScaled(faults: Fault[], target: Field): void {
  const version = target.at('apiVersion');
  const parts = version.text.split('/');
  if (parts.length > 2) faults.push(version.fault(`${quoted(version.text)} is not an apiVersion`, "write it like 'apps/v1'"));
  else if (target.given && target.at('kind').text !== 'ReplicationController' && (parts.length < 2 || parts[0] === ''))
    faults.push(version.fault('the scaled workload has no API group', "write its apiVersion, such as 'apps/v1'"));
}

function checkMetric(faults: Fault[], metric: Field): void {
  const type = metric.at('type').text;
  mayBeOneOf(faults, metric.at('type'), Object.keys(sources));
  const own = Object.hasOwn(sources, type) ? (sources[type] ?? '') : '';
  const given = Object.values(sources).filter(name => metric.at(name).given);
  if (own !== '' && (given.length !== 1 || given[0] !== own))
    faults.push(metric.fault(`a metric of type ${type} has ${given.join(' and ') || 'no source'}`, `set only ${own}`));
  for (const name of given) {
    mustFit(faults, metric.at(name, 'metric', 'name'), pathSegment, 'write a valid metric name');
    checkTarget(faults, metric.at(name), name);
  }
}

function checkTarget(faults: Fault[], source: Field, name: string): void {
  const target = source.at('target');
  mayBeOneOf(faults, target.at('type'), ['Utilization', 'Value', 'AverageValue']);
  for (const field of ['value', 'averageValue']) {
    const aim = target.at(field);
    const amount = aim.given ? quantity(String(aim.value)) : undefined;
    if (amount !== undefined && amount <= 0n) faults.push(aim.fault(`${field} is ${aim.value}`, 'set it to more than 0'));
  }
  mustBeWithin(faults, target.at('averageUtilization'), 1);
  const aims =
    name === 'pods'
      ? ['averageValue']
      : name === 'object' || name === 'external'
        ? ['value', 'averageValue']
        : ['averageUtilization', 'averageValue'];
  const given = aims.filter(field => target.at(field).given);
  if (target.given && given.length === 0) faults.push(target.fault('the target has no value', `set ${aims.join(' or ')}`));
  if (given.length > 1 && name !== 'object') faults.push(target.fault(`the target has ${given.join(' and ')}`, 'keep one of them'));
}

function checkBehavior(faults: Fault[], behavior: Field): void {
  if (!behavior.given) return;
  mustBeWithin(faults, behavior.at('stabilizationWindowSeconds'), 0, longestWindow);
  mustBeOneOf(faults, behavior.at('selectPolicy'), ['Max', 'Min', 'Disabled']);
  const policies = behavior.at('policies');
  if (policies.given && policies.size === 0)
    faults.push(policies.fault('the list of policies is empty', 'add a policy, or remove the list'));
  for (const policy of policies.items) {
    mayBeOneOf(faults, policy.at('type'), ['Pods', 'Percent']);
    if (policy.at('value').number !== 0) mustBeWithin(faults, policy.at('value'), 1);
    if (policy.at('periodSeconds').number !== 0) mustBeWithin(faults, policy.at('periodSeconds'), 1, longestPeriod);
  }
}
