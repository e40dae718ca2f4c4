import { podFields, podKinds } from '../../manifests/api/pod-fields';
import { checkLabels, checkSelector } from '../../manifests/api/selectors';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { selects } from '../../manifests/objects/selector';
import { isObject } from '../../manifests/yaml/json';
import { serverRule } from '../server-rule';
import { requiredField } from './required';

const kinds: readonly string[] = ['Service', 'PodDisruptionBudget', 'NetworkPolicy', 'ClusterRole', ...podKinds];

/** The form of label selectors, and that a workload selects its own pods. */
export const labelSelector = serverRule(
  {
    name: 'api/selector',
    demands: 'Selectors have valid labels, and a workload selects the pods that it creates.',
    why: 'The server refuses the object. A workload that did not select its own pods would create new ones without end.',
    source:
      'Kubernetes pkg/apis/apps/validation/validation.go, pkg/apis/batch/validation/validation.go, apimachinery pkg/apis/meta/v1/validation/validation.go.',
    follows: [requiredField],
  },
  kinds,
  (faults, object, applied) => {
    const spec = object.at('spec');
    switch (applied.kind) {
      case 'Service':
        checkLabels(faults, spec.at('selector'));
        return;
      case 'ClusterRole':
        for (const selector of object.at('aggregationRule', 'clusterRoleSelectors').items) checkSelector(faults, selector);
        return;
      case 'NetworkPolicy':
        checkPolicy(faults, spec);
        return;
      case 'CronJob':
        checkGenerated(faults, spec.at('jobTemplate', 'spec'));
        return;
      case 'Job':
        checkJob(faults, spec, podFields(applied).template);
        return;
      case 'Pod':
        return;
      case 'ReplicationController':
        checkPairs(faults, spec.at('selector'), podFields(applied).template);
        return;
      case 'PodDisruptionBudget':
        checkSelector(faults, spec.at('selector'));
        return;
      default:
        checkOwn(faults, spec.at('selector'), podFields(applied).template);
    }
  },
);

function checkPolicy(faults: Fault[], spec: Field): void {
  checkSelector(faults, spec.at('podSelector'));
  for (const [direction, peers] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const)
    for (const rule of spec.at(direction).items)
      for (const peer of rule.at(peers).items) {
        checkSelector(faults, peer.at('podSelector'));
        checkSelector(faults, peer.at('namespaceSelector'));
      }
}

function checkOwn(faults: Fault[], selector: Field, template: Field): void {
  if (!isObject(selector.value)) return;
  const before = faults.length;
  checkSelector(faults, selector);
  if (selector.at('matchLabels').size + selector.at('matchExpressions').size === 0)
    faults.push(selector.fault('the selector is empty, which selects every pod of the namespace', "select the template's labels"));
  if (faults.length === before) checkSelected(faults, selector, template);
}

function checkSelected(faults: Fault[], selector: Field, template: Field): void {
  const labels = template.at('metadata', 'labels');
  if (selects(selector.value, textsOf(labels))) return;
  const [wrong] = selector.at('matchLabels').entries.filter(([key, value]) => labels.at(key).value !== value.value);
  const which = wrong ? `${wrong[0]}: ${quoted(wrong[1].value)}` : 'its expressions';
  faults.push(notSelected(wrong?.[1] ?? selector, labels, which));
}

function notSelected(at: Field, labels: Field, which: string): Fault {
  const fault = at.fault(
    `the selector needs ${which}, and the template's labels do not have it`,
    'add the labels of the selector to the template',
  );
  return { ...fault, fields: [fault.path, labels.path] };
}

/** The selector of a ReplicationController is a map of labels; by default it is the labels of the template. */
function checkPairs(faults: Fault[], selector: Field, template: Field): void {
  const before = faults.length;
  checkLabels(faults, selector);
  if (faults.length > before) return;
  const labels = template.at('metadata', 'labels');
  const [wrong] = selector.entries.filter(([key, value]) => labels.at(key).value !== value.value);
  if (wrong) faults.push(notSelected(wrong[1], labels, `${wrong[0]}: ${quoted(wrong[1].value)}`));
}

/** The server sets a Job's selector, unless manualSelector is true. */
function checkJob(faults: Fault[], spec: Field, template: Field): void {
  const selector = spec.at('selector');
  if (!spec.at('manualSelector').on) checkGenerated(faults, spec);
  else if (!isObject(selector.value))
    faults.push(selector.fault('manualSelector is true, and there is no selector', 'add one, or remove both'));
  else {
    const before = faults.length;
    checkSelector(faults, selector);
    if (faults.length === before) checkSelected(faults, selector, template);
  }
}

function checkGenerated(faults: Fault[], spec: Field): void {
  const selector = spec.at('selector');
  if (isObject(selector.value)) faults.push(selector.fault("the server sets a Job's selector", 'remove it'));
}

function textsOf(labels: Field): Readonly<Record<string, string>> {
  return Object.fromEntries(labels.entries.map(([key, value]) => [key, value.text]));
}
