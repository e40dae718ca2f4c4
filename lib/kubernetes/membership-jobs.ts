import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { operationsName } from '../plan/members/object-names';
import { selector, systemLabels } from './labels';
import { Manifest } from './manifest';
import { peerTlsMounts, peerTlsVolumes } from './peer-trust';
import { kubernetes, type Plain, type PodSpec } from './plain';
import { restrictedContainer, restrictedPod } from './pod';
import { hook, Wave, wave, wavesOf } from './sync';
import type { RenderedSeat, RenderedSystem } from './unit-plan';

type JobSpec = Omit<Plain<k8s.JobSpec>, 'template'>;

/** Where the engine's program lies. */
const folder = '/operations';

/**
 * What happens before members of this cluster are changed. It fails in the end and is not waited for without end: only between two tries
 * does a sync look for a newer commit, which may take the step back.
 */
const before: JobSpec = { backoffLimit: 0, activeDeadlineSeconds: 600, ttlSecondsAfterFinished: 86_400 };

/** What goes on beside the members: however long a learner copies. */
const beside: JobSpec = { backoffLimit: 1000 };

/** The engine's program that changes the membership of its group, and the jobs that run it now. */
export class MembershipJobs extends Construct {
  constructor(
    scope: Construct,
    id: string,
    plan: RenderedSystem,
    seat: RenderedSeat,
    { image, files }: NonNullable<RenderedSeat['operations']>,
  ) {
    super(scope, id);
    const { namespace } = plan;
    const labels = systemLabels(plan);
    const name = operationsName(plan.name);
    new Manifest(
      this,
      'program',
      kubernetes('ConfigMap', { metadata: { name, namespace, labels, annotations: wave(Wave.foundation) }, data: files }),
    );
    for (const task of seat.membership) {
      const first = task.runs === 'before-members';
      new Manifest(
        this,
        task.job,
        kubernetes('Job', {
          metadata: { name: task.job, namespace, labels, annotations: first ? hook : wave(wavesOf(plan, seat).members) },
          spec: {
            ...(first ? before : beside),
            template: {
              metadata: { labels: { ...labels, ...selector(plan, 'membership') } },
              spec: { ...pod(plan, seat, task, image), restartPolicy: first ? 'Never' : 'OnFailure' },
            },
          },
        }),
      );
    }
  }
}

const pod = (
  plan: RenderedSystem,
  seat: RenderedSeat,
  { task: { command, args } }: RenderedSeat['membership'][number],
  image: string,
): PodSpec => ({
  serviceAccountName: plan.name,
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  securityContext: restrictedPod(seat.config.user),
  ...(plan.system.engine.pullSecret ? { imagePullSecrets: [{ name: plan.system.engine.pullSecret }] } : {}),
  containers: [
    {
      name: 'membership',
      image,
      imagePullPolicy: 'IfNotPresent',
      command,
      args,
      resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '128Mi' } },
      securityContext: restrictedContainer,
      volumeMounts: [{ name: 'operations', mountPath: folder, readOnly: true }, ...peerTlsMounts(seat)],
    },
  ],
  volumes: [{ name: 'operations', configMap: { name: operationsName(plan.name) } }, ...peerTlsVolumes(seat)],
});
