import { Construct } from 'constructs';
import type { EngineTask as Task } from '../domain/engine';
import type { Metadata } from '../domain/kubernetes-object';
import type { Component } from '../plan/model/network-edge';
import { selector, systemLabels } from './labels';
import { Manifest } from './manifest';
import { type Container, kubernetes, type PodSpec } from './plain';
import { restrictedContainer, restrictedPod } from './pod';
import { Wave, wave, wavesOf } from './sync';
import type { RenderedSeat, RenderedSystem } from './unit-plan';

/**
 * The mirror of a hot standby: one pod that copies the writes of the active cluster's group to this cluster's group. It
 * is stopped elsewhere.
 */
export class Mirror extends Construct {
  constructor(scope: Construct, id: string, plan: RenderedSystem, seat: RenderedSeat, { task, runs }: NonNullable<RenderedSeat['mirror']>) {
    super(scope, id);
    const labels = selector(plan, 'mirror');
    new Manifest(
      this,
      'deployment',
      kubernetes('Deployment', {
        metadata: named(plan, `${plan.name}-mirror`, runs ? wavesOf(plan, seat).mirror : Wave.foundation),
        spec: {
          replicas: runs ? 1 : 0,
          strategy: { type: 'Recreate' }, // two mirrors would write over each other
          selector: { matchLabels: labels },
          template: { metadata: { labels: { ...systemLabels(plan), ...labels } }, spec: pod(plan, seat, 'mirror', task) },
        },
      }),
    );
  }
}

/** The Job that adds one learner to its group. It runs once; a new learner has a new name and so a new Job. */
export class LearnerJoin extends Construct {
  constructor(
    scope: Construct,
    id: string,
    plan: RenderedSystem,
    seat: RenderedSeat,
    { learner, task }: { readonly learner: string; readonly task: Task },
  ) {
    super(scope, id);
    new Manifest(
      this,
      'job',
      kubernetes('Job', {
        metadata: named(plan, `${learner}-join`, wavesOf(plan, seat).last),
        spec: {
          backoffLimit: 1000, // until the voters have a quorum, however long that takes
          template: {
            metadata: { labels: { ...systemLabels(plan), ...selector(plan, 'join') } },
            spec: { ...pod(plan, seat, 'join', task), restartPolicy: 'OnFailure' },
          },
        },
      }),
    );
  }
}

function pod(plan: RenderedSystem, { config, image }: RenderedSeat, name: Component, task: Task): PodSpec {
  const { engine } = plan.system;
  const container: Container = {
    name,
    image,
    imagePullPolicy: 'IfNotPresent',
    command: task.command,
    args: task.args,
    resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '128Mi' } },
    securityContext: restrictedContainer,
  };
  return {
    serviceAccountName: plan.name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: restrictedPod(config.user),
    ...(engine.pullSecret ? { imagePullSecrets: [{ name: engine.pullSecret }] } : {}),
    containers: [container],
  };
}

const named = (plan: RenderedSystem, name: string, at: number): Metadata => ({
  name,
  namespace: plan.namespace,
  labels: systemLabels(plan),
  annotations: wave(at),
});
