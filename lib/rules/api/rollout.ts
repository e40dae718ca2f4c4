import { mayBeOneOf, mustBeShare, mustBeWithin, mustFit, shareOf } from '../../manifests/api/checks';
import { dnsLabel } from '../../manifests/api/forms';
import type { Fault, Field } from '../../manifests/objects/field';
import { serverRule } from '../server-rule';

/** The form of replicas and update strategies. */
export const rolloutForm = serverRule(
  {
    name: 'api/rollout',
    demands: 'Counts are not negative, and the update strategy is valid and can make progress.',
    why: 'The server refuses the workload.',
    source: 'Kubernetes pkg/apis/apps/validation/validation.go: ValidateStatefulSetSpec, ValidateDeploymentSpec, ValidateDaemonSetSpec.',
  },
  ['StatefulSet', 'Deployment', 'DaemonSet', 'ReplicationController'],
  (faults, object, { kind }) => {
    const spec = object.at('spec');
    mustBeWithin(faults, spec.at('replicas'), 0);
    mustBeWithin(faults, spec.at('minReadySeconds'), 0);
    if (kind === 'StatefulSet') checkStatefulSet(faults, spec);
    else if (kind !== 'ReplicationController') {
      mustBeWithin(faults, spec.at('revisionHistoryLimit'), 0);
      if (kind === 'Deployment') checkDeployment(faults, spec);
      else checkDaemonSet(faults, spec.at('updateStrategy'));
    }
  },
);

function checkStatefulSet(faults: Fault[], spec: Field): void {
  mayBeOneOf(faults, spec.at('podManagementPolicy'), ['OrderedReady', 'Parallel']);
  mustFit(faults, spec.at('serviceName'), dnsLabel, 'write a valid Service name');
  mustBeWithin(faults, spec.at('ordinals', 'start'), 0);
  const retention = spec.at('persistentVolumeClaimRetentionPolicy');
  for (const name of ['whenDeleted', 'whenScaled']) mayBeOneOf(faults, retention.at(name), ['Retain', 'Delete']);
  const strategy = spec.at('updateStrategy');
  const rolling = strategy.at('rollingUpdate');
  mayBeOneOf(faults, strategy.at('type'), ['RollingUpdate', 'OnDelete']);
  if (!rolling.given) return;
  if (strategy.at('type').text === 'OnDelete')
    faults.push({
      ...rolling.fault("updateStrategy 'OnDelete' does not roll pods", 'remove rollingUpdate'),
      fields: [rolling.path, strategy.at('type').path],
    });
  mustBeWithin(faults, rolling.at('partition'), 0);
}

function checkDeployment(faults: Fault[], spec: Field): void {
  const strategy = spec.at('strategy');
  const rolling = strategy.at('rollingUpdate');
  mayBeOneOf(faults, strategy.at('type'), ['RollingUpdate', 'Recreate']);
  if (rolling.given && strategy.at('type').text === 'Recreate')
    faults.push(rolling.fault("strategy 'Recreate' stops all pods first", 'remove rollingUpdate'));
  if (rolling.given && strategy.at('type').text !== 'Recreate') checkRolling(faults, rolling);
  const deadline = spec.at('progressDeadlineSeconds');
  const ready = spec.at('minReadySeconds').number ?? 0;
  mustBeWithin(faults, deadline, 0);
  if ((deadline.number ?? 600) <= ready)
    faults.push(
      (deadline.given ? deadline : spec.at('minReadySeconds')).fault(
        `progressDeadlineSeconds is ${deadline.number ?? '600, its default'}, and a pod is ready after ${ready} s at the earliest`,
        'set it to more than minReadySeconds',
      ),
    );
}

function checkRolling(faults: Fault[], rolling: Field): void {
  const unavailable = rolling.at('maxUnavailable');
  const surge = rolling.at('maxSurge');
  mustBeShare(faults, unavailable);
  mustBeShare(faults, surge, 'any');
  if (unavailable.given && surge.given && shareOf(unavailable) === 0 && shareOf(surge) === 0)
    faults.push(unavailable.fault('maxUnavailable and maxSurge are both 0, so no pod is ever replaced', 'raise one of them'));
}

function checkDaemonSet(faults: Fault[], strategy: Field): void {
  const rolling = strategy.at('rollingUpdate');
  mayBeOneOf(faults, strategy.at('type'), ['RollingUpdate', 'OnDelete']);
  if (!rolling.given || strategy.at('type').text === 'OnDelete') return;
  const unavailable = rolling.at('maxUnavailable');
  const surge = rolling.at('maxSurge');
  mustBeShare(faults, unavailable);
  mustBeShare(faults, surge);
  const most = unavailable.given ? shareOf(unavailable) : 1;
  const more = surge.given ? shareOf(surge) : 0;
  if (most === 0 && more === 0)
    faults.push(rolling.fault('maxUnavailable and maxSurge are both 0, so no pod is ever replaced', 'raise one of them'));
  if (most > 0 && more > 0) faults.push(rolling.fault('maxUnavailable and maxSurge are both above 0', 'set one of them to 0'));
}
