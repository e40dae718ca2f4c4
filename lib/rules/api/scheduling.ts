import { mayBeOneOf, mustBeNamespace, mustBeOneOf, mustBeWithin, mustFit } from '../../manifests/api/checks';
import { dnsSubdomain, labelValue, qualifiedName } from '../../manifests/api/forms';
import { checkLabelKeys, checkLabels, checkRequirement, checkSelector } from '../../manifests/api/selectors';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { serverPodRule } from '../server-rule';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

/** The form of scheduling constraints. */
export const scheduling = serverPodRule(
  {
    name: 'api/scheduling',
    demands:
      'Scheduling constraints are complete: skews and weights are in their range, keys and operators are valid, and none is repeated.',
    why: 'The server refuses the pod, or the workload that creates it.',
    source: 'Kubernetes pkg/apis/core/validation/validation.go: validateTopologySpreadConstraints, validateAffinity, ValidateTolerations.',
  },
  (faults, { spec }) => {
    checkLabels(faults, spec.at('nodeSelector'));
    for (const constraint of spec.at('topologySpreadConstraints').items) checkSpread(faults, constraint);
    for (const toleration of spec.at('tolerations').items) checkToleration(faults, toleration);
    const affinity = spec.at('affinity');
    if (affinity.given) {
      checkNodeAffinity(faults, affinity.at('nodeAffinity'));
      for (const name of ['podAffinity', 'podAntiAffinity']) checkPodAffinity(faults, affinity.at(name));
    }
    for (const gate of spec.at('schedulingGates').items) mustFit(faults, gate.at('name'), qualifiedName, 'rename the gate');
  },
);

function checkSpread(faults: Fault[], constraint: Field): void {
  const skew = constraint.at('maxSkew');
  if (skew.number !== 0) mustBeWithin(faults, skew, 1);
  const when = constraint.at('whenUnsatisfiable');
  mayBeOneOf(faults, when, ['DoNotSchedule', 'ScheduleAnyway']);
  const domains = constraint.at('minDomains');
  mustBeWithin(faults, domains, 1);
  if (domains.given && when.text !== 'DoNotSchedule')
    faults.push(domains.fault(`minDomains has an effect only with DoNotSchedule, not with ${quoted(when.text)}`, 'remove it'));
  for (const policy of ['nodeAffinityPolicy', 'nodeTaintsPolicy']) mustBeOneOf(faults, constraint.at(policy), ['Honor', 'Ignore']);
  checkLabelKeys(faults, constraint, ['matchLabelKeys']);
  checkSelector(faults, constraint.at('labelSelector'));
}

function checkToleration(faults: Fault[], toleration: Field): void {
  const key = toleration.at('key');
  const operator = toleration.at('operator');
  const value = toleration.at('value');
  const effect = toleration.at('effect');
  mustFit(faults, key, qualifiedName, "correct the taint's key");
  mayBeOneOf(faults, operator, ['Equal', 'Exists']);
  mayBeOneOf(faults, effect, ['NoSchedule', 'PreferNoSchedule', 'NoExecute']);
  if (key.text === '' && operator.text !== 'Exists')
    faults.push(toleration.fault('it has no key, which means all taints', "set operator: 'Exists'"));
  if (operator.text === 'Exists') {
    if (value.text !== '') faults.push(value.fault("operator 'Exists' ignores the value", 'remove the value'));
  } else mustFit(faults, value, labelValue, "correct the taint's value");
  const seconds = toleration.at('tolerationSeconds');
  if (seconds.given && effect.text !== 'NoExecute')
    faults.push(seconds.fault("tolerationSeconds has an effect only with effect 'NoExecute'", 'remove it'));
}

function checkNodeAffinity(faults: Fault[], affinity: Field): void {
  for (const term of affinity.at(required, 'nodeSelectorTerms').items) checkTerm(faults, term, true);
  for (const weighted of affinity.at(preferred).items) {
    checkWeight(faults, weighted);
    checkTerm(faults, weighted.at('preference'), false);
  }
}

function checkTerm(faults: Fault[], term: Field, strict: boolean): void {
  for (const expression of term.at('matchExpressions').items) {
    const found: Fault[] = [];
    checkRequirement(found, expression, ['Gt', 'Lt']);
    // The server does not check the values of a preference.
    faults.push(...(strict ? found : found.filter(({ path }) => path.at(-2) !== 'values')));
  }
  for (const field of term.at('matchFields').items) {
    const key = field.at('key');
    const operator = field.at('operator');
    if (key.text !== 'metadata.name') faults.push(key.fault(`matchFields does not support ${quoted(key.text)}`, 'use metadata.name'));
    if (!['In', 'NotIn'].includes(operator.text))
      faults.push(operator.fault(`there is no operator ${quoted(operator.text)} for fields`, 'use In or NotIn'));
    if (field.at('values').size !== 1) faults.push(field.fault('a field of a node is compared with exactly one value', 'write one value'));
    for (const value of field.at('values').items)
      if (!dnsSubdomain.fits(value.text)) faults.push(value.fault(`${quoted(value.text)} is not a valid node name`, 'correct it'));
  }
}

function checkWeight(faults: Fault[], weighted: Field): void {
  const weight = weighted.at('weight');
  if (weight.number !== 0) mustBeWithin(faults, weight, 1, 100);
}

function checkPodAffinity(faults: Fault[], affinity: Field): void {
  for (const term of affinity.at(required).items) checkPodTerm(faults, term);
  for (const weighted of affinity.at(preferred).items) {
    checkWeight(faults, weighted);
    checkPodTerm(faults, weighted.at('podAffinityTerm'));
  }
}

function checkPodTerm(faults: Fault[], term: Field): void {
  checkSelector(faults, term.at('labelSelector'));
  checkSelector(faults, term.at('namespaceSelector'));
  for (const namespace of term.at('namespaces').items) {
    if (namespace.text === '') faults.push(namespace.fault('a namespace has no name', 'name it'));
    mustBeNamespace(faults, namespace);
  }
  mustFit(faults, term.at('topologyKey'), qualifiedName, "name a label of nodes, such as 'kubernetes.io/hostname'");
  checkLabelKeys(faults, term, ['matchLabelKeys', 'mismatchLabelKeys']);
}
