import { mayBeOneOf, mustBeOneOf, mustDiffer, mustFit } from '../../manifests/api/checks';
import { dnsLabel } from '../../manifests/api/forms';
import { allContainers, isSidecar } from '../../manifests/api/pod-fields';
import type { Fault, Field } from '../../manifests/objects/field';
import { serverPodRule } from '../server-rule';

/** The form of containers. */
export const containerForm = serverPodRule(
  {
    name: 'api/container',
    demands: 'Containers have an image and different names, and only fields that their kind of container may have.',
    why: 'The server refuses the pod, or the workload that creates it.',
    source: 'Kubernetes pkg/apis/core/validation/validation.go: validateContainers, validateInitContainers.',
  },
  (faults, pod) => {
    const all = allContainers(pod);
    for (const container of all) checkContainer(faults, container);
    mustDiffer(
      faults,
      all.map(container => container.at('name')),
      'container',
    );
    for (const container of pod.initContainers) checkInit(faults, container);
    for (const container of pod.containers) checkRegular(faults, container);
    if (pod.kind === 'Pod') for (const container of all) checkSpaces(faults, container.at('image'));
    const more = pod.spec.at('ephemeralContainers');
    if (more.size > 0) faults.push(more.fault('ephemeral containers can be added only to running pods', 'remove them'));
  },
);

function checkContainer(faults: Fault[], container: Field): void {
  mustFit(faults, container.at('name'), dnsLabel, 'rename the container');
  if (container.at('image').text === '') faults.push(container.fault('the container has no image', 'give it one'));
  mayBeOneOf(faults, container.at('imagePullPolicy'), ['Always', 'IfNotPresent', 'Never']);
  mayBeOneOf(faults, container.at('terminationMessagePolicy'), ['File', 'FallbackToLogsOnError']);
  const resources = new Set<string>();
  for (const policy of container.at('resizePolicy').items) {
    const resource = policy.at('resourceName');
    mayBeOneOf(faults, resource, ['cpu', 'memory']);
    mayBeOneOf(faults, policy.at('restartPolicy'), ['NotRequired', 'RestartContainer']);
    if (resources.has(resource.text)) faults.push(resource.fault(`resizePolicy has ${resource.text} twice`, 'keep one'));
    resources.add(resource.text);
  }
}

function checkInit(faults: Fault[], container: Field): void {
  mustBeOneOf(faults, container.at('restartPolicy'), ['Always']);
  if (isSidecar(container)) return;
  for (const name of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']) {
    const field = container.at(name);
    if (field.given)
      faults.push(
        field.fault(`an init container may have no ${name}`, "remove it, or turn the container into a sidecar with restartPolicy 'Always'"),
      );
  }
}

function checkRegular(faults: Fault[], container: Field): void {
  const policy = container.at('restartPolicy');
  if (policy.given) faults.push(policy.fault('only the pod or an init container may have a restartPolicy', 'remove it'));
}

function checkSpaces(faults: Fault[], image: Field): void {
  if (image.text !== image.text.trim()) faults.push(image.fault('the image has spaces around it', 'remove them'));
}
